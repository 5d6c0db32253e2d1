"""The categories as SQL on the judged rows, saying the same as the pure rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from kopukm_core.db import Parameters
from kopukm_siopik.figures.categories import FINANCIAL, StatisticsCategory
from kopukm_siopik.figures.choices import ClassCriterion, TurnoverBand
from kopukm_siopik.figures.judging import by_end, known, meetings_over, met_column
from kopukm_siopik.figures.legal_sql import LEGAL_COLUMNS, authority_sql, legal_next_sql, legal_sql
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.watching import WatchState
from kopukm_siopik.health.choices import HealthStatus
from kopukm_siopik.health.reading import lapsed_condition
from kopukm_siopik.rules.business_class import ClassRule, Cut
from kopukm_siopik.rules.supervision import authority_sql as supervising_sql
from kopukm_siopik.rules.turnover import BANDS

_COLUMNS = {
    StatisticsCategory.DECLARED_STATUS: "j.declared",
    StatisticsCategory.COMPUTED_STATUS: "j.in_force",
    StatisticsCategory.KIND: "j.kind",
    StatisticsCategory.FORM: "j.form",
    StatisticsCategory.MANAGEMENT_PATTERN: "j.management_pattern",
    StatisticsCategory.GROUP: "j.cooperative_group",
    StatisticsCategory.SECTOR: "j.sector",
    StatisticsCategory.DECLARED_GRADE: "j.grade",
    StatisticsCategory.MEETINGS: "j.held",
    StatisticsCategory.PROGRAMME: "j.programme_category",
    StatisticsCategory.LOAN_SCOPE: "j.loan_scope",
}
_LOOKED_AT = {
    StatisticsCategory.LEGAL: LEGAL_COLUMNS,
    StatisticsCategory.LEGAL_NEXT: LEGAL_COLUMNS,
    StatisticsCategory.LEGAL_AUTHORITY: LEGAL_COLUMNS,
    StatisticsCategory.CLASS_SAVINGS: ("kind",),
}


def category_columns(category: StatisticsCategory) -> tuple[str, ...]:
    """The columns of the state that the category looks at."""
    column = _COLUMNS.get(category, "j.held").removeprefix("j.")
    return _LOOKED_AT.get(category, () if column in ("declared", "in_force", "held") else (column,))


def category_sql(category: StatisticsCategory, question: Question, parameters: Parameters) -> tuple[str, str]:
    """What to join to `judged j`, and the expression of the category."""
    if category in _COLUMNS:
        return "", _COLUMNS[category]
    if category in FINANCIAL:
        return _latest_report(question, parameters), _FINANCIAL[category](question)
    return "", _BY_RULE[category](question, parameters)


def _latest_report(question: Question, parameters: Parameters) -> str:
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    return (
        "LEFT JOIN (SELECT q.* FROM (SELECT r.cooperative_id, r.members_male, r.members_female, r.equity, r.assets, "
        "r.business_volume, ROW_NUMBER() OVER (PARTITION BY r.cooperative_id ORDER BY r.year DESC, r.id DESC) AS place "
        f"FROM siopik_yearly_report r WHERE r.effective_on <= {day} AND {known('r', moment)}) q WHERE q.place = 1) l "
        "ON l.cooperative_id = j.id"
    )


def _grade(question: Question, parameters: Parameters) -> str:
    rule = question.rules.grade
    held = meetings_over(question, rule.window)
    is_last_met = by_end(question, met_column)
    new_since = parameters.add(rule.new_since(question.day))
    return (
        f"CASE WHEN {held} >= {rule.window} THEN 'a' WHEN {held} >= 2 THEN 'b' "
        f"WHEN {held} = 1 AND j.founded > {new_since} THEN 'c1' "
        f"WHEN {held} = 1 AND {is_last_met} = 1 THEN 'c2' ELSE 'd' END"
    )


def _punctuality(question: Question, parameters: Parameters) -> str:
    """The RAT over the closed year; NULL where none was owed over it."""
    closed = question.closed_year
    deadline, end = (
        parameters.add(one) for one in (question.rules.meeting.deadline(closed), date(closed, 12, 31))
    )
    missing = WatchState.OVERDUE if question.is_overdue else WatchState.NOT_HELD
    return (
        f"CASE WHEN j.{met_column(closed)} = 1 THEN CASE WHEN j.closed_held_on > {deadline} "
        f"THEN '{WatchState.HELD_LATE.value}' ELSE '{WatchState.HELD.value}' END "
        f"WHEN j.founded > {end} THEN NULL ELSE '{missing.value}' END"
    )


def _health(question: Question, parameters: Parameters) -> str:
    lapsed = lapsed_condition("j.id", parameters, day=question.day, known_at=question.known_at)
    return (
        f"COALESCE(j.predicate, CASE WHEN {lapsed} THEN '{HealthStatus.OUTDATED.value}' "
        f"ELSE '{HealthStatus.NOT_ASSESSED.value}' END)"
    )


def _turnover(question: Question) -> str:
    limits = question.rules.turnover.limits
    bands = " ".join(
        f"WHEN l.business_volume <= {limit} THEN '{band.value}'"
        for limit, band in zip(limits, BANDS, strict=False)
    )
    return (
        f"CASE WHEN COALESCE(l.business_volume, 0) <= 0 THEN '{TurnoverBand.UNREPORTED.value}' {bands} "
        f"ELSE '{BANDS[-1].value}' END"
    )


_VALUES = {
    ClassCriterion.MEMBERS: "CASE WHEN l.members_male IS NULL AND l.members_female IS NULL THEN NULL "
    "ELSE COALESCE(l.members_male, 0) + COALESCE(l.members_female, 0) END",
    ClassCriterion.EQUITY: "l.equity",
    ClassCriterion.ASSETS: "l.assets",
}


def _class(rule: ClassRule) -> str:
    """The tier; NULL where no criterion is told. What is not told is out of the comparison."""
    tiers = [
        _tier(_VALUES[criterion], rule.cuts[criterion], rule.takes_highest) for criterion in ClassCriterion
    ]
    combined = tiers[0]
    for tier in tiers[1:]:
        sign = ">=" if rule.takes_highest else "<="
        combined = f"(CASE WHEN {combined} {sign} {tier} THEN {combined} ELSE {tier} END)"
    return f"CASE WHEN {combined} BETWEEN 1 AND 4 THEN {combined} END"


def _tier(value: str, cuts: Sequence[Cut], takes_highest: bool) -> str:
    reached = " + ".join(
        f"CASE WHEN {value} {'>=' if cut.is_included else '>'} {cut.amount} THEN 1 ELSE 0 END" for cut in cuts
    )
    return f"(CASE WHEN {value} IS NULL THEN {0 if takes_highest else 9} ELSE 1 + {reached} END)"


_FINANCIAL: dict[StatisticsCategory, Callable[[Question], str]] = {
    StatisticsCategory.TURNOVER: _turnover,
    StatisticsCategory.CLASS_ALL: lambda question: _class(question.rules.class_all),
    StatisticsCategory.CLASS_SAVINGS: lambda question: (
        f"CASE WHEN j.kind = 'savings_and_loan' THEN {_class(question.rules.class_savings)} END"
    ),
}
_BY_RULE: dict[StatisticsCategory, Callable[[Question, Parameters], str]] = {
    StatisticsCategory.COMPUTED_GRADE: _grade,
    StatisticsCategory.LEGAL: legal_sql,
    StatisticsCategory.LEGAL_NEXT: legal_next_sql,
    StatisticsCategory.LEGAL_AUTHORITY: lambda _question, _parameters: authority_sql(),
    StatisticsCategory.PUNCTUALITY: _punctuality,
    StatisticsCategory.HEALTH: _health,
    StatisticsCategory.SUPERVISION: lambda _question, _parameters: supervising_sql("j"),
}
