"""The report of the programme over a period: every table with its definition. On both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.identity.actor import Actor, ActorKind, Grant, operator
from kopukm_core.papers.report import ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_siopik.figures.report_tables import WITHHELD_HEALTH
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.outreach.reporting import PROGRAMME_REPORT
from kopukm_siopik.permissions import READ_REPORTS
from siopik.outreach.test_opening import OFFICE, opened, planned
from siopik.registry import CIBINONG, CITEUREUP, give, registered

OPERATOR = operator("penguji")

pytestmark = pytest.mark.anyio


async def tables(
    platform: Platform, first: date, last: date, region: str = "", actor: Actor = OPERATOR
) -> dict[str, Table]:
    """The tables of the report by title."""
    request = ReportRequest(first, last, region)
    told = await PROGRAMME_REPORT.build(platform, actor, request)
    return {one.title: one for one in told if isinstance(one, Table)}


async def test_a_period_is_told_whole(office: Platform) -> None:
    await registered(office)
    await give(
        office, "note_prospect", {"name": "Koperasi Baru", "region_code": CIBINONG, "told_by": "Kecamatan"}
    )
    cycle = await planned(office)
    await opened(office, cycle_id=cycle.id, place="Aula", invitations=40)
    for activity_id in (1, 2):
        await office.runner.run("core.open_activity", {"activity_id": activity_id}, OFFICE)

    told = await tables(office, date(2026, 11, 1), date(2027, 1, 31))
    assert told["Siklus program"].rows == ((cycle.title, date(2027, 1, 12), 6, 0, 0, 0, 0, 6),)
    assert len(told["Langkah dan buktinya"].rows) == 6
    assert [row[1] for row in told["Kegiatan dan peserta"].rows] == ["Penyuluhan", "Bimbingan"]
    assert told["Calon koperasi"].rows[0] == ("Dicatat", 1)
    growth = {row[0]: row[1:] for row in told["Koperasi pada awal dan akhir masa laporan"].rows}
    assert growth["Tercatat dan tidak bubar"] == (0, 1, 1), "it is so since 2 November"
    assert told["Penilaian kesehatan yang disahkan"].total == ("Jumlah", 0)
    assert all(table.definitions for title, table in told.items() if title != "Kosong")


async def test_another_region_and_another_time_are_empty(office: Platform) -> None:
    cycle = await planned(office)
    await opened(office, cycle_id=cycle.id, place="Aula", invitations=40)
    for told in (
        await tables(office, date(2027, 1, 1), date(2027, 1, 31), CITEUREUP),
        await tables(office, date(2026, 1, 1), date(2026, 1, 31)),
    ):
        assert told["Siklus program"].rows == told["Kegiatan dan peserta"].rows == ()
        assert told["Siklus program"].total is None


async def test_who_may_not_read_health_is_told_no_few_results(office: Platform) -> None:
    cooperative = await registered(office)
    result: dict[str, Any] = {
        "book_year": 2025,
        "rubric_version": "uji",
        "effective_on": date(2025, 12, 31),
    }
    rubric = await HealthRubric.create(
        version="uji", kind="general", title="Uji", source="Uji", effective_on=date(2025, 1, 1), document={},
        recorded_at=clock.now(),
    )  # fmt: skip
    await HealthAssessment.create(
        cooperative_id=cooperative.id, rubric_id=rubric.id, state="approved", predicate="healthy",
        valid_until=date(2026, 12, 31), recorded_at=clock.now(), approved_at=clock.now(), **result,
    )  # fmt: skip
    reader = Actor(ActorKind.PERSON, "9", (Grant(READ_REPORTS, "32.01"),), account_id=9)
    day = clock.today(office.settings.time_zone)
    for actor, shown in ((OPERATOR, 1), (reader, WITHHELD_HEALTH)):
        told = await tables(office, day, day, actor=actor)
        table = told["Penilaian kesehatan yang disahkan"]
        assert table.total == ("Jumlah", shown)
        assert table.rows[0] == ("Sehat", shown)
