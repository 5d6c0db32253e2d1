"""Every cooperative as it was on a day, as known at a moment, judged by the rules: one SQL text for both engines.

It says the same as the pure rules in `kopukm_siopik.rules`, for all cooperatives at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kopukm_core.db import Parameters
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.figures.rule_book import RuleBook

STATE = ("region_code", "status", "dissolved_on", "effective_on")
"""Columns of a version that every figure looks at, besides the founding."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which day, as known at which moment, by which rules, within which region ("" for everywhere)."""

    day: date
    known_at: datetime
    rules: RuleBook
    within: str = ""

    @property
    def closed_year(self) -> int:
        """The book year that ended last before the day's year began."""
        return self.day.year - 1

    @property
    def is_overdue(self) -> bool:
        """Whether the RAT over the closed year is overdue on the day, where it was not held."""
        return self.rules.meeting.is_overdue(self.closed_year, self.day)


def judged_tables(question: Question, parameters: Parameters, columns: Sequence[str] = ()) -> str:
    """`WITH … judged AS (…)`: a row per cooperative that existed on the day, with its status computed and declared.

    `columns` are further columns of its state.
    """
    return (
        f"WITH {state_table(question, parameters, columns)}, met AS ({_met(question, parameters)}), "
        f"business AS ({_business(question, parameters)}), overridden AS ({_overridden(question, parameters)}), "
        f"counted AS ({_counted(question, parameters)}), judged AS ({_judged(question, parameters)})"
    )


def known(alias: str, moment: str, ended: str = "replaced_at") -> str:
    """The row was recorded by the moment and not yet replaced then."""
    return f"{alias}.recorded_at <= {moment} AND ({alias}.{ended} IS NULL OR {alias}.{ended} > {moment})"


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


def state_table(question: Question, parameters: Parameters, more: Sequence[str] = ()) -> str:
    """`state AS (…)`: the state that counted on the day; before the first known one, the first.

    Only of cooperatives founded by then; where the founding is not known, of those recorded as of then.
    """
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    columns = ", ".join(f"v.{name}" for name in (*STATE, *more))
    latest = (
        f"SELECT v.cooperative_id AS id, v.legal_entity_date AS founded, {columns}, ROW_NUMBER() OVER ("
        f"PARTITION BY v.cooperative_id ORDER BY CASE WHEN v.effective_on <= {day} THEN 0 ELSE 1 END, "
        f"CASE WHEN v.effective_on <= {day} THEN v.effective_on END DESC, v.effective_on, v.id DESC) AS place "
        f"FROM siopik_cooperative_version v WHERE {known('v', moment, 'withdrawn_at')}"
    )
    place = f" AND {within_region('s.region_code', question.within, parameters)}" if question.within else ""
    return (
        f"state AS (SELECT s.* FROM ({latest}) s WHERE s.place = 1 "
        f"AND (s.founded <= {day} OR (s.founded IS NULL AND s.effective_on <= {day})){place})"
    )


def _met(question: Question, parameters: Parameters) -> str:
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    years = _years(question)
    flags = ", ".join(
        f"MAX(CASE WHEN m.year = {year} THEN 1 ELSE 0 END) AS {met_column(year)}" for year in years
    )
    return (
        f"SELECT m.cooperative_id, {flags} FROM siopik_annual_meeting m WHERE m.year >= {years[0]} "
        f"AND m.year <= {years[-1]} AND m.held_on <= {day} AND {known('m', moment)} GROUP BY m.cooperative_id"
    )


def _business(question: Question, parameters: Parameters) -> str:
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    closed, window = question.closed_year, question.rules.activity.window
    early = f"MAX(CASE WHEN r.year <= {closed - 1} THEN 1 ELSE 0 END)"
    late = f"MAX(CASE WHEN r.year > {closed - window} THEN 1 ELSE 0 END)"
    return (
        f"SELECT r.cooperative_id, {early} AS business_{closed - 1}, {late} AS business_{closed} "
        f"FROM siopik_yearly_report r WHERE r.year >= {closed - window} AND r.year <= {closed} "
        f"AND r.business_volume > 0 AND r.effective_on <= {day} AND {known('r', moment)} GROUP BY r.cooperative_id"
    )


def _overridden(question: Question, parameters: Parameters) -> str:
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    return (
        "SELECT o.cooperative_id, o.status FROM (SELECT x.cooperative_id, x.status, ROW_NUMBER() OVER ("
        "PARTITION BY x.cooperative_id ORDER BY x.id DESC) AS place FROM siopik_status_override x "
        f"WHERE x.effective_on <= {day} AND (x.until IS NULL OR x.until >= {day}) AND x.recorded_at <= {moment} "
        f"AND (x.ended_at IS NULL OR x.ended_at > {moment} OR x.ended_on > {day})) o WHERE o.place = 1"
    )


def _counted(question: Question, parameters: Parameters) -> str:
    """State, flags of meetings, and whether there was business, side by side."""
    day = parameters.add(question.day)
    closed, years = question.closed_year, _years(question)
    flags = ", ".join(f"COALESCE(met.{met_column(year)}, 0) AS {met_column(year)}" for year in years)
    return (
        "SELECT state.*, overridden.status AS overridden_by, CASE WHEN state.status = 'dissolved' "
        f"AND state.dissolved_on > {day} THEN NULL ELSE state.status END AS declared, {flags}, "
        f"COALESCE(business.business_{closed}, 0) AS business_{closed}, "
        f"COALESCE(business.business_{closed - 1}, 0) AS business_{closed - 1} FROM state "
        "LEFT JOIN met ON met.cooperative_id = state.id LEFT JOIN business ON business.cooperative_id = state.id "
        "LEFT JOIN overridden ON overridden.cooperative_id = state.id"
    )


def _judged(question: Question, parameters: Parameters) -> str:
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
    inner = (
        f"SELECT c.*, {held} AS held, {by_end(question, owed)} AS owed, "
        f"{by_end(question, lambda end: f'c.business_{end}')} AS business FROM counted c"
    )
    return (
        f"SELECT k.*, COALESCE(k.overridden_by, k.computed) AS in_force FROM "
        f"(SELECT j.*, {status} AS computed FROM ({inner}) j) k"
    )


def _years(question: Question) -> range:
    """The book years whose meetings are looked at."""
    longest = max(question.rules.activity.window, question.rules.grade.window)
    return range(question.closed_year - longest, question.closed_year + 1)
