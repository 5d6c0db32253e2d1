"""The same key twice: one effect, one answer. On both engines."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from commands.officers import OFFICER, OTHER_OFFICER
from commands.stand_models import Stand
from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.errors import BadInputError, ConflictError, NotFoundError
from kopukm_core.platform import Platform
from kopukm_core.privacy import KeyRing, using_keys

pytestmark = pytest.mark.anyio

GIVEN: dict[str, Any] = {"number": 1, "name": "Sayur Bu Tini", "region_code": "32.01.01", "rent": 200_000}


async def test_a_repeat_gets_the_first_answer(platform: Platform) -> None:
    first = await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")
    again = await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")

    assert first.accepted and not first.replayed
    assert again.replayed
    assert (again.reference, again.record_id) == (first.reference, first.record_id)
    assert (
        await Stand.all().count() == await CommandRecord.all().count() == await AuditEntry.all().count() == 1
    )


async def test_the_order_of_fields_and_blanks_around_text_make_no_other_input(platform: Platform) -> None:
    await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")
    same = {**dict(reversed(GIVEN.items())), "name": "  Sayur  Bu Tini ", "phone": ""}
    assert (await platform.runner.run("market.open_stand", same, OFFICER, key="a")).replayed


async def test_other_input_under_the_key_is_a_conflict(platform: Platform) -> None:
    await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")
    with pytest.raises(ConflictError, match="kunci baru"):
        await platform.runner.run("market.open_stand", {**GIVEN, "number": 2}, OFFICER, key="a")
    assert await Stand.all().count() == 1


async def test_another_person_or_command_may_use_the_same_key(platform: Platform) -> None:
    await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")
    other = await platform.runner.run("market.open_stand", {**GIVEN, "number": 2}, OTHER_OFFICER, key="a")
    rent = await platform.runner.run("market.set_rent", {"number": 1, "rent": 5}, OFFICER, key="a")
    assert other.accepted and not other.replayed
    assert rent.accepted and not rent.replayed


async def test_without_a_key_each_sending_is_a_new_one(platform: Platform) -> None:
    given = {"number": 1, "rent": 5}
    await platform.runner.run("market.open_stand", GIVEN, OFFICER)
    outcomes = [await platform.runner.run("market.set_rent", given, OFFICER) for _ in range(2)]
    assert [one.replayed for one in outcomes] == [False, False]
    assert outcomes[0].record_id != outcomes[1].record_id


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "a\x00b", "a\nb", "\ud800"])
async def test_a_key_that_cannot_be_stored_is_refused(platform: Platform, key: str) -> None:
    with pytest.raises(BadInputError):
        await platform.runner.run("market.open_stand", GIVEN, OFFICER, key=key)
    assert await Stand.all().count() == await CommandRecord.all().count() == 0


async def test_a_double_submission_by_tasks_of_one_process_has_one_effect(platform: Platform) -> None:
    outcomes = await asyncio.gather(
        *(platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a") for _ in range(6))
    )
    assert sorted(one.replayed for one in outcomes) == [False] + [True] * 5
    assert {one.reference for one in outcomes} == {outcomes[0].reference}
    assert await Stand.all().count() == await CommandRecord.all().count() == 1


async def test_a_refusal_is_kept_and_refused_again_in_the_same_words(platform: Platform) -> None:
    await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")
    taken = {**GIVEN, "name": "Buah Pak Udin"}

    first = await platform.runner.run("market.open_stand", taken, OFFICER, key="b")
    await Stand.all().delete()
    again = await platform.runner.run("market.open_stand", taken, OFFICER, key="b")

    assert [one.code for one in first.problems] == ["TAKEN"]
    assert again.problems == first.problems
    assert again.replayed
    assert await Stand.all().count() == 0


async def test_a_refusal_by_an_error_is_the_same_error_again(platform: Platform) -> None:
    given = {"number": 9, "rent": 5}
    with pytest.raises(NotFoundError) as first:
        await platform.runner.run("market.set_rent", given, OFFICER, key="a")
    await Stand.create(number=9, name="Baru", region_code="32.01.01")
    with pytest.raises(NotFoundError) as again:
        await platform.runner.run("market.set_rent", given, OFFICER, key="a")
    assert str(again.value) == str(first.value) == "Lapak itu tidak ada. Periksa nomornya."
    assert (await Stand.get(number=9)).rent is None


async def test_input_that_cannot_be_read_leaves_no_record_and_the_key_free(platform: Platform) -> None:
    wrong = await platform.runner.run("market.open_stand", {**GIVEN, "number": 0}, OFFICER, key="a")
    assert [one.code for one in wrong.problems] == ["TOO_SMALL"]
    assert await CommandRecord.all().count() == 0
    assert (await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")).accepted


async def test_a_repeat_is_known_after_the_keys_have_changed(platform: Platform) -> None:
    old, new = bytes(range(32)), bytes(range(32, 64))
    with using_keys(KeyRing({"k1": old})):
        await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")
    with using_keys(KeyRing({"k2": new, "k1": old})):
        assert (await platform.runner.run("market.open_stand", GIVEN, OFFICER, key="a")).replayed
        with pytest.raises(ConflictError):
            await platform.runner.run("market.open_stand", {**GIVEN, "rent": 1}, OFFICER, key="a")
