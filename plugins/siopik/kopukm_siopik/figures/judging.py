"""The status of each cooperative by the rule, as SQL on a row of its state with its meetings and its business."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kopukm_core.db import Parameters
from kopukm_siopik.figures.question import Question


def known(alias: str, moment: str, ended: str = "replaced_at") -> str:
    """The row was recorded by the moment and not yet replaced then."""
    return f"{alias}.recorded_at <= {moment} AND ({alias}.{ended} IS NULL OR {alias}.{ended} > {moment})"


def looked_at(question: Question) -> range:
    """The book years whose meetings are looked at."""
    longest = max(question.rules.activity.window, question.rules.grade.window)
    return range(question.closed_year - longest, question.closed_year + 1)


def met_column(year: int) -> str:
    """The name of the column that tells whether there was a RAT over the book year."""
    return f"met_{year}"


def meetings_over(question: Question, window: int) -> str:
    """How many of the last book years that count had a RAT, as SQL on `counted`."""
    return by_end(
        question, lambda end: " + ".join(met_column(year) for year in range(end - window + 1, end + 1))
    )


def by_end(question: Question, expression: Callable[[int], str]) -> str:
    """An expression of the last book year that counts: the closed one where it was met over or is overdue."""
    closed = question.closed_year
    if question.is_overdue:
        return f"({expression(closed)})"
    return f"(CASE WHEN {met_column(closed)} = 1 THEN {expression(closed)} ELSE {expression(closed - 1)} END)"


def declared_sql(alias: str, day: str) -> str:
    """The declared status on the day, as `rules.activity.declared_on` tells it."""
    return (
        f"CASE WHEN {alias}.status = 'dissolved' AND {alias}.dissolved_on > {day} THEN NULL "
        f"ELSE {alias}.status END AS declared"
    )


def overridden_sql(question: Question, parameters: Parameters) -> str:
    """A row per cooperative whose status the office had set on the day: `cooperative_id`, `status`."""
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    return (
        "SELECT o.cooperative_id, o.status FROM (SELECT x.cooperative_id, x.status, ROW_NUMBER() OVER ("
        "PARTITION BY x.cooperative_id ORDER BY x.id DESC) AS place FROM siopik_status_override x "
        f"WHERE x.effective_on <= {day} AND (x.until IS NULL OR x.until >= {day}) AND x.recorded_at <= {moment} "
        f"AND (x.ended_at IS NULL OR x.ended_at > {moment} OR x.ended_on > {day})) o WHERE o.place = 1"
    )


def judged_tables_of(question: Question, parameters: Parameters, counted: str, ending: str = "") -> str:
    """`weighed… AS (…), stated… AS (…), judged… AS (…)`: the rows of `counted` with `computed` and `in_force`.

    Each is worked out before the next: else an engine writes the whole rule out again wherever a column is named.
    """
    day, rule = parameters.add(question.day), question.rules.activity

    def owed(end: int) -> str:
        years = range(end - rule.window + 1, end + 1)
        since = [
            f"CASE WHEN c.founded > {parameters.add(date(year, 12, 31))} THEN 0 ELSE 1 END" for year in years
        ]
        return " + ".join(since)

    held = meetings_over(question, rule.window)
    least = rule.minimum_meetings
    business = "WHEN j.owed > 0 AND j.business = 0 THEN 'inactive' " if rule.needs_business else ""
    status = (
        f"CASE WHEN j.declared = 'dissolved' OR j.dissolved_on <= {day} THEN 'dissolved' "
        "WHEN j.declared = 'dissolution_proposed' THEN 'dissolution_proposed' "
        f"WHEN j.held < CASE WHEN j.owed < {least} THEN j.owed ELSE {least} END THEN 'inactive' {business}"
        f"WHEN j.{met_column(question.closed_year)} = 1 THEN 'active' ELSE 'active_awaiting_meeting' END"
    )
    weighed = (
        f"SELECT c.*, {held} AS held, {by_end(question, owed)} AS owed, "
        f"{by_end(question, lambda end: f'c.business_{end}')} AS business FROM {counted} c"
    )
    return (
        f"weighed{ending} AS MATERIALIZED ({weighed}), "
        f"stated{ending} AS MATERIALIZED (SELECT j.*, {status} AS computed FROM weighed{ending} j), "
        f"judged{ending} AS "
        f"(SELECT k.*, COALESCE(k.overridden_by, k.computed) AS in_force FROM stated{ending} k)"
    )
