"""Standings: what the rules say of a cooperative now, kept beside what it declares, and overridden with a reason."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from figures.asking import Asking
from figures.histories import make_histories, store_histories
from figures.oracle import judged
from kopukm_core import clock
from kopukm_core.commands import Outcome
from kopukm_core.db import transaction
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform
from kopukm_siopik.figures.choices import ComputedStatus, LegalCategory
from kopukm_siopik.figures.loading import prepare_figures
from kopukm_siopik.figures.models import CooperativeStanding, RuleVersion, StatusOverride
from kopukm_siopik.figures.refreshing import store_standings
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.models import Cooperative
from siopik.registry import PAKANSARI, give

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 2)
HEAD = Actor(
    ActorKind.PERSON,
    "1",
    tuple(
        Grant(one)
        for one in ("siopik.write", "siopik.override_status", "siopik.set_rules", "siopik.read_reports")
    ),
    account_id=1,
)
NEIGHBOUR = Actor(ActorKind.PERSON, "2", (Grant("siopik.read_reports", "32.01.03"),), account_id=2)


@pytest.fixture(scope="module")
async def cooperative(platform: Platform) -> Cooperative:
    """A savings cooperative with three RATs, a report, and gaps in its record."""
    outcome = await give(
        platform,
        "register_cooperative",
        {
            "name": "KSP Mekar",
            "nik": "3201010010001",
            "legal_entity_number": "518/BH/KWK.10/2004",
            "legal_entity_date": "2004-10-19",
            "legal_amended_on": "2016-11-02",
            "nib": "9120001234567",
            "kind": "savings_and_loan",
            "region_code": PAKANSARI,
            "status": "inactive",
            "grade": "d",
            "certificate_until": "2027-01-31",
            "chair": "Siti Aminah",
        },
        HEAD,
    )
    assert outcome.reference is not None, outcome.problems
    key = int(outcome.reference.id)
    for year in (2023, 2024, 2025):
        await reported(platform, key, year, annual_meeting_on=f"{year + 1}-07-01")
    return await Cooperative.get(id=key)


async def reported(platform: Platform, key: int, year: int, **told: Any) -> None:
    given = {
        "cooperative_id": key,
        "year": year,
        "business_volume": 300_000_001,
        "members_male": 5_001,
        **told,
    }
    assert (await give(platform, "report_year", given, HEAD)).accepted


async def standing(key: int) -> CooperativeStanding:
    """The standing as the job computes it."""
    async with transaction():
        day = clock.today(ZoneInfo("Asia/Jakarta"))
        await store_standings([key], await rule_book(day), day)
    return await CooperativeStanding.get(cooperative_id=key)


async def test_what_is_computed_stands_beside_what_is_declared(
    platform: Platform, cooperative: Cooperative
) -> None:
    found = await standing(cooperative.id)
    assert found.status is ComputedStatus.ACTIVE
    assert cooperative.status is not None
    assert cooperative.status.value == "inactive"
    assert (found.grade.value, found.class_savings, found.turnover_band.value) == ("a", 2, "band_2")
    assert found.class_savings_criterion is not None
    assert found.class_savings_criterion.value == "members"
    assert (found.meetings_in_window, found.consecutive_meetings, found.is_last_meeting_late) == (3, 3, True)
    assert (found.legal_category.value, found.legal_next) == (
        "business_numbered",
        LegalCategory.SAVINGS_LICENSED,
    )
    assert found.legal_missing == ["savings_licensed"]
    assert found.legal_reason == "Ber-NIB. Berikutnya: izin usaha simpan pinjam."
    assert (found.meeting_due_on, found.late_meetings) == (date(2026, 6, 30), 3)
    assert found.is_certificate_lapsing, "it ends ninety days from now"
    assert found.missing == ["form", "sector", "address", "phone", "equity", "assets"]
    assert (found.completeness, found.is_complete) == (74, False)
    assert "activity=1" in found.rule_versions


async def test_commands_leave_a_job_and_a_batch_one_for_all(
    platform: Platform, cooperative: Cooperative
) -> None:
    await OutboxJob.all().delete()
    await reported(platform, cooperative.id, 2022)
    (job,) = await OutboxJob.all()
    assert job.task == "siopik.refresh_standings"
    assert str(cooperative.id) in str(job.arguments)


async def test_officers_filter_by_what_is_computed_and_others_do_not_see_the_figures(
    asked: Asking, cooperative: Cooperative
) -> None:
    await standing(cooperative.id)
    document = """query($where: CooperativeFilter) { siopik { cooperatives(first: 9, where: $where) { nodes {
      name standing { status completeness missing turnoverBand } } } } }"""
    where = {"standing": {"where": {"isComplete": {"equals": False}, "statusInForce": {"in": ["ACTIVE"]}}}}
    found = await asked.data(document, HEAD, where=where)
    (one,) = found["cooperatives"]["nodes"]
    assert one["standing"]["completeness"] == 74
    assert one["standing"]["missing"][0] == "form"
    for actor in (NEIGHBOUR, ANONYMOUS):
        (seen,) = (await asked.data(document, actor))["cooperatives"]["nodes"]
        expected = {"status": "ACTIVE", "completeness": None, "missing": None, "turnoverBand": None}
        assert seen["standing"] == expected
    within = await asked.data(document, NEIGHBOUR, where=where)
    assert within["cooperatives"]["nodes"] == [], "what is masked in a row counts as empty there"
    refused = await asked.answer(document, ANONYMOUS, where=where)
    assert refused.errors is not None
    assert "tidak" in refused.errors[0].message


async def test_an_override_holds_until_its_day_and_its_reason_stays(
    platform: Platform, cooperative: Cooperative, office_clock: clock.MovingClock
) -> None:
    given = {
        "cooperative_id": cooperative.id,
        "status": "inactive",
        "reason": "kantor kosong",
        "until": "2026-11-03",
    }
    assert (await give(platform, "override_status", given, HEAD)).accepted
    found = await standing(cooperative.id)
    assert (found.status, found.status_in_force) == (ComputedStatus.ACTIVE, ComputedStatus.INACTIVE)
    before = clock.now()
    try:
        office_clock.move(timedelta(days=2))
        assert (await standing(cooperative.id)).status_in_force is ComputedStatus.ACTIVE
    finally:
        office_clock.set(before)
    second = {"cooperative_id": cooperative.id, "status": "dissolution_proposed", "reason": "surat usulan"}
    assert (await give(platform, "override_status", second, HEAD)).accepted
    former, present = await StatusOverride.filter(cooperative_id=cooperative.id).order_by("id")
    assert (former.ended_on, present.ended_on) == (TODAY, None)
    assert (await give(platform, "end_status_override", {"cooperative_id": cooperative.id}, HEAD)).accepted
    assert (await standing(cooperative.id)).status_in_force is ComputedStatus.ACTIVE
    again = await give(platform, "end_status_override", {"cooperative_id": cooperative.id}, HEAD)
    assert [one.code for one in again.problems] == ["NOT_OVERRIDDEN"]


async def test_a_new_rule_version_counts_and_the_old_one_stays(
    platform: Platform, cooperative: Cooperative
) -> None:
    told = {
        "name": "certificate",
        "parameters": '{"days": 30}',
        "definition": "Berakhir dalam 30 hari.",
        "source": "Nota dinas 1/2026",
        "effective_on": "2026-11-02",
    }
    assert (await add_rule(platform, told)).accepted
    assert not (await standing(cooperative.id)).is_certificate_lapsing
    assert (await rule_book(date(2026, 11, 1))).certificate_days == 90
    old, new = await RuleVersion.filter(name="certificate").order_by("version")
    assert (old.parameters, new.version) == ('{"days": 90}', 2)
    wrong = await add_rule(platform, {**told, "parameters": '{"days": 0}'})
    assert [one.code for one in wrong.problems] == ["WRONG_PARAMETERS"]


async def add_rule(platform: Platform, told: dict[str, Any]) -> Outcome:
    return await give(platform, "add_rule_version", told, HEAD)


async def test_standings_of_many_say_what_the_rules_say(platform: Platform) -> None:
    histories = make_histories(60, seed=7, first_key=1_000)
    await store_histories(histories)
    rules, known_at = await rule_book(TODAY), datetime(2030, 1, 1, tzinfo=UTC)
    async with transaction():
        await store_standings([one.key for one in histories], rules, TODAY)
    stored = {one.cooperative_id: one for one in await CooperativeStanding.filter(cooperative_id__gte=1_000)}
    assert len(stored) == 60
    compared = 0
    for history in histories:
        expected = judged(history, TODAY, known_at, rules)
        if expected is None or any(row["withdrawn_at"] for row in history.versions):
            continue
        found = stored[history.key]
        days = [row["effective_on"] for row in history.versions]
        days += [row["ended_on"] for row in history.overrides if row["ended_on"]]
        if max(days) > TODAY:
            continue
        compared += 1
        assert found.status_in_force.value == expected.in_force
        assert found.grade.value == expected.grade
        assert str(found.meetings_in_window) == expected.held
    assert compared > 20


async def test_a_start_has_all_computed_where_nothing_is(
    platform: Platform, cooperative: Cooperative
) -> None:
    await OutboxJob.all().delete()
    await CooperativeStanding.all().delete()
    await prepare_figures(platform)
    await prepare_figures(platform)
    (job,) = await OutboxJob.all()
    assert job.task == "siopik.refresh_all_standings"
    versions = await RuleVersion.filter(version=1).count()
    async with running_jobs(platform, JobTiming(poll=0.02)), asyncio.timeout(20):
        while await OutboxJob.exists():  # noqa: ASYNC110 - the job ends in the database
            await asyncio.sleep(0.02)
    assert await CooperativeStanding.all().count() == await Cooperative.all().count() > 0
    assert await RuleVersion.filter(version=1).count() == versions
