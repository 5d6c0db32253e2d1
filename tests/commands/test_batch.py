"""Many rows under one record: each once, whatever is killed or repeated meanwhile. On both engines."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import pytest

from commands.command_process import CHUNK, command_process, many
from commands.officers import CIBINONG_OFFICER, OFFICER, STRANGER
from commands.stand_models import Stand
from kopukm_core.commands import BatchOutcome, RowAction, run_batch
from kopukm_core.commands.models import AuditEntry, CommandChunk, CommandRecord
from kopukm_core.db import rows
from kopukm_core.errors import ConfigurationError, ConflictError, NotAllowedError
from kopukm_core.platform import Platform
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio


async def give(platform: Platform, inputs: list[dict[str, Any]], **options: Any) -> BatchOutcome:
    return await run_batch(platform, "market.list_stand", inputs, OFFICER, **options)


async def test_rows_are_stored_in_chunks_under_one_record_with_an_audit_row_each(platform: Platform) -> None:
    told: list[tuple[int, int]] = []
    outcome = await give(
        platform, many(50), chunk_size=20, progress=lambda done, total: told.append((done, total))
    )

    assert told == [(20, 50), (40, 50), (50, 50)]
    assert (outcome.count(RowAction.CREATED), outcome.count(RowAction.REFUSED)) == (45, 5)
    assert [one.action for one in outcome.results[8:11]] == [
        RowAction.CREATED,
        RowAction.REFUSED,
        RowAction.CREATED,
    ]
    assert [one.code for one in outcome.results[9].problems] == ["INVALID"]
    record = await CommandRecord.get()
    assert (record.state, record.checkpoint) == ("done", 50)
    assert not record.input
    assert await AuditEntry.filter(record_id=record.id).count() == 45


async def test_the_same_rows_under_the_same_key_get_the_first_answers(platform: Platform) -> None:
    first = await give(platform, many(50), key="a", chunk_size=20)
    again = await give(platform, many(50), key="a", chunk_size=7)

    assert again.results == first.results
    assert (first.replayed, again.replayed, again.record_id) == (0, 50, first.record_id)
    assert await Stand.all().count() == 45


async def test_other_rows_under_the_same_key_are_a_conflict(platform: Platform) -> None:
    await give(platform, many(20), key="a")
    for other in (many(21), many(19), [*many(19), {"number": -2, "name": "x", "region_code": "32.01.01"}]):
        with pytest.raises(ConflictError):
            await give(platform, other, key="a")
    assert await Stand.all().count() == 18


async def test_no_rows_are_done_at_once(platform: Platform) -> None:
    assert (await give(platform, [])).results == []
    assert (await CommandRecord.get()).state == "done"


async def test_rows_outside_the_region_are_refused_by_themselves(platform: Platform) -> None:
    inputs = [
        {"number": number, "name": "Sayur", "region_code": code}
        for number, code in enumerate(("32.01.01.2001", "32.01.02", "32.01.01"), start=1)
    ]
    outcome = await run_batch(platform, "market.list_stand", inputs, CIBINONG_OFFICER)
    assert [one.action.value for one in outcome.results] == ["created", "refused", "created"]
    assert outcome.results[1].problems[0].code == "FORBIDDEN"
    with pytest.raises(NotAllowedError):
        await run_batch(platform, "market.list_stand", inputs, STRANGER)
    assert await Stand.all().count() == 2


async def test_a_row_that_cannot_be_read_is_not_quoted_in_the_database(platform: Platform) -> None:
    inputs = [{"number": 1, "name": "Sayur", "region_code": "32.01.01", "phone": "nomor-rahasia-77"}]
    first = await give(platform, inputs, key="a")
    assert "nomor-rahasia-77" in first.results[0].problems[0].message
    kept = str([await rows("SELECT * FROM command_chunk"), await rows("SELECT * FROM command_record")])
    assert "rahasia" not in kept
    assert (await give(platform, inputs, key="a")).results == first.results


async def test_a_command_without_a_batch_form_takes_none(platform: Platform) -> None:
    with pytest.raises(ConfigurationError, match=r"market\.open_stand"):
        await run_batch(platform, "market.open_stand", [], OFFICER)


async def test_a_killed_batch_goes_on_from_its_checkpoint(platform: Platform, settings: Settings) -> None:
    with command_process("many", "a", settings) as process:
        process.tell("")
        for number in range(1, 4):
            assert process.line() == str(number * CHUNK)
        process.kill()
        process.wait()
    stored = (await CommandRecord.get()).checkpoint
    assert 3 * CHUNK <= stored < 400
    assert (await CommandRecord.get()).state == "running"

    outcome = await give(platform, many(400), key="a", chunk_size=50)

    assert outcome.replayed == stored
    assert (outcome.count(RowAction.CREATED), outcome.count(RowAction.REFUSED)) == (360, 40)
    assert await Stand.all().count() == await AuditEntry.all().count() == 360
    stands = {str(one.id): one.number for one in await Stand.all()}
    assert [stands[one.id] for one in outcome.results if one.id is not None] == [
        one["number"] for one in many(400) if one["number"] > 0
    ]


async def test_two_processes_share_the_rows_and_both_hear_all_answers(
    platform: Platform, settings: Settings
) -> None:
    with ExitStack() as stack:
        twins = [stack.enter_context(command_process("many", "a", settings)) for _ in range(2)]
        for each in twins:
            each.tell("")
        said = []
        for each in twins:
            while " " not in (words := each.line()):
                assert words, "the process ended too early"
            said.append(words)
    assert said[0] == said[1] == f"{(await CommandRecord.get()).id} 360 40"
    assert await Stand.all().count() == await AuditEntry.all().count() == 360
    assert (
        sum(len(each["answers"]) > 0 for each in await CommandChunk.all().values("answers")) == 400 // CHUNK
    )
