"""Two processes, the same command at once: one effect. Somebody else's lock is not waited for without end."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import replace
from urllib.parse import urlsplit

import asyncpg
import pytest

from commands.command_process import STAND, command_process
from commands.officers import OFFICER
from commands.stand_models import Stand
from commands.stand_plugin import SOURCE
from kopukm_core.commands.models import CommandRecord
from kopukm_core.errors import BusyError
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio


async def test_a_double_submission_by_two_processes_has_one_effect(
    platform: Platform, settings: Settings
) -> None:
    with ExitStack() as stack:
        twins = [stack.enter_context(command_process("one", "a", settings)) for _ in range(2)]
        for each in twins:
            each.tell("")
        said = [each.line().split() for each in twins]
    done = [words for words in said if words != ["busy"]]
    assert sorted(words[2] for words in done) in (["False"], ["False", "True"])
    assert len({tuple(words[:2]) for words in done}) == 1
    assert await Stand.all().count() == await CommandRecord.all().count() == 1


@asynccontextmanager
async def stuck_twin(settings: Settings) -> AsyncIterator[None]:
    """Another process that has begun the same command and does not come to an end."""
    insert = (
        "INSERT INTO command_record (actor, command, key, input_hash, person, state, checkpoint, door, started_at) "
        "VALUES ('person:1', 'market.open_stand', 'a', '', '', 'running', 0, '', '2026-11-02 01:00:00+00')"
    )
    if settings.database_url.startswith("sqlite"):
        with closing(sqlite3.connect(urlsplit(settings.database_url).path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute(insert)
            yield
            other.execute("ROLLBACK")
        return
    connection = await asyncpg.connect(settings.database_url)
    try:
        stuck = connection.transaction()
        await stuck.start()
        await connection.execute(insert)
        yield
        await stuck.rollback()
    finally:
        await connection.close()


async def test_a_stuck_twin_is_told_to_be_waited_for(settings: Settings) -> None:
    impatient = replace(settings, variables={"KOPUKM_LOCK_TIMEOUT": "0.1"})
    async with build_platform(impatient, [SOURCE]).open(prepare=False) as platform:
        async with stuck_twin(settings):
            with pytest.raises(BusyError, match="Coba lagi"):
                await platform.runner.run("market.open_stand", STAND, OFFICER, key="a")
        outcome = await platform.runner.run("market.open_stand", STAND, OFFICER, key="a")
        assert outcome.accepted and not outcome.replayed
        assert await Stand.all().count() == 1
