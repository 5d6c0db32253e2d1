"""The report of categories: legal ladder, turnover, RAT, KUK, grade and health by kecamatan, a table for each."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.identity.actor import Actor
from kopukm_core.papers.report import Cell, ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_siopik.figures.categories import StatisticsCategory
from kopukm_siopik.figures.counting import Counts
from kopukm_siopik.figures.disclosure import Disclosure, disclosure_to
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.report_tables import (
    NUMBER,
    TEXT,
    UNKNOWN_PLACE,
    WITHHELD_HEALTH,
    columns,
    known_words,
    region_names,
    sentences,
)
from kopukm_siopik.figures.reports.asking import question_of
from kopukm_siopik.figures.statistics import StatisticsRow, definitions, statistics, totals
from kopukm_siopik.health.choices import HealthStatus

PRINTED = (
    StatisticsCategory.LEGAL,
    StatisticsCategory.LEGAL_NEXT,
    StatisticsCategory.TURNOVER,
    StatisticsCategory.MEETINGS,
    StatisticsCategory.PUNCTUALITY,
    StatisticsCategory.CLASS_ALL,
    StatisticsCategory.CLASS_SAVINGS,
    StatisticsCategory.COMPUTED_GRADE,
)


async def category_report(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    """Registered cooperatives by kecamatan and each category; one statement for each table."""
    question = await question_of(request)
    known = known_words(question, platform.settings.time_zone)
    by_place = await statistics(question)
    names = await region_names(row.region_code for row in by_place)
    made = [_table(question, one, await statistics(question, by=one), names, known) for one in PRINTED]
    disclosure = disclosure_to(actor, question, platform.settings.region_code)
    return [*made, _health_table(question, by_place, names, known, disclosure)]


def _table(
    question: Question,
    category: StatisticsCategory,
    found: Sequence[StatisticsRow],
    names: dict[str, str],
    known: str,
) -> Table:
    """A row for each kecamatan, a column for each value that occurs."""
    alive = {(row.region_code, row.category): row.counts.registered for row in found if row.counts.registered}
    values = category.in_order({value for _, value in alive})
    places = sorted({place for place, _ in alive}, key=lambda place: place or "~")
    lines = [[alive.get((place, value), 0) for value in values] for place in places]
    return Table(
        f"{category.label} per kecamatan",
        columns(
            ("Kecamatan", TEXT), *((category.words(value), NUMBER) for value in values), ("Jumlah", NUMBER)
        ),
        tuple(
            (names.get(place or "", UNKNOWN_PLACE), *line, sum(line))
            for place, line in zip(places, lines, strict=True)
        ),
        definitions=(known, *sentences(definitions(question, category)[-1:])),
        total=(
            "Jumlah",
            *(sum(line[at] for line in lines) for at in range(len(values))),
            sum(map(sum, lines)),
        ),
    )


def _health_table(
    question: Question,
    found: Sequence[StatisticsRow],
    names: dict[str, str],
    known: str,
    told: Disclosure,
) -> Table:
    shown = told.shown({row.region_code: row.counts for row in found})
    total = totals(found)
    statuses = tuple(total.by_health())
    return Table(
        "Kesehatan per kecamatan",
        columns(("Kecamatan", TEXT), *((one.label, NUMBER) for one in statuses), ("Jumlah", NUMBER)),
        tuple(
            (
                names.get(row.region_code or "", UNKNOWN_PLACE),
                *_health_cells(row.counts, statuses, row.region_code in shown),
                row.counts.registered,
            )
            for row in found
        ),
        definitions=(known, *sentences(definitions(question, StatisticsCategory.HEALTH)[-1:])),
        total=("Jumlah", *_health_cells(total, statuses, told.shows(total)), total.registered),
    )


def _health_cells(counts: Counts, statuses: Sequence[HealthStatus], shown: bool) -> tuple[Cell, ...]:
    counted = counts.by_health()
    return tuple(counted[one] if shown else WITHHELD_HEALTH for one in statuses)
