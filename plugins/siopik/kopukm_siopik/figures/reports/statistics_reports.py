"""The reports of counts and of growth."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.identity.actor import Actor
from kopukm_core.papers.report import ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_siopik.figures.disclosure import disclosure_to
from kopukm_siopik.figures.growth import Interval, growth
from kopukm_siopik.figures.report_tables import growth_table, region_names, statistics_table
from kopukm_siopik.figures.reports.asking import question_of
from kopukm_siopik.figures.statistics import statistics

LONGEST_MONTHLY = 24
"""Months that are told one by one; a longer span is told by years."""


async def statistics_report(
    platform: Platform, actor: Actor, request: ReportRequest
) -> Sequence[Table | str]:
    """Counts by kecamatan."""
    question = await question_of(request)
    found = await statistics(question)
    names = await region_names(row.region_code for row in found)
    return [
        statistics_table(
            question,
            found,
            names,
            platform.settings.time_zone,
            disclosure_to(actor, question, platform.settings.region_code),
        )
    ]


async def growth_report(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    """The series of the period."""
    question = await question_of(request)
    first, last = request.first_day, request.last_day
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    interval = Interval.MONTH if months <= LONGEST_MONTHLY else Interval.YEAR
    points = await growth(question, first, interval)
    return [
        growth_table(
            question,
            points,
            platform.settings.time_zone,
            disclosure_to(actor, question, platform.settings.region_code),
        )
    ]
