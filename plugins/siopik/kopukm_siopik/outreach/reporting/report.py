"""The report of SI OPIK SEHAT over a period: "pencatatan dan pelaporan hasil inovasi"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.papers.report import Report, ReportRequest, Table
from kopukm_core.values import short_date
from kopukm_siopik.outreach.reporting.activities import activities_between, activities_table, guidance_table
from kopukm_siopik.outreach.reporting.cycles import (
    cycles_between,
    cycles_table,
    evaluations_table,
    steps_of,
    steps_table,
)
from kopukm_siopik.outreach.reporting.results import growth_table, health_table, prospects_table
from kopukm_siopik.permissions import READ_REPORTS

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor
    from kopukm_core.platform import Platform


async def programme_report(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    """What was done in the period, when, and with what result. The figures are as known at the moment asked for;
    cycles, activities and evaluations as they stand now. No figure is told of a day that has not come."""
    zone = platform.settings.time_zone
    first = datetime.combine(request.first_day, time(), zone)
    until = datetime.combine(request.last_day + timedelta(days=1), time(), zone)
    region = request.region_code
    cycles = await cycles_between(request.first_day, request.last_day, region)
    steps = await steps_of(cycles)
    activities = await activities_between(first, until, region)
    known_at = request.known_at or clock.now()
    today = clock.today(zone)
    return (
        f"Pelaksanaan SI OPIK SEHAT dari {short_date(request.first_day)} sampai {short_date(request.last_day)}: "
        f"{len(cycles)} siklus dan {len(activities)} kegiatan.",
        cycles_table(cycles, steps, today),
        await activities_table(activities, zone),
        await guidance_table(activities),
        await growth_table(
            actor,
            platform.settings.region_code,
            min(request.first_day, today),
            min(request.last_day, today),
            known_at,
            region,
        ),
        await prospects_table(first, until, region),
        await health_table(actor, platform.settings.region_code, first, until, known_at, region),
        await evaluations_table(cycles),
        steps_table(cycles, steps),
    )


PROGRAMME_REPORT = Report(
    "siopik.programme",
    "Laporan program SI OPIK SEHAT",
    "Pencatatan dan pelaporan hasil inovasi: siklus dan langkahnya, kegiatan dan peserta, bimbingan, angka koperasi "
    "pada awal dan akhir masa laporan, calon koperasi, penilaian kesehatan, dan keputusan evaluasi.",
    READ_REPORTS,
    programme_report,
)
