"""The counts at the ends of many spans in one statement: what is known is read once, then judged for each end.

It says the same as `statistics` asked for each end alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_siopik.figures.as_of import STATE
from kopukm_siopik.figures.counting import COUNTED, Counts, sums
from kopukm_siopik.figures.judging import (
    declared_sql,
    judged_tables_of,
    known,
    looked_at,
    met_column,
    overridden_sql,
)
from kopukm_siopik.figures.question import Question
from kopukm_siopik.health.reading import results_table


@dataclass(frozen=True, slots=True)
class Series:
    """The counts at each end, in the order asked; year or month → how many were founded, and dissolved, in it."""

    counts: Sequence[Counts]
    founded: Mapping[str, int]
    dissolved: Mapping[str, int]


async def series(question: Question, ends: Sequence[date], length: int) -> Series:
    """The counts on each of the days. `length` is that of the text that a founding is told by: 4 for years, 7 for
    months.
    """
    parameters = Parameters(dialect())
    asked = [replace(question, day=end) for end in ends]
    judged = [_judged(one, parameters, f"_{place}") for place, one in enumerate(asked)]
    points = [
        f"SELECT 'counts' AS what, '{place}' AS period, {sums(one)} FROM judged_{place} j"
        for place, one in enumerate(asked)
    ]
    happened = [_happened(question, column, length, parameters) for column in _HAPPENED]
    tables = [
        f"spans AS ({_spans(question, parameters)})",
        f"met AS ({_by_year('siopik_annual_meeting', 'held', 'y.held_on', asked, parameters)})",
        f"business AS ({_by_year('siopik_yearly_report', 'earned', _EARNED, asked, parameters)})",
        f"base AS MATERIALIZED ({_base(asked)})",
        *judged,
    ]
    found = await rows(f"WITH {', '.join(tables)} {' UNION ALL '.join([*points, *happened])}", parameters)
    counted = {row["period"]: Counts.of(row) for row in found if row["what"] == "counts"}
    founded, dissolved = (
        {row["period"]: int(row["registered"]) for row in found if row["what"] == column}
        for column in _HAPPENED
    )
    return Series([counted[str(place)] for place in range(len(ends))], founded, dissolved)


_HAPPENED = ("founded", "dissolved_on")
_EARNED = "CASE WHEN y.business_volume > 0 THEN 1 END"


def _spans(question: Question, parameters: Parameters) -> str:
    """A row per state with the days it counts on: from `since` (NULL: from ever) until the day before `until`."""
    moment = parameters.add(question.known_at)
    columns = ", ".join(STATE)
    last = (
        f"SELECT v.cooperative_id AS id, v.legal_entity_date AS founded, {columns}, ROW_NUMBER() OVER ("
        "PARTITION BY v.cooperative_id, v.effective_on ORDER BY v.id DESC) AS place "
        f"FROM siopik_cooperative_version v WHERE {known('v', moment, 'withdrawn_at')}"
    )
    order = "PARTITION BY l.id ORDER BY l.effective_on"
    return (
        f"SELECT l.*, CASE WHEN ROW_NUMBER() OVER ({order}) > 1 THEN l.effective_on END AS since, "
        f"LEAD(l.effective_on) OVER ({order}) AS until FROM ({last}) l WHERE l.place = 1"
    )


def _on(alias: str, day: str) -> str:
    """The state counted on the day, and the cooperative existed by then."""
    return (
        f"({alias}.since IS NULL OR {alias}.since <= {day}) AND ({alias}.until IS NULL OR {alias}.until > {day}) "
        f"AND ({alias}.founded <= {day} OR ({alias}.founded IS NULL AND {alias}.effective_on <= {day}))"
    )


def _by_year(table: str, column: str, value: str, asked: Sequence[Question], parameters: Parameters) -> str:
    """A row per cooperative with `column…` for each book year that any end looks at: the least `value` of its rows."""
    moment, years = parameters.add(asked[0].known_at), _years(asked)
    values = ", ".join(
        f"MIN(CASE WHEN y.year = {year} THEN {value} END) AS {column}_{year}" for year in years
    )
    return (
        f"SELECT y.cooperative_id, {values} FROM {table} y WHERE y.year >= {years[0]} AND y.year <= {years[-1]} "
        f"AND {value} IS NOT NULL AND {known('y', moment)} GROUP BY y.cooperative_id"
    )


def _base(asked: Sequence[Question]) -> str:
    years = _years(asked)
    held = ", ".join(f"met.held_{year}" for year in years)
    earned = ", ".join(f"COALESCE(business.earned_{year}, 0) AS earned_{year}" for year in years)
    return (
        f"SELECT spans.*, {held}, {earned} FROM spans LEFT JOIN met ON met.cooperative_id = spans.id "
        "LEFT JOIN business ON business.cooperative_id = spans.id"
    )


def _judged(one: Question, parameters: Parameters, ending: str) -> str:
    """`counted… AS (…)` and what follows: the cooperatives of one end, judged."""
    day = parameters.add(one.day)
    results = results_table(parameters, day=one.day, known_at=one.known_at)
    met = ", ".join(
        f"CASE WHEN b.held_{year} <= {day} THEN 1 ELSE 0 END AS {met_column(year)}" for year in looked_at(one)
    )
    closed, window = one.closed_year, one.rules.activity.window
    business = ", ".join(
        f"CASE WHEN {' + '.join(f'b.earned_{year}' for year in range(end - window + 1, end + 1))} > 0 THEN 1 "
        f"ELSE 0 END AS business_{end}"
        for end in (closed - 1, closed)
    )
    counted = (
        f"SELECT b.founded, b.dissolved_on, o.status AS overridden_by, {declared_sql('b', day)}, {met}, {business}, "
        f"h.predicate FROM base b LEFT JOIN ({overridden_sql(one, parameters)}) o ON o.cooperative_id = b.id "
        f"LEFT JOIN ({results}) h ON h.cooperative_id = b.id WHERE {_on('b', day)}{one.restriction('b', parameters)}"
    )
    return f"counted{ending} AS ({counted}), {judged_tables_of(one, parameters, f'counted{ending}', ending)}"


def _happened(question: Question, column: str, length: int, parameters: Parameters) -> str:
    """How many were founded, or dissolved, in each year or month, by the state of the day asked."""
    day = parameters.add(question.day)
    written = f"b.{column}" if parameters.dialect is Dialect.SQLITE else f"to_char(b.{column}, 'YYYY-MM-DD')"
    others = ", ".join("0" for _ in COUNTED[1:])
    return (
        f"SELECT '{column}' AS what, substr({written}, 1, {length}) AS period, COUNT(*), {others} FROM base b "
        f"WHERE {_on('b', day)} AND b.{column} <= {day}{question.restriction('b', parameters)} GROUP BY 2"
    )


def _years(asked: Sequence[Question]) -> range:
    """Every book year that any of the ends looks at."""
    longest = max(asked[0].rules.activity.window, looked_at(asked[0]).stop - looked_at(asked[0]).start)
    return range(asked[0].closed_year - longest, asked[-1].closed_year + 1)
