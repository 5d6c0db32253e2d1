"""Counts by region and category as of any day, as known at any moment: what tables, reports and maps are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_siopik.figures.as_of import judged_tables
from kopukm_siopik.figures.categories import StatisticsCategory
from kopukm_siopik.figures.category_sql import category_columns, category_sql
from kopukm_siopik.figures.choices import RuleName
from kopukm_siopik.figures.counting import Counts, sums, together
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.rule_book import Definition

DISTRICT, VILLAGE = 8, 13
"""Length of the codes that a level groups by."""

COUNTED = (
    RuleName.ACTIVITY,
    RuleName.ANNUAL_MEETING,
    RuleName.HEALTHY,
)
"""The rules behind the counts."""


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """The counts of one region (None: the place is not known), and of one category where that was asked."""

    region_code: str | None
    category: str | None
    counts: Counts


async def statistics(
    question: Question, *, level: int = DISTRICT, by: StatisticsCategory | None = None
) -> list[StatisticsRow]:
    """The counts, in order of codes; one statement. `level` is the length of the codes to group by, 0 for none."""
    parameters = Parameters(dialect())
    tables = judged_tables(question, parameters, category_columns(by) if by else ())
    region = f"substr(j.region_code, 1, {level})" if level else "NULL"
    extra, category = category_sql(by, question, parameters) if by else ("", "NULL")
    found = await rows(
        f"{tables} SELECT {region} AS region, {category} AS category, {sums(question)} "
        f"FROM judged j {extra} GROUP BY 1, 2",
        parameters,
    )
    return sorted((_row(one) for one in found), key=lambda one: (one.region_code or "~", one.category or "~"))


def totals(found: Sequence[StatisticsRow]) -> Counts:
    """All rows together."""
    return together(one.counts for one in found)


def definitions(question: Question, by: StatisticsCategory | None = None) -> tuple[Definition, ...]:
    """What the figures mean, by the versions that they were computed with."""
    names = [*COUNTED, *(() if by is None or by.rule is None else (by.rule,))]
    return question.rules.told(*dict.fromkeys(names))


def _row(found: dict[str, Any]) -> StatisticsRow:
    category = found["category"]
    return StatisticsRow(found["region"], None if category is None else str(category), Counts.of(found))
