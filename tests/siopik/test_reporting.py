"""Yearly reports and annual meetings: one that holds per year, the replaced ones kept. On both engines."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from kopukm_core.commands import run_batch
from kopukm_core.commands.models import AuditEntry
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.platform import Platform
from kopukm_siopik.models import AnnualMeeting, YearlyReport
from siopik.registry import CIBINONG_OFFICER, OFFICER, PUSPANEGARA, codes, give, registered

pytestmark = pytest.mark.anyio


async def test_a_report_is_replaced_and_what_is_not_told_stays(platform: Platform) -> None:
    cooperative = await registered(platform)
    given = {"cooperative_id": cooperative.id, "year": 2025, "members_male": 10, "surplus": -5_000_000}
    first = await give(platform, "report_year", given)
    second = await give(platform, "report_year", {**given, "surplus": 7, "annual_meeting_on": "2026-03-27"})
    third = await give(
        platform, "report_year", {"cooperative_id": cooperative.id, "year": 2025, "surplus": 7}
    )

    assert first.reference != second.reference == third.reference
    old, new = await YearlyReport.all().order_by("id")
    assert (old.is_current, old.surplus, old.replaced_at) == (False, -5_000_000, new.recorded_at)
    assert (new.is_current, new.surplus, new.members_male, new.effective_on) == (
        True,
        7,
        10,
        date(2025, 12, 31),
    )
    meeting = await AnnualMeeting.get()
    assert (meeting.year, meeting.held_on) == (2025, date(2026, 3, 27))
    assert await AuditEntry.filter(subject_model="siopik.YearlyReport").count() == 2


async def test_a_meeting_is_replaced_and_kept(platform: Platform) -> None:
    cooperative = await registered(platform)
    given: dict[str, Any] = {"cooperative_id": cooperative.id, "year": 2025, "held_on": "2026-03-27"}
    await give(platform, "report_annual_meeting", {**given, "attendees": 40})
    await give(platform, "report_annual_meeting", given)
    await give(platform, "report_annual_meeting", {**given, "held_on": "2026-03-28"})
    kept = await AnnualMeeting.all().order_by("id").values_list("held_on", "attendees", "is_current")
    assert [tuple(one) for one in kept] == [
        (date(2026, 3, 27), 40, False),
        (date(2026, 3, 28), None, True),
    ]


IMPOSSIBLE: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"year": 2026}, ("year", "YEAR_NOT_OVER")),
    ({"year": 0}, ("year", "INVALID")),
    ({"year": 99999}, ("year", "INVALID")),
    ({"year": 1899}, ("year", "INVALID")),
    ({"members_male": None}, ("year", "REPORT_EMPTY")),
    ({"members_male": -1}, ("members_male", "INVALID")),
    ({"members_male": 3_000_000_000}, ("members_male", "INVALID")),
    ({"assets": -1}, ("assets", "TOO_SMALL")),
    ({"assets": 2**63}, ("assets", "INVALID")),
    ({"annual_meeting_on": "2026-11-03"}, ("annual_meeting_on", "IN_THE_FUTURE")),
    ({"annual_meeting_on": "2024-12-31"}, ("annual_meeting_on", "BEFORE_BOOK_YEAR")),
    ({"cooperative_id": 2**62}, ("cooperative_id", "NOT_FOUND")),
    ({"cooperative_id": 2**63}, ("cooperative_id", "INVALID")),
    ({"cooperative_id": 0}, ("cooperative_id", "INVALID")),
]


async def test_what_cannot_be_is_a_problem_and_nothing_is_stored(platform: Platform) -> None:
    cooperative = await registered(platform)
    for told, problem in IMPOSSIBLE:
        given = {"cooperative_id": cooperative.id, "year": 2025, "members_male": 1, **told}
        assert codes(await give(platform, "report_year", given)) == [problem]
    assert await YearlyReport.all().count() == await AnnualMeeting.all().count() == 0


DOUBTFUL: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"assets": 5_000_000, "equity": 3_000_000, "external_capital": 2_000_900}, []),
    ({"assets": 5_000_000, "equity": 3_000_000, "external_capital": 1}, [("assets", "BALANCE_MISMATCH")]),
    ({"surplus": 4}, [("assets", "BALANCE_MISMATCH")]),
    ({"year": 2024, "annual_meeting_on": "2024-12-31"}, [("annual_meeting_on", "RAT_BEFORE_YEAR_END")]),
    ({"year": 2023, "surplus": 1}, [("year", "YEAR_BEFORE_FOUNDING")]),
]


async def test_what_is_doubtful_is_stored_and_remarked(platform: Platform) -> None:
    cooperative = await registered(platform, legal_entity_date="2024-02-01")
    for number, (told, remarks) in enumerate(DOUBTFUL):
        given = {"cooperative_id": cooperative.id, "year": 2025, **told}
        for is_repeat in (False, True):
            outcome = await give(platform, "report_year", given, key=f"{number}")
            assert (outcome.accepted, outcome.replayed) == (True, is_repeat)
            assert [(one.field, one.code) for one in outcome.remarks] == remarks, told


async def test_a_meeting_of_a_dissolved_cooperative_within_its_book_year(platform: Platform) -> None:
    cooperative = await registered(platform, status="dissolved")
    given = {"cooperative_id": cooperative.id, "year": 2025, "held_on": "2025-12-31"}
    outcome = await give(platform, "report_annual_meeting", given)
    assert [(one.field, one.code) for one in outcome.remarks] == [
        ("year", "REPORT_OF_DISSOLVED"),
        ("held_on", "RAT_BEFORE_YEAR_END"),
    ]
    assert await AnnualMeeting.all().count() == 1


async def test_members_report_for_their_own_cooperative_only(platform: Platform) -> None:
    own = await registered(platform)
    other = await registered(
        platform, nik="3201010010002", legal_entity_number="9/BH", region_code=PUSPANEGARA
    )
    member = Actor(ActorKind.PERSON, "9", party_ids=frozenset((own.party_id,)), account_id=9)
    report, meeting = {"year": 2025, "surplus": 1}, {"year": 2025, "held_on": "2026-03-27"}

    for verb, told in (("report_year", report), ("report_annual_meeting", meeting)):
        assert (await give(platform, verb, {"cooperative_id": own.id, **told}, member)).accepted
        for actor in (member, CIBINONG_OFFICER):
            with pytest.raises(NotAllowedError):
                await give(platform, verb, {"cooperative_id": other.id, **told}, actor)
    with pytest.raises(NotAllowedError):
        await give(
            platform, "dissolve_cooperative", {"cooperative_id": own.id, "dissolved_on": "2026-01-01"}, member
        )
    assert await YearlyReport.all().count() == await AnnualMeeting.all().count() == 1


async def test_reported_at_once_by_many_one_holds_per_year(platform: Platform) -> None:
    cooperative = await registered(platform)
    given = {"cooperative_id": cooperative.id, "year": 2025, "annual_meeting_on": "2026-03-27"}
    rows = [{**given, "surplus": 100 + number} for number in range(3)]
    answered = await asyncio.gather(
        *(give(platform, "report_year", {**given, "surplus": number}) for number in range(4)),
        *(run_batch(platform, "siopik.report_year", [one], OFFICER) for one in rows),
    )
    assert len(answered) == 7
    reports = await YearlyReport.all()
    assert len(reports) == 7
    assert sum(one.is_current for one in reports) == 1
    assert all(one.is_current == (one.replaced_at is None) for one in reports)
    assert await AnnualMeeting.all().count() == 1
