"""Rows of an import: created, updated, unchanged, or refused by themselves. On both engines."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from kopukm_core.commands import BatchOutcome, run_batch
from kopukm_core.identity.actor import Actor
from kopukm_core.platform import Platform
from kopukm_siopik.models import Cooperative, CooperativeVersion, YearlyReport
from siopik.registry import (
    CIBINONG,
    CIBINONG_OFFICER,
    CIRIMEKAR,
    CITEUREUP,
    GIVEN,
    OFFICER,
    PAKANSARI,
    PUSPANEGARA,
    registered,
)

pytestmark = pytest.mark.anyio

ROWS: list[dict[str, Any]] = [
    {
        "name": f"Koperasi {word}",
        "nik": f"320101002{number:04}",
        "region_code": CIRIMEKAR,
        "effective_on": "2026-11-02",
    }
    for number, word in enumerate(("Melati", "Kenanga", "Anggrek"), start=1)
]


async def give_rows(platform: Platform, rows: list[dict[str, Any]], actor: Actor = OFFICER) -> BatchOutcome:
    return await run_batch(platform, "siopik.register_cooperative", rows, actor)


def actions(outcome: BatchOutcome) -> list[str]:
    """What each row did; of a refused one, its code."""
    return [one.problems[0].code if one.problems else one.action.value for one in outcome.results]


async def test_the_same_rows_again_change_nothing_and_a_changed_cell_is_told(platform: Platform) -> None:
    first = await give_rows(platform, ROWS)
    again = await give_rows(platform, ROWS)
    changed = [
        ROWS[0],
        {**ROWS[1], "sector": "Dagang"},
        {**ROWS[2], "name": "Koperasi Anggrek", "chair": "Tini"},
    ]
    third = await give_rows(platform, changed)

    assert actions(first) == ["created"] * 3
    assert actions(again) == ["unchanged"] * 3
    assert actions(third) == ["unchanged", "updated", "updated"]
    assert (
        [one.id for one in again.results]
        == [one.id for one in first.results]
        == [one.id for one in third.results]
    )
    assert await Cooperative.all().count() == 3
    assert await CooperativeVersion.all().count() == 4


async def test_a_blank_cell_erases_nothing(platform: Platform) -> None:
    stored = await registered(platform, sector="Dagang")
    outcome = await give_rows(platform, [{"name": stored.name, "nik": stored.nik, "sector": None}])
    assert actions(outcome) == ["unchanged"]
    assert (await Cooperative.get()).sector == "Dagang"


async def test_a_wider_place_or_none_leaves_the_stored_one(platform: Platform) -> None:
    await registered(platform)
    for told, action in (
        ({"region_code": CIBINONG}, "unchanged"),
        ({"region_code": None}, "unchanged"),
        ({"region_code": None, "office_outside": True}, "unchanged"),
        ({"region_code": CIBINONG, "sector": "Dagang"}, "updated"),
        ({"region_code": CIRIMEKAR}, "updated"),
        ({"region_code": CITEUREUP}, "updated"),
        ({"region_code": PUSPANEGARA}, "updated"),
    ):
        assert actions(await give_rows(platform, [{**GIVEN, **told}])) == [action], told
    regions = await CooperativeVersion.all().order_by("id").values_list("region_code", "office_outside")
    assert [tuple(one) for one in regions] == [
        (PAKANSARI, False),
        (PAKANSARI, False),
        (CIRIMEKAR, False),
        (CITEUREUP, False),
        (PUSPANEGARA, False),
    ]


async def test_an_export_may_declare_a_dissolution_without_its_day_and_take_it_back(
    platform: Platform,
) -> None:
    stored = await registered(platform)
    assert actions(await give_rows(platform, [{**GIVEN, "status": "dissolved"}])) == ["updated"]
    given = {"cooperative_id": stored.id, "dissolved_on": "2026-11-02"}
    assert (await platform.runner.run("siopik.dissolve_cooperative", given, OFFICER)).accepted
    assert actions(await give_rows(platform, [{**GIVEN, "status": "active"}])) == ["updated"]
    now = await Cooperative.get()
    assert (now.status, now.dissolved_on) == ("active", None)


async def test_a_row_that_cannot_be_stored_does_not_stop_the_others(platform: Platform) -> None:
    await registered(platform, nik="3201019999999", legal_entity_number="7/BH")
    rows = [
        ROWS[0],
        {**ROWS[1], "name": "x" * 201},
        {**ROWS[1], "name": "---"},
        {**ROWS[1], "region_code": "32.01.01.7777"},
        {**ROWS[1], "region_code": "32.01"},
        {**ROWS[1], "nik": "3201019999999"},
        {**ROWS[1], "nik": None},
        {**ROWS[1], "name": "a\x00b"},
        {**ROWS[1], "effective_on": "2026-11-03"},
        {**ROWS[1], "legal_entity_date": "0009-01-01"},
        ROWS[0],
        {**ROWS[0], "name": "Koperasi Melati Putih"},
        ROWS[2],
    ]
    outcome = await give_rows(platform, rows)
    assert actions(outcome) == [
        "created",
        "TOO_LONG",
        "INVALID",
        "REGION_UNKNOWN",
        "REGION_UNKNOWN",
        "NIK_CONFLICT",
        "LEGAL_ID_MISSING",
        "INVALID",
        "IN_THE_FUTURE",
        "TOO_SMALL",
        "ROW_REPEATED",
        "ROW_REPEATED",
        "created",
    ]
    assert await Cooperative.all().count() == 3


async def test_a_stored_cooperative_under_another_nik_is_no_new_one(platform: Platform) -> None:
    stored = await registered(platform)
    told = {**GIVEN, "nik": "3201010010009"}
    outcome = await give_rows(platform, [told, {**told, "name": "KSP Lain Sekali", "nik": "3201010010008"}])
    assert actions(outcome) == ["NIK_DIFFERS", "created"]
    assert f"'KSU Mekar Jaya' (nomor {stored.id}), NIK {stored.nik}" in outcome.results[0].problems[0].message
    assert [one.nik for one in await Cooperative.filter(name=stored.name)] == [stored.nik]


async def test_rows_outside_the_officers_kecamatan_are_refused(platform: Platform) -> None:
    there = await registered(platform, region_code=PUSPANEGARA)
    rows = [
        ROWS[0],
        {**ROWS[1], "region_code": PUSPANEGARA},
        {**GIVEN, "region_code": CIRIMEKAR},
        {**ROWS[2], "region_code": None},
    ]
    outcome = await give_rows(platform, rows, CIBINONG_OFFICER)
    assert actions(outcome) == ["created", "FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]
    assert (await Cooperative.get(id=there.id)).region_id == PUSPANEGARA


async def test_imported_and_registered_at_once_each_is_stored_once(platform: Platform) -> None:
    await asyncio.gather(
        give_rows(platform, ROWS),
        give_rows(platform, ROWS[::-1]),
        *(platform.runner.run("siopik.register_cooperative", one, OFFICER) for one in ROWS),
    )
    assert await Cooperative.all().count() == 3


async def test_reports_are_created_updated_or_unchanged(platform: Platform) -> None:
    cooperative = await registered(platform)
    there = await registered(
        platform, nik="3201010010002", legal_entity_number="9/BH", region_code=PUSPANEGARA
    )
    one = {"cooperative_id": cooperative.id, "year": 2024, "surplus": 5}

    async def report(*rows: dict[str, Any], actor: Actor = CIBINONG_OFFICER, **options: Any) -> list[str]:
        return actions(await run_batch(platform, "siopik.report_year", list(rows), actor, **options))

    assert await report(one, {**one, "year": 2023}) == ["created", "created"]
    assert await report(one, {**one, "year": 2023, "surplus": 6}) == ["unchanged", "updated"]
    assert await report({**one, "annual_meeting_on": "2025-02-01"}) == ["updated"]
    assert await report(
        one,
        one,
        {**one, "cooperative_id": there.id},
        {**one, "cooperative_id": 999},
        {**one, "year": 2026},
        {**one, "year": 2022, "annual_meeting_on": "2026-11-03"},
    ) == ["unchanged", "REPORT_REPEATED", "FORBIDDEN", "NOT_FOUND", "YEAR_NOT_OVER", "IN_THE_FUTURE"]
    assert await report({**one, "year": 2026}, as_of=date(2027, 1, 4)) == ["created"]
    assert await YearlyReport.filter(is_current=True).count() == 3
