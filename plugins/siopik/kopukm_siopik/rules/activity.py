"""Status keaktifan by rule: Permen 25/2015, with the group that it does not name decided and told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.figures.choices import ComputedStatus
from kopukm_siopik.rules.annual_meeting import MeetingRule


@dataclass(frozen=True, slots=True)
class ActivityRule:
    """Active: RAT over at least `minimum_meetings` of the last `window` book years, and business in one of them.

    Book years before the founding do not count; a cooperative whose first book year is not over, or whose first RAT
    is not due yet, owes nothing.
    """

    window: int
    minimum_meetings: int
    needs_business: bool
    meeting: MeetingRule

    @staticmethod
    def of(parameters: Mapping[str, Any], meeting: MeetingRule) -> ActivityRule:
        """The rule that a version's parameters tell."""
        return ActivityRule(
            int(parameters["window"]),
            int(parameters["minimum_meetings"]),
            bool(parameters["needs_business"]),
            meeting,
        )


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is known of a cooperative on the day: meetings held by then, book years with a turnover above zero."""

    founded: date | None
    declared: CooperativeStatus | None
    dissolved_on: date | None
    meetings: Mapping[int, date]
    business_years: Collection[int]


@dataclass(frozen=True, slots=True)
class Activity:
    """The status, and why, in one Indonesian sentence."""

    status: ComputedStatus
    reason: str


def declared_on(
    declared: CooperativeStatus | None, dissolved_on: date | None, day: date
) -> CooperativeStatus | None:
    """The declared status on the day: a dissolution that had not come yet says nothing of the time before it."""
    if declared is CooperativeStatus.DISSOLVED and dissolved_on is not None and dissolved_on > day:
        return None
    return declared


def activity_on(rule: ActivityRule, facts: ActivityFacts, day: date) -> Activity:
    """The status of the cooperative on the day."""
    declared = declared_on(facts.declared, facts.dissolved_on, day)
    if declared is CooperativeStatus.DISSOLVED or (
        facts.dissolved_on is not None and facts.dissolved_on <= day
    ):
        return Activity(ComputedStatus.DISSOLVED, "Pembubarannya tercatat.")
    if declared is CooperativeStatus.DISSOLUTION_PROPOSED:
        return Activity(ComputedStatus.DISSOLUTION_PROPOSED, "Dinas menyatakan usulan pembubaran.")
    closed = day.year - 1
    end = rule.meeting.last_year(day, facts.meetings)
    window = range(end - rule.window + 1, end + 1)
    owed = [year for year in window if facts.founded is None or facts.founded.year <= year]
    held = [year for year in window if year in facts.meetings]
    span = f"tahun buku {window[0]} sampai {window[-1]}"
    if len(held) < min(rule.minimum_meetings, len(owed)):
        return Activity(ComputedStatus.INACTIVE, f"RAT {len(held)} kali dalam {span}.")
    if rule.needs_business and owed and not any(year in facts.business_years for year in window):
        return Activity(ComputedStatus.INACTIVE, f"Tidak ada laporan dengan volume usaha dalam {span}.")
    if closed in facts.meetings:
        return Activity(ComputedStatus.ACTIVE, _met(held, owed, span))
    if not owed:
        reason = "Baru berdiri: belum wajib RAT."
    else:
        reason = f"{_met(held, owed, span)} RAT tahun buku {closed} belum dilaksanakan."
    return Activity(ComputedStatus.ACTIVE_AWAITING_MEETING, reason)


def _met(held: list[int], owed: list[int], span: str) -> str:
    """How many meetings there were; the years without one are named: the regulation does not name this group."""
    missed = [str(year) for year in owed if year not in held]
    if not missed:
        return f"RAT setiap tahun dalam {span}."
    return f"RAT {len(held)} kali dalam {span}; tanpa RAT: {', '.join(missed)}."
