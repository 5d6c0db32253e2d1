"""Mail that comes back after a server had taken it: what is reported, what is forged, what is broken."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import transaction
from kopukm_core.errors import BadInputError, ConfigurationError, NotFoundError
from kopukm_core.messaging import MessageStatus
from kopukm_core.messaging.cli import MESSAGING_SUBCOMMANDS, TRY_AGAIN
from kopukm_core.messaging.delivery_report import LARGEST, read_mail
from kopukm_core.messaging.email_settings import email_settings
from kopukm_core.messaging.models import MessageConsent, MessageStop, OutboundMessage
from kopukm_core.messaging.return_path import return_address, return_token
from kopukm_core.messaging.returned import take_returned_mail
from kopukm_core.messaging.status import store_report
from kopukm_core.parties import ContactKind, ContactPoint
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings
from messaging.carrying import carried
from messaging.mail_server import MailServer, mail_server
from messaging.post import invite, message, party, remind

pytestmark = pytest.mark.anyio

MAILBOX = "kembali@surel.contoh.id"


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """The server that the office's mail goes to."""
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def variables(post: MailServer) -> dict[str, str]:
    """The office has e-mail, and a mailbox for what comes back."""
    return {
        "KOPUKM_EMAIL_URL": post.url,
        "KOPUKM_EMAIL_FROM": "pesan@contoh.id",
        "KOPUKM_EMAIL_RETURN": MAILBOX,
    }


def dsn(to: str, action: str = "failed", status: str = "5.1.1", diagnosis: str = "") -> bytes:
    """A report as Postfix writes it: words for people, the machine's part, the head of what came back."""
    lines = [
        f"To: {to}",
        "From: MAILER-DAEMON@mx.contoh.id (Mail Delivery System)",
        "Subject: Undelivered Mail Returned to Sender",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
        "",
        "--B\nContent-Type: text/plain\n\nThis is the mail system at host mx.contoh.id.\n",
        "--B\nContent-Type: message/delivery-status\n",
        "Reporting-MTA: dns; mx.contoh.id\nX-Postfix-Queue-ID: 4A1\n",
        f"Final-Recipient: rfc822; siti@contoh.id\nAction: {action}\nStatus: {status}",
        f"Diagnostic-Code: smtp; {diagnosis}\n",
        "--B\nContent-Type: text/rfc822-headers\n\nSubject: Pengingat\nMessage-ID: <x@contoh.id>\n",
        "--B--\n",
    ]
    return "\n".join(lines).encode()


async def sent(to: int) -> OutboundMessage:
    """A message that the server has taken."""
    number = await remind(to)
    async with transaction():
        stored = await message(number)
        await store_report(stored.id, MessageStatus.SENT, stored.created_at)
    return await message(number)


def way_back(stored: OutboundMessage) -> str:
    return return_address(return_token(stored), MAILBOX)


async def taken(platform: Platform, mail: bytes, recipient: str = "") -> str:
    return await take_returned_mail(platform, read_mail(mail), recipient)


async def test_each_mail_has_a_way_back_of_its_own_and_a_word_to_stop_by(
    platform: Platform, post: MailServer
) -> None:
    post.senders.clear()
    post.arrived.clear()
    to = await party((ContactKind.EMAIL, "siti@contoh.id"))
    reminder, invitation = await remind(to), await invite(to, "post.invitation")
    await carried(platform)
    expected = [way_back(await message(number)) for number in (reminder, invitation)]
    assert post.senders == expected and len(set(expected)) == 2
    assert all(len(one.partition("@")[0]) <= 64 for one in expected)
    first, second = post.arrived
    assert first["From"] == second["From"] == "pesan@contoh.id"
    assert first["List-Unsubscribe"] is None
    assert second["List-Unsubscribe"].strip() == f"<mailto:{expected[1]}?subject=berhenti>"


@pytest.mark.parametrize(
    ("told", "status", "fault", "is_stopped"),
    [
        (("failed", "5.1.1"), "failed", "contact_stopped", True),
        (("failed", "5.0.0", "550 5.1.1 no such user"), "failed", "contact_stopped", True),
        (("failed", "5.0.0", "550 unknown"), "failed", "contact_stopped", True),
        (("Failed", "5.2.2", "552 mailbox full"), "failed", "permanent", False),
        (("failed", "5.7.1", "550 5.7.1 refused as spam"), "failed", "permanent", False),
        (("failed", "4.4.7", "delivery time expired"), "failed", "permanent", False),
        (("delayed", "4.4.1"), "sent", None, False),
        (("relayed", "2.0.0"), "sent", None, False),
        (("delivered", "2.1.5"), "delivered", None, False),
    ],
)
async def test_a_report_says_what_became_of_the_mail_and_only_a_gone_box_is_stopped(
    platform: Platform, told: tuple[str, ...], status: str, fault: str | None, is_stopped: bool
) -> None:
    address = f"{'.'.join(told[0:2]).lower()}@contoh.id"
    stored = await sent(await party((ContactKind.EMAIL, address)))
    sharing = await party((ContactKind.EMAIL, address))
    for _ in range(2):
        said = await taken(platform, dsn(way_back(stored), *told))
        assert said.startswith(f"Pesan {stored.id}: {told[0].lower()}")
    after = await message(stored.id)
    assert (after.status, after.fault) == (status, fault)
    assert "contoh.id" not in after.error
    for one in (stored.party_id, sharing):
        point = await ContactPoint.get(party_id=one)
        assert (point.stopped_at is not None) is is_stopped, "the address is gone, whoever has it"
    records = await CommandRecord.filter(
        command="core.report_bounce", key__startswith=f"{stored.id} "
    ).count()
    assert records == (0 if status == "sent" else 1), "a report that comes twice is one"


