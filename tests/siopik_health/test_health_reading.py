"""Which results count on a day, as known at a moment; and an assessment on paper. On both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import NotAllowedError
from kopukm_core.papers.report import ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_siopik.health.assessment_tables import assessment_tables
from kopukm_siopik.health.choices import HealthPredicate
from kopukm_siopik.health.reading import results_table
from kopukm_siopik.health.reports import findings_tables, results_tables
from siopik.registry import CITEUREUP
from siopik_health.office_of_health import (
    APPROVER,
    EXAMINER,
    PUBLISHED,
    READ,
    approved,
    do,
    new_cooperative,
    person,
    started,
    submitted,
)

pytestmark = pytest.mark.anyio

WEAK = ["10", "5", "15", "5"]
FAIR = ["20", "10", "30", "10"]
YEAR_END = date(2025, 12, 31)


async def _results(known_at: datetime, day: date = YEAR_END) -> dict[int, HealthPredicate]:
    """Cooperative → what it was on the day, as known then; who is not in it is not assessed."""
    parameters = Parameters(dialect())
    found = await rows(results_table(parameters, day=day, known_at=known_at), parameters)
    assert len({row["cooperative_id"] for row in found}) == len(found)
    return {row["cooperative_id"]: HealthPredicate(row["predicate"]) for row in found}


async def test_a_published_figure_is_the_same_after_later_corrections(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    cooperative = await new_cooperative(platform)
    key = cooperative.id
    before = clock.now()
    moving_clock.move(timedelta(hours=1))
    await approved(platform, cooperative, PUBLISHED)
    published = clock.now()
    healthy, weak = HealthPredicate.HEALTHY, HealthPredicate.UNDER_SPECIAL_SUPERVISION
    assert key not in await _results(before)
    assert (await _results(published))[key] is healthy
    moving_clock.move(timedelta(days=30))
    assert (await _results(clock.now()))[key] is healthy
    second = await approved(platform, cooperative, WEAK)
    assert (await _results(clock.now()))[key] is weak
    assert (await _results(published))[key] is healthy
    moving_clock.move(timedelta(days=1))
    corrected = clock.now()
    moving_clock.move(timedelta(days=1))
    given = {"assessment_id": second.id, "reason": "Keliru"}
    await do(platform, "withdraw_health_assessment", APPROVER, **given)
    assert (await _results(corrected))[key] is weak
    assert key not in await _results(clock.now())
    assert (await _results(published))[key] is healthy


async def test_the_latest_book_year_counts_while_it_is_valid(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    key = cooperative.id
    await approved(platform, cooperative, PUBLISHED, 2023)
    await approved(platform, cooperative, WEAK, 2024)
    now = clock.now()
    days = {
        date(2023, 12, 30): None,
        date(2023, 12, 31): HealthPredicate.HEALTHY,
        date(2024, 12, 30): HealthPredicate.HEALTHY,
        date(2024, 12, 31): HealthPredicate.UNDER_SPECIAL_SUPERVISION,
        date(2025, 12, 31): HealthPredicate.UNDER_SPECIAL_SUPERVISION,
        date(2026, 1, 1): None,
    }
    for day, predicate in days.items():
        assert (await _results(now, day)).get(key) is predicate, day


async def test_what_was_not_approved_is_no_result(platform: Platform) -> None:
    fair, none, waiting = [await new_cooperative(platform) for _ in range(3)]
    await approved(platform, fair, FAIR)
    await submitted(platform, waiting, PUBLISHED)
    found = await _results(clock.now())
    assert found[fair.id] is HealthPredicate.FAIRLY_HEALTHY
    assert not {none.id, waiting.id} & found.keys()


async def test_an_assessment_on_paper_tells_scores_definitions_and_findings(platform: Platform) -> None:
    one = await approved(platform, await new_cooperative(platform), PUBLISHED)
    told = await assessment_tables(one)
    head, aspects = [table for table in told if isinstance(table, Table)]
    assert ("Skor akhir", "82,44") in head.rows
    assert ("Predikat", "Sehat") in head.rows
    assert [row[:4] for row in aspects.rows][1] == ("Profil risiko", "15", "86,9", "13,035")
    assert told[-1] == "Tidak ada temuan yang tercatat."

    draft = await started(platform, await new_cooperative(platform))
    await do(platform, "answer_health_items", EXAMINER, assessment_id=draft.id, met=["legalitas"])
    given: dict[str, Any] = {"total_assets": 100, "equity": 30}
    await do(platform, "enter_health_figures", EXAMINER, assessment_id=draft.id, year="this_year", **given)
    await do(
        platform,
        "enter_health_figures",
        EXAMINER,
        assessment_id=draft.id,
        year="previous_year",
        total_assets=90,
    )
    finding: dict[str, Any] = {
        "aspect": "permodalan",
        "description": "Modal kurang",
        "recommendation": "Tambah",
        "deadline": "2027-01-31",
        "risk_level": "high",
    }
    await do(platform, "add_health_finding", EXAMINER, assessment_id=draft.id, **finding)
    await draft.refresh_from_db()
    tables = {table.title: table for table in await assessment_tables(draft) if isinstance(table, Table)}
    assert len(tables["Skor indikator"].rows) == 58
    assert tables["Angka keuangan"].rows == (
        ("Total aset", 100, 90, "Diisi pemeriksa"),
        ("Ekuitas", 30, None, "Diisi pemeriksa"),
    )
    assert tables["Temuan"].rows[0][3:] == ("Tinggi", date(2027, 1, 31), "Terbuka")
    assert ("Predikat", "tidak dapat dinilai") in tables["Hasil"].rows
    assert datetime(2026, 11, 2, 1, tzinfo=UTC) == draft.recorded_at


async def test_the_report_of_results_tells_who_was_not_assessed_and_stays_reproducible(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    place = "32.01.01.1002"
    healthy, untouched = [await new_cooperative(platform, region_code=place) for _ in range(2)]
    first = await approved(platform, healthy)
    finding: dict[str, Any] = {"aspect": "permodalan", "description": "Kurang", "recommendation": "Tambah"}
    given: dict[str, Any] = {"assessment_id": first.id, "deadline": "2026-06-30", "risk_level": "high"}
    await do(platform, "add_health_finding", EXAMINER, **(finding | given))
    known_at = clock.now()
    moving_clock.move(timedelta(days=1))
    given = {"assessment_id": first.id, "reason": "Keliru"}
    day = ReportRequest(date(2026, 11, 2), date(2026, 11, 2), place)
    (findings,) = await findings_tables(platform, APPROVER, day)
    assert isinstance(findings, Table)
    assert [row[4:] for row in findings.rows] == [("Tinggi", date(2026, 6, 30), "Terlambat")]
    await do(platform, "withdraw_health_assessment", APPROVER, **given)

    async def told(known: datetime | None) -> tuple[dict[Any, Any], Table, Table]:
        request = ReportRequest(YEAR_END, YEAR_END, place, known)
        counts, results = await results_tables(platform, APPROVER, request)
        assert isinstance(counts, Table)
        assert isinstance(results, Table)
        return {row[0]: row[1] for row in counts.rows}, counts, results

    numbers, counts, results = await told(known_at)
    assert (numbers["Sehat"], numbers["Belum dinilai"], counts.total) == (1, 1, ("Jumlah", 2))
    rows_of = {row[0]: row[2:5] for row in results.rows}
    assert rows_of[healthy.name] == ("2025", "82,44", "Sehat")
    assert rows_of[untouched.name] == (None, None, "Belum dinilai")
    assert (await told(None))[0]["Belum dinilai"] == 2

    (findings,) = await findings_tables(platform, APPROVER, day)
    assert isinstance(findings, Table)
    assert findings.rows == (), "of a withdrawn result nothing is demanded"
    elsewhere = person(61, READ, region=CITEUREUP)
    for build in (results_tables, findings_tables):
        for code in (place, "", "32.01"):
            with pytest.raises(NotAllowedError):
                await build(platform, elsewhere, ReportRequest(YEAR_END, YEAR_END, code))
