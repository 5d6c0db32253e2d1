"""Which cooperatives stand behind one cell of a table of statistics, as of any day."""

from __future__ import annotations

from dataclasses import dataclass

from kopukm_core.db import Parameters, dialect, rows
from kopukm_siopik.figures.as_of import judged_tables
from kopukm_siopik.figures.categories import StatisticsCategory
from kopukm_siopik.figures.category_sql import category_columns, category_sql
from kopukm_siopik.figures.choices import ComputedStatus
from kopukm_siopik.figures.question import Question

MOST = 500


@dataclass(frozen=True, slots=True)
class Member:
    """A cooperative as it was on the day."""

    cooperative_id: int
    name: str
    region_code: str | None
    status: ComputedStatus


async def members(
    question: Question, by: StatisticsCategory, value: str | None, first: int, offset: int = 0
) -> list[Member]:
    """The registered cooperatives with the value of the category (None: without one), by name; at most MOST at once."""
    parameters = Parameters(dialect())
    tables = judged_tables(question, parameters, ("name", *category_columns(by)))
    extra, category = category_sql(by, question, parameters)
    wanted = "IS NULL" if value is None else f"= {parameters.add(value)}"
    found = await rows(
        f"{tables} SELECT m.id, m.name, m.region_code, m.in_force FROM (SELECT j.id, j.name, j.region_code, "
        f"j.in_force, CAST({category} AS TEXT) AS category FROM judged j {extra} "
        f"WHERE j.computed <> 'dissolved') m JOIN siopik_cooperative c ON c.id = m.id WHERE m.category {wanted} "
        f"ORDER BY c.sort_key, m.id LIMIT {parameters.add(min(first, MOST))} OFFSET {parameters.add(offset)}",
        parameters,
    )
    return [
        Member(row["id"], row["name"], row["region_code"], ComputedStatus(row["in_force"])) for row in found
    ]
