"""Every cooperative as it was on a day, as known at a moment, judged by the rules: one SQL text for both engines.

It says the same as the pure rules in `kopukm_siopik.rules`, for all cooperatives at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.db import Parameters
from kopukm_siopik.figures.judging import (
    declared_sql,
    judged_tables_of,
    known,
    looked_at,
    met_column,
    overridden_sql,
)
from kopukm_siopik.figures.question import RESTRICTED_BY, Question
from kopukm_siopik.health.reading import results_table

STATE = ("region_code", "status", "dissolved_on", "effective_on", *RESTRICTED_BY)
"""Columns of a version that every figure looks at, besides the founding."""


def judged_tables(question: Question, parameters: Parameters, columns: Sequence[str] = ()) -> str:
    """`WITH … judged AS (…)`: a row per cooperative that existed on the day, with its status computed and declared.

    `columns` are further columns of its state; `predicate` is that of its health result, NULL without one.
    """
    results = results_table(parameters, day=question.day, known_at=question.known_at)
    return (
        f"WITH {state_table(question, parameters, columns)}, met AS ({_met(question, parameters)}), "
        f"business AS ({_business(question, parameters)}), "
        f"overridden AS ({overridden_sql(question, parameters)}), results AS ({results}), "
        f"counted AS ({_counted(question, parameters)}), "
        f"{judged_tables_of(question, parameters, 'counted')}"
    )


def state_table(question: Question, parameters: Parameters, more: Sequence[str] = ()) -> str:
    """`state AS (…)`: the state that counted on the day; before the first known one, the first.

    Only of cooperatives founded by then; where the founding is not known, of those recorded as of then.
    """
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    columns = ", ".join(f"v.{name}" for name in dict.fromkeys((*STATE, *more)))
    latest = (
        f"SELECT v.cooperative_id AS id, v.legal_entity_date AS founded, {columns}, ROW_NUMBER() OVER ("
        f"PARTITION BY v.cooperative_id ORDER BY CASE WHEN v.effective_on <= {day} THEN 0 ELSE 1 END, "
        f"CASE WHEN v.effective_on <= {day} THEN v.effective_on END DESC, v.effective_on, v.id DESC) AS place "
        f"FROM siopik_cooperative_version v WHERE {known('v', moment, 'withdrawn_at')}"
    )
    return (
        f"state AS (SELECT s.* FROM ({latest}) s WHERE s.place = 1 "
        f"AND (s.founded <= {day} OR (s.founded IS NULL AND s.effective_on <= {day}))"
        f"{question.restriction('s', parameters)})"
    )


def _met(question: Question, parameters: Parameters) -> str:
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    years = looked_at(question)
    flags = ", ".join(
        f"MAX(CASE WHEN m.year = {year} THEN 1 ELSE 0 END) AS {met_column(year)}" for year in years
    )
    closed = f"MIN(CASE WHEN m.year = {question.closed_year} THEN m.held_on END) AS closed_held_on"
    return (
        f"SELECT m.cooperative_id, {flags}, {closed} FROM siopik_annual_meeting m WHERE m.year >= {years[0]} "
        f"AND m.year <= {years[-1]} AND m.held_on <= {day} AND {known('m', moment)} GROUP BY m.cooperative_id"
    )


def _business(question: Question, parameters: Parameters) -> str:
    moment = parameters.add(question.known_at)
    closed, window = question.closed_year, question.rules.activity.window
    early = f"MAX(CASE WHEN r.year <= {closed - 1} THEN 1 ELSE 0 END)"
    late = f"MAX(CASE WHEN r.year > {closed - window} THEN 1 ELSE 0 END)"
    return (
        f"SELECT r.cooperative_id, {early} AS business_{closed - 1}, {late} AS business_{closed} "
        f"FROM siopik_yearly_report r WHERE r.year >= {closed - window} AND r.year <= {closed} "
        f"AND r.business_volume > 0 AND {known('r', moment)} GROUP BY r.cooperative_id"
    )


def _counted(question: Question, parameters: Parameters) -> str:
    """State, flags of meetings, business and health side by side."""
    day = parameters.add(question.day)
    closed, years = question.closed_year, looked_at(question)
    flags = ", ".join(f"COALESCE(met.{met_column(year)}, 0) AS {met_column(year)}" for year in years)
    return (
        f"SELECT state.*, overridden.status AS overridden_by, {declared_sql('state', day)}, {flags}, "
        f"met.closed_held_on, results.predicate, COALESCE(business.business_{closed}, 0) AS business_{closed}, "
        f"COALESCE(business.business_{closed - 1}, 0) AS business_{closed - 1} FROM state "
        "LEFT JOIN met ON met.cooperative_id = state.id LEFT JOIN business ON business.cooperative_id = state.id "
        "LEFT JOIN overridden ON overridden.cooperative_id = state.id "
        "LEFT JOIN results ON results.cooperative_id = state.id"
    )
