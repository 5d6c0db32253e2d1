"""What the figures of a history are by the pure rules, one cooperative after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from figures.histories import History
from kopukm_siopik.choices import CooperativeKind
from kopukm_siopik.figures.choices import ClassCriterion
from kopukm_siopik.figures.rule_book import RuleBook
from kopukm_siopik.rules.activity import ActivityFacts, activity_on, declared_on
from kopukm_siopik.rules.annual_meeting import meeting_frequency
from kopukm_siopik.rules.business_class import business_class
from kopukm_siopik.rules.grade import grade_on
from kopukm_siopik.rules.legal_ladder import LegalFacts, legal_authority, legal_standing
from kopukm_siopik.rules.supervision import supervising_authority
from kopukm_siopik.rules.turnover import turnover_band


@dataclass(frozen=True, slots=True)
class Judged:
    """What is told of one cooperative on a day."""

    region_code: str | None
    founded: date | None
    dissolved_on: date | None
    declared: str | None
    computed: str
    in_force: str
    held: str
    grade: str
    legal: str
    legal_next: str | None
    authority: str
    supervision: str | None
    punctuality: str | None
    health: str
    is_outside: bool
    turnover: str
    class_all: str | None
    class_savings: str | None
    is_met: bool


def judged(history: History, day: date, known_at: datetime, rules: RuleBook) -> Judged | None:
    """What the rules say; None where the cooperative did not exist, or nobody knew of it."""
    state = _state(history, day, known_at)
    if state is None:
        return None
    meetings = {
        row["year"]: row["held_on"] for row in _known(history.meetings, known_at) if row["held_on"] <= day
    }
    reports = {row["year"]: row for row in _known(history.reports, known_at) if row["effective_on"] <= day}
    latest = reports[max(reports)] if reports else None
    facts = ActivityFacts(
        state["legal_entity_date"],
        state["status"],
        state["dissolved_on"],
        meetings,
        {year for year, row in reports.items() if (row["business_volume"] or 0) > 0},
    )
    computed = activity_on(rules.activity, facts, day).status
    override = _override(history, day, known_at)
    values = _values(latest)
    for_all = business_class(rules.class_all, values)
    is_savings = state["kind"] is CooperativeKind.SAVINGS_AND_LOAN
    for_savings = business_class(rules.class_savings, values) if is_savings else None
    legal = legal_standing(rules.legal, _papers(state), day)
    supervision = supervising_authority(state["supervised_by"], state["form"], state["office_outside"])
    declared = declared_on(state["status"], state["dissolved_on"], day)
    return Judged(
        region_code=state["region_code"],
        founded=state["legal_entity_date"],
        dissolved_on=state["dissolved_on"],
        declared=None if declared is None else declared.value,
        computed=computed.value,
        in_force=computed.value if override is None else override,
        held=str(meeting_frequency(rules.meeting, rules.activity.window, meetings, day).in_window),
        grade=grade_on(rules.grade, rules.meeting, state["legal_entity_date"], meetings, day).value,
        legal=legal.reached.value,
        legal_next=None if legal.next is None else legal.next.value,
        authority=legal_authority(state["legal_entity_number"], state["legal_authority"]).value,
        supervision=None if supervision is None else supervision.value,
        punctuality=_punctuality(state, meetings, day, rules),
        health=_health(history, day, known_at),
        is_outside=state["office_outside"],
        turnover=turnover_band(rules.turnover, None if latest is None else latest["business_volume"]).value,
        class_all=None if for_all is None else str(for_all.tier),
        class_savings=None if for_savings is None else str(for_savings.tier),
        is_met=day.year - 1 in meetings,
    )


def _state(history: History, day: date, known_at: datetime) -> dict[str, Any] | None:
    """The last state of the days so far, else the first of those to come, of what was founded by then."""
    known = [
        (place, row)
        for place, row in enumerate(history.versions)
        if row["recorded_at"] <= known_at and (row["withdrawn_at"] is None or row["withdrawn_at"] > known_at)
    ]
    begun = [(row["effective_on"], place, row) for place, row in known if row["effective_on"] <= day]
    coming = [(row["effective_on"], -place, row) for place, row in known if row["effective_on"] > day]
    if begun:
        state = max(begun, key=lambda one: one[:2])[2]
    elif coming:
        state = min(coming, key=lambda one: one[:2])[2]
    else:
        return None
    founded = state["legal_entity_date"]
    return state if (state["effective_on"] if founded is None else founded) <= day else None


def _known(rows: list[dict[str, Any]], known_at: datetime) -> list[dict[str, Any]]:
    return [
        row
        for row in rows
        if row["recorded_at"] <= known_at and (row["replaced_at"] is None or row["replaced_at"] > known_at)
    ]


def _override(history: History, day: date, known_at: datetime) -> str | None:
    found = None
    for row in history.overrides:
        is_begun = row["effective_on"] <= day and row["recorded_at"] <= known_at
        is_over = row["until"] is not None and row["until"] < day
        is_ended = row["ended_at"] is not None and row["ended_at"] <= known_at and row["ended_on"] <= day
        if is_begun and not is_over and not is_ended:
            found = row["status"].value
    return found


def _papers(state: dict[str, Any]) -> LegalFacts:
    return LegalFacts(
        state["legal_entity_number"],
        state["legal_authority"],
        state["legal_entity_date"],
        state["legal_amended_on"],
        state["nib"],
        state["kind"],
        state["loan_scope"],
        state["savings_licence_number"],
        state["nik"],
        state["certificate_until"],
    )


def _punctuality(state: dict[str, Any], meetings: dict[int, date], day: date, rules: RuleBook) -> str | None:
    year, founded = day.year - 1, state["legal_entity_date"]
    if year in meetings:
        return "held_late" if meetings[year] > rules.meeting.deadline(year) else "held"
    if founded is not None and founded.year > year:
        return None
    return "overdue" if rules.meeting.is_overdue(year, day) else "not_held"


def _health(history: History, day: date, known_at: datetime) -> str:
    known = [
        row
        for row in history.assessments
        if row["approved_at"] <= known_at and (row["withdrawn_at"] is None or row["withdrawn_at"] > known_at)
    ]
    begun = [row for row in known if row["effective_on"] <= day <= row["valid_until"]]
    if begun:
        found: str = max(begun, key=lambda row: row["book_year"])["predicate"].value
        return found
    return "outdated" if any(row["valid_until"] < day for row in known) else "not_assessed"


def _values(report: dict[str, Any] | None) -> dict[ClassCriterion, int | None]:
    if report is None:
        return dict.fromkeys(ClassCriterion)
    male, female = report["members_male"], report["members_female"]
    return {
        ClassCriterion.MEMBERS: None if male is None and female is None else (male or 0) + (female or 0),
        ClassCriterion.EQUITY: report["equity"],
        ClassCriterion.ASSETS: report["assets"],
    }
