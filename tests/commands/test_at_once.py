"""A command that stores at once: the claim on its key, its rows, audit and answer in one step. On both engines."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError

from commands.officers import CIBINONG_OFFICER, OFFICER
from commands.stand_models import Stand
from kopukm_core import clock
from kopukm_core.commands import model_name
from kopukm_core.commands.models import AuditEntry, CommandRecord, RecordState
from kopukm_core.db import Dialect, KeyText, NewKey, Writes, dialect, transaction
from kopukm_core.errors import ConfigurationError, ConflictError, NotAllowedError
from kopukm_core.events import subscribe
from kopukm_core.platform import Platform
from statements import recorded_statements

pytestmark = pytest.mark.anyio

PITCH = "market.pitch_stand"


def given(number: int = 1, region_code: str = "32.01.01", **more: Any) -> dict[str, Any]:
    return {"number": number, "region_code": region_code, **more}


async def counted() -> tuple[int, int, int]:
    """Stands, records and audit entries."""
    return await Stand.all().count(), await CommandRecord.all().count(), await AuditEntry.all().count()


async def test_rows_audit_and_answer_are_stored_together_and_told(platform: Platform) -> None:
    async with subscribe("market.pitched") as heard:
        with recorded_statements() as statements:
            outcome = await platform.runner.run(PITCH, given(101, phone="081234567890"), OFFICER, key="a")
        event = await anext(aiter(heard))
    stand, record, entry = await Stand.get(), await CommandRecord.get(), await AuditEntry.get()

    assert outcome.reference is not None and outcome.reference.id == str(stand.id)
    assert [one.code for one in outcome.remarks] == ["FAR"]
    assert (outcome.record_id, record.state, entry.record_id) == (record.id, RecordState.DONE, record.id)  # type: ignore[attr-defined]
    assert (entry.action, entry.subject_model, entry.subject_id) == ("create", "market.Stand", str(stand.id))
    assert event.payload == {"stand_id": stand.id}
    assert record.ended_at is not None and "sealed" in str(record.input) and "0812" not in str(record.input)
    if dialect() is Dialect.POSTGRES:
        assert len([one for one in statements if "command_record" in one]) == 1


async def test_a_repeat_gets_the_first_answer_and_other_input_is_a_conflict(platform: Platform) -> None:
    first = await platform.runner.run(PITCH, given(101), OFFICER, key="a")
    again = await platform.runner.run(PITCH, given(101), OFFICER, key="a")
    assert again.replayed and not first.replayed
    assert (again.reference, again.remarks, again.record_id) == (
        first.reference,
        first.remarks,
        first.record_id,
    )
    with pytest.raises(ConflictError):
        await platform.runner.run(PITCH, given(2), OFFICER, key="a")
    assert await counted() == (1, 1, 1)


async def test_the_same_key_at_once_has_one_effect(platform: Platform) -> None:
    outcomes = await asyncio.gather(
        *(platform.runner.run(PITCH, given(), OFFICER, key="a") for _ in range(5))
    )
    assert sorted(one.replayed for one in outcomes) == [False, True, True, True, True]
    assert len({one.reference for one in outcomes}) == 1
    assert await counted() == (1, 1, 1)


async def test_the_same_number_at_once_is_refused_in_the_words_of_the_command(platform: Platform) -> None:
    outcomes = await asyncio.gather(
        *(platform.runner.run(PITCH, given(), OFFICER, key=key) for key in "abcd")
    )
    assert sorted(one.problems[0].code if one.problems else "" for one in outcomes) == [
        "",
        "TAKEN",
        "TAKEN",
        "TAKEN",
    ]
    assert await counted() == (1, 4, 1)
    again = [await platform.runner.run(PITCH, given(), OFFICER, key=key) for key in "abcd"]
    assert [(one.replayed, one.problems) for one in again] == [(True, one.problems) for one in outcomes]


async def test_outside_the_region_is_refused_and_recorded(platform: Platform) -> None:
    for _ in range(2):
        with pytest.raises(NotAllowedError):
            await platform.runner.run(PITCH, given(1, "32.01.02"), CIBINONG_OFFICER, key="a")
    assert await counted() == (0, 1, 0)


@pytest.mark.parametrize("number", [13, 14])
async def test_it_cannot_store_by_itself(platform: Platform, number: int) -> None:
    await platform.runner.run(PITCH, given(), OFFICER)
    with pytest.raises(ConfigurationError, match="at_once"):
        await platform.runner.run(PITCH, given(number), OFFICER)
    assert await counted() == (1, 1, 1)


def record_row(key: str) -> dict[str, Any]:
    """A command record of the test's own."""
    return {
        "actor": "person:1",
        "command": "market.x",
        "key": key,
        "input_hash": "",
        "state": RecordState.DONE,
        "started_at": clock.now(),
    }


def entry_row(record: NewKey | int, subject: object) -> dict[str, object]:
    """An audit entry of the test's own."""
    return {
        "record_id": record,
        "action": "create",
        "subject_model": model_name(Stand),
        "subject_id": subject,
        "recorded_at": clock.now(),
    }


async def test_rows_may_tell_the_keys_of_rows_before_and_after_them(platform: Platform) -> None:
    writes = Writes()
    stand = writes.insert(Stand, {"number": 1, "name": "a", "region_code": "32", "rent": None})
    record = NewKey()
    writes.insert(AuditEntry, entry_row(record, KeyText(stand, "no. ", "!")))
    writes.insert_first(
        record,
        CommandRecord,
        {**record_row("a"), "result": KeyText(stand, "<", ">")},
        ("actor", "command", "key"),
    )
    assert await writes.store_alone()
    kept, entry = await CommandRecord.get(), await AuditEntry.get()
    assert (await Stand.get()).id == stand.value
    assert (record.value, kept.result) == (kept.id, f"<{stand.value}>")
    assert (kept.checkpoint, kept.door, kept.person) == (0, "", "")
    assert entry.subject_id == f"no. {stand.value}!"

    later = Writes()
    later.update(CommandRecord, kept.id, {"state": RecordState.REFUSED})
    later.insert(AuditEntry, entry_row(record, KeyText(stand)))
    assert await later.store()
    assert (await CommandRecord.get()).state == RecordState.REFUSED
    assert await AuditEntry.filter(record_id=kept.id, subject_id=str(stand.value)).count() == 1


async def test_nothing_is_stored_where_the_first_is_taken_or_one_cannot_be(platform: Platform) -> None:
    await CommandRecord.create(**record_row("a"))
    taken, record = Writes(), NewKey()
    taken.insert(Stand, {"number": 1, "name": "a", "region_code": "32"})
    taken.insert_first(record, CommandRecord, record_row("a"), ("actor", "command", "key"))
    assert not await taken.store_alone()
    assert (await counted(), record.value) == ((0, 1, 0), None)

    twice = Writes()
    for _ in range(2):
        twice.insert(Stand, {"number": 1, "name": "a", "region_code": "32"})
    with pytest.raises(IntegrityError):
        async with transaction():
            await twice.store()
    assert await counted() == (0, 1, 0)


async def test_the_answer_kept_is_json(platform: Platform) -> None:
    await platform.runner.run(PITCH, given(101), OFFICER)
    kept = json.loads(str((await CommandRecord.get()).result))
    assert kept == {
        "model": "market.Stand",
        "id": str((await Stand.get()).id),
        "remarks": [["number", "FAR", "Lapak ini jauh."]],
    }