async def test_a_bounce_of_an_address_that_was_left_stops_that_address_alone(platform: Platform) -> None:
    to = await party((ContactKind.EMAIL, "lama@contoh.id"), (ContactKind.EMAIL, "baru@contoh.id"))
    stored = await sent(to)
    bounced = dsn("kembali@contoh.id")
    old, new = await ContactPoint.filter(party_id=to).order_by("rank")
    recipient = way_back(stored).upper()
    await OutboundMessage.filter(id=stored.id).update(contact_point_id=new.id)
    await taken(platform, bounced, recipient)
    await old.refresh_from_db()
    await new.refresh_from_db()
    assert (old.stopped_at is None, new.stopped_at) == (False, None)
    assert (await message(stored.id)).status is MessageStatus.SENT


async def test_what_arrived_is_not_taken_back_by_a_late_bounce(platform: Platform) -> None:
    stored = await sent(await party((ContactKind.EMAIL, "budi@contoh.id")))
    for action, status in (("delivered", "2.1.5"), ("failed", "5.2.2")):
        await taken(platform, dsn(way_back(stored), action, status))
    assert (await message(stored.id)).status is MessageStatus.DELIVERED


async def test_the_word_stop_is_heard_and_other_answers_are_left_to_people(platform: Platform) -> None:
    to = await party((ContactKind.EMAIL, "tono@contoh.id"))
    number = await invite(to, "post.invitation")
    back = way_back(await message(number))

    def answer(subject: str, text: str, address: str = back) -> bytes:
        mail = EmailMessage()
        mail["To"], mail["Subject"] = address, subject
        mail.set_content(text)
        return mail.as_bytes()

    with pytest.raises(BadInputError, match="bukan laporan pengiriman"):
        await taken(platform, answer("Re: Undangan", "Saya berhenti merokok, jadi datang."))
    assert not await MessageConsent.exists(party_id=to)
    assert "undangan" in await taken(platform, answer("berhenti", ""))
    assert await invite(to, "post.invitation") is None
    reminder = await message(await remind(to))
    assert not await MessageStop.exists(party_id=to), "what is their own business still reaches them"
    await taken(platform, answer("Re: Pengingat", "Tolong stop!\n> dikutip", way_back(reminder)))
    assert await MessageStop.exists(party_id=to, channel="email", ended_at=None)


async def test_what_is_forged_or_no_mail_changes_nothing(platform: Platform) -> None:
    stored = await sent(await party((ContactKind.EMAIL, "ani@contoh.id")))
    other = await sent(await party((ContactKind.EMAIL, "ina@contoh.id")))
    number, point, signature = return_token(stored).split("-")
    foreign = return_token(other).split("-")
    for token in (
        f"{number}-{point}-{'0' * 20}",
        f"{foreign[0]}-{point}-{signature}",
        f"{number}-{foreign[1]}-{signature}",
        f"zzzzzzzzzzzzz-{point}-{signature}",
        "",
    ):
        with pytest.raises(NotFoundError, match="bukan dari sistem ini"):
            await taken(platform, dsn(f"kembali+{token}@surel.contoh.id"))
    assert {(await message(one.id)).status for one in (stored, other)} == {MessageStatus.SENT}
    assert not await CommandRecord.exists(command="core.report_bounce", key__startswith=f"{stored.id} ")


NESTED = b"".join(
    b'To: x@y\nContent-Type: multipart/report; boundary="%d"\n\n--%d\n' % (n, n) for n in range(5_000)
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * (LARGEST + 1), "lebih besar dari 10 MB"),
        (b"", "bukan surel"),
        (b"\xff\xfe\x00" * 50, "bukan surel"),
        (b"Subject: tanpa penerima\n\nhalo", "bukan surel"),
        (NESTED, "rusak"),
    ],
    ids=["huge", "empty", "bytes", "nobody", "nested"],
)
def test_huge_and_broken_mail_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        read_mail(content)


def test_a_report_that_was_cut_off_or_is_empty_is_none() -> None:
    whole = dsn("kembali+1-1-0@contoh.id")
    assert read_mail(whole).report is not None
    assert read_mail(whole[: whole.index(b"Final-Recipient")]).report is None
    assert read_mail(whole.replace(b"Action: failed", b"Action: eaten")).report is None


async def test_a_mail_server_is_told_to_try_again_and_never_to_send_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Settings(home=tmp_path, database_url="postgres://kopukm@127.0.0.1:1/none")
    (subcommand,) = MESSAGING_SUBCOMMANDS
    parser = argparse.ArgumentParser()
    subcommand.configure(parser)

    async def piped(content: bytes, *words: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        answer = subcommand.run(parser.parse_args(["bounce", *words]), build_platform(nowhere, []))
        return answer if isinstance(answer, int) else await answer

    assert await piped(b"", "--pipe") == 0
    with pytest.raises(BadInputError):
        await piped(b"")
    assert await piped(dsn(MAILBOX), "--pipe") == TRY_AGAIN


@pytest.mark.parametrize("given", ["kembali", "a+b@contoh.id", f"{'k' * 40}@contoh.id"])
def test_a_return_address_without_room_for_its_token_is_refused(given: str, tmp_path: Path) -> None:
    variables = {
        "KOPUKM_EMAIL_URL": "smtp://127.0.0.1:25?starttls=off",
        "KOPUKM_EMAIL_FROM": "pesan@contoh.id",
        "KOPUKM_EMAIL_RETURN": given,
    }
    with pytest.raises(ConfigurationError, match="KOPUKM_EMAIL_RETURN"):
        email_settings(Settings(home=tmp_path, database_url="sqlite://x", variables=variables))
