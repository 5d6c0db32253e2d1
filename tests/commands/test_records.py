"""What a command record holds, and what it must not hold; what is undone with a refusal. On both engines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commands.officers import CIBINONG_OFFICER, MEMBER, OFFICER, STRANGER
from commands.stand_models import Stand
from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.db import rows
from kopukm_core.errors import ConfigurationError, ConflictError, NotAllowedError, NotAuthenticatedError
from kopukm_core.events import subscribe
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform
from kopukm_core.privacy.person_keys import ErasedError, destroy

pytestmark = pytest.mark.anyio

PHONE = "+6281234567890"
HOLDER = "Siti Aminah binti Udin"
TABLES = ("command_record", "command_chunk", "command_draft", "audit_entry", "outbox_job", "person_key")


async def everything() -> str:
    """All that stands in the tables of commands, as text."""
    found = [await rows(f"SELECT * FROM {table}") for table in TABLES]
    return str(found)


async def opened(platform: Platform, number: int = 1, region_code: str = "32.01.01") -> None:
    given = {"number": number, "name": "Sayur", "region_code": region_code}
    assert (await platform.runner.run("market.open_stand", given, OFFICER)).accepted


async def test_a_record_tells_who_what_when_and_through_which_door(platform: Platform) -> None:
    await opened(platform)
    given = {"number": 1, "rent": 90_000}
    outcome = await platform.runner.run("market.set_rent", given, OFFICER, key="a", door="terminal")

    record = await CommandRecord.get(id=outcome.record_id)
    assert (record.actor, record.command, record.key, record.door) == (
        "person:1",
        "market.set_rent",
        "a",
        "terminal",
    )
    assert json.loads(record.input or "") == given
    assert record.state == "done"
    assert record.ended_at is not None and record.ended_at >= record.started_at
    entry = await AuditEntry.get(record_id=record.id)
    assert (entry.action, entry.subject_model) == ("update", "market.Stand")
    assert json.loads(entry.changes or "") == {"rent": [None, 90_000]}


async def test_jobs_and_events_follow_a_stored_command(platform: Platform) -> None:
    await opened(platform)
    async with subscribe("market.rent") as told:
        outcome = await platform.runner.run("market.set_rent", {"number": 1, "rent": 5}, OFFICER)
        event = await anext(aiter(told))
    assert event.payload == {"number": 1}
    job = await OutboxJob.get()
    assert (job.task, job.caused_by) == ("market.collect_rent", outcome.record_id)


async def test_a_refusal_undoes_everything_but_its_own_record(platform: Platform) -> None:
    await opened(platform)
    outcome = await platform.runner.run("market.set_rent", {"number": 1, "rent": 2_000_000}, OFFICER)

    assert [one.code for one in outcome.problems] == ["TOO_DEAR"]
    assert (await Stand.get(number=1)).rent is None
    assert await OutboxJob.all().count() == 0
    assert await AuditEntry.filter(action="update").count() == 0
    record = await CommandRecord.get(id=outcome.record_id)
    assert (record.state, record.command) == ("refused", "market.set_rent")


async def test_a_fault_is_no_answer_and_leaves_nothing(platform: Platform) -> None:
    await opened(platform)
    for _ in range(2):
        with pytest.raises(ConfigurationError):
            await platform.runner.run("market.set_rent", {"number": 1, "rent": 13}, OFFICER, key="a")
    assert await CommandRecord.filter(command="market.set_rent").count() == 0
    assert (await Stand.get(number=1)).rent is None


async def test_who_has_no_permission_changes_nothing(platform: Platform) -> None:
    given = {"number": 1, "name": HOLDER, "region_code": "32.01.01", "phone": PHONE}
    with pytest.raises(NotAllowedError, match=r"market\.write"):
        await platform.runner.run("market.open_stand", given, STRANGER)
    with pytest.raises(NotAuthenticatedError, match="Masuk"):
        await platform.runner.run("market.open_stand", given, ANONYMOUS)
    assert await Stand.all().count() == await CommandRecord.all().count() == 0


async def test_what_an_anonymous_caller_is_refused_leaves_nothing(platform: Platform) -> None:
    await opened(platform, number=2)
    kept = await everything()

    for number in (1, 9):
        given = {"number": number, "note": PHONE}
        for key in ("a", "a", None):
            if number == 9:
                refused = await platform.runner.run("market.leave_note", given, ANONYMOUS, key=key)
                assert (refused.record_id, [one.code for one in refused.problems]) == (0, ["NO_SUCH_STAND"])
            else:
                with pytest.raises(NotAuthenticatedError):
                    await platform.runner.run("market.leave_note", given, ANONYMOUS, key=key)
    assert await everything() == kept

    given = {"number": 2, "note": "Titip salam"}
    stored = [await platform.runner.run("market.leave_note", given, ANONYMOUS, key="a") for _ in range(2)]
    assert [one.replayed for one in stored] == [False, True]
    with pytest.raises(NotAllowedError):
        await platform.runner.run("market.leave_note", {**given, "number": 1}, STRANGER)
    assert [one.state for one in await CommandRecord.filter(command="market.leave_note").order_by("id")] == [
        "done",
        "refused",
    ]


async def test_the_permission_holds_for_its_own_region_only(platform: Platform) -> None:
    given = {"number": 1, "name": "Sayur", "region_code": "32.01.01.2001", "phone": PHONE}
    assert (await platform.runner.run("market.open_stand", given, CIBINONG_OFFICER)).accepted

    for code in ("32.01.02", "32.01"):
        elsewhere = {**given, "number": 2, "region_code": code}
        with pytest.raises(NotAllowedError, match=r"Wilayah Anda: 32\.01\.01"):
            await platform.runner.run("market.open_stand", elsewhere, CIBINONG_OFFICER, key=code)
        with pytest.raises(NotAllowedError, match=r"Wilayah Anda: 32\.01\.01"):
            await platform.runner.run("market.open_stand", elsewhere, CIBINONG_OFFICER, key=code)
    assert await Stand.all().count() == 1
    assert await CommandRecord.filter(state="refused").count() == 2
    assert PHONE not in await everything()


async def test_members_may_where_the_command_lets_them(platform: Platform) -> None:
    await opened(platform)
    assert (await platform.runner.run("market.set_rent", {"number": 1, "rent": 5}, MEMBER)).accepted
    with pytest.raises(NotAllowedError):
        await platform.runner.run("market.open_stand", {"number": 2}, MEMBER)


async def test_a_credential_command_keeps_neither_input_nor_answer(platform: Platform) -> None:
    given = {"holder": HOLDER, "secret": "gunung salak"}
    outcome = await platform.runner.run("market.issue_pass", given, OFFICER, key="a")
    assert outcome.values == {"code": "kartu-gunung salak"}
    refused = await platform.runner.run("market.issue_pass", {**given, "secret": "salah"}, OFFICER)
    assert [one.message for one in refused.problems] == [f"Kata sandi {HOLDER} salah."]

    kept = await everything()
    assert "gunung" not in kept and HOLDER not in kept
    for record in await CommandRecord.all():
        assert record.input is None
        assert record.result is None
    with pytest.raises(ConflictError, match="tidak disimpan"):
        await platform.runner.run("market.issue_pass", given, OFFICER, key="a")


async def test_personal_values_are_sealed_for_their_person(platform: Platform) -> None:
    given = {"holder": HOLDER, "phone": PHONE, "word": "gunung salak", "note": "sudah"}
    outcome = await platform.runner.run("market.call_holder", given, OFFICER)

    kept = await everything()
    assert HOLDER not in kept and PHONE not in kept and PHONE[3:] not in kept and "gunung" not in kept
    record = await CommandRecord.get(id=outcome.record_id)
    stored: dict[str, Any] = json.loads(record.input or "")
    assert set(stored) == {"holder", "phone", "note"}
    assert stored["note"] == "sudah"
    sealed = stored["holder"]["sealed"]
    assert json.loads(await platform.vault.unseal("person:77", sealed)) == HOLDER

    await destroy("person:77")
    with pytest.raises(ErasedError):
        await platform.vault.unseal("person:77", sealed)
