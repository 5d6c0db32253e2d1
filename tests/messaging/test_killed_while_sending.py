"""A process killed while the mail server takes its mail: the mail goes out again, under the same Message-ID."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from kopukm_core import clock
from kopukm_core.db import Dialect, transaction
from kopukm_core.jobs import enqueue
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.messaging import MessageStatus
from kopukm_core.messaging.models import MessageChannel
from kopukm_core.parties import ContactKind
from kopukm_core.platform import Platform
from messaging.carrying import carried
from messaging.mail_server import MailServer, mail_server
from messaging.post import message, party, remind

pytestmark = pytest.mark.anyio

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module", params=[Dialect.SQLITE], ids=["sqlite"])
def engine(request: pytest.FixtureRequest) -> Dialect:
    """One engine: what is killed is the process between two transactions."""
    return Dialect(request.param)


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """The server that the office's mail goes to."""
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def variables(post: MailServer) -> dict[str, str]:
    """The office has e-mail."""
    return {"KOPUKM_EMAIL_URL": post.url, "KOPUKM_EMAIL_FROM": "pesan@contoh.id"}


async def test_a_mail_taken_while_its_sender_dies_is_sent_again_as_the_same(
    platform: Platform, post: MailServer, office_clock: clock.MovingClock
) -> None:
    # The other process has the real clock, by which the message is older than any channel waits.
    await MessageChannel.all().update(give_up_hours=1_000_000)
    number = await remind(await party((ContactKind.EMAIL, "siti@contoh.id")))
    settings = platform.settings
    sender = await asyncio.create_subprocess_exec(
        sys.executable,
        str(TESTS / "messaging" / "sending_process.py"),
        settings.database_url,
        str(settings.home),
        post.url,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(TESTS)])},
    )
    post.afterwards = sender.kill
    try:
        async with asyncio.timeout(60):
            await sender.wait()
    finally:
        with suppress(ProcessLookupError):
            sender.kill()
    post.afterwards = None
    held = await message(number)
    assert (held.status, held.attempts, len(post.arrived)) == (MessageStatus.SENDING, 1, 1)

    assert held.lease_until is not None
    office_clock.set(held.lease_until + timedelta(seconds=1))
    async with transaction():
        await OutboxJob.all().delete()
        await enqueue("core.carry_due_messages")
    await carried(platform)
    first, again = post.arrived
    assert first["Message-ID"] == again["Message-ID"] == f"<{held.message_key}@contoh.id>"
    stored = await message(number)
    assert (stored.status, stored.attempts) == (MessageStatus.SENT, 2)
