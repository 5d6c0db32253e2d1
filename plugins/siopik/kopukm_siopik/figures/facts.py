"""What is known now of some cooperatives, read in a few statements, and their standing by the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kopukm_siopik.choices import CooperativeKind, LegalAuthority, OfficerPosition
from kopukm_siopik.figures.choices import ClassCriterion, ComputedStatus
from kopukm_siopik.figures.models import StatusOverride
from kopukm_siopik.figures.rule_book import RuleBook
from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport
from kopukm_siopik.rules.activity import ActivityFacts, activity_on
from kopukm_siopik.rules.annual_meeting import meeting_frequency
from kopukm_siopik.rules.business_class import business_class
from kopukm_siopik.rules.completeness import Completeness, completeness
from kopukm_siopik.rules.grade import grade_on
from kopukm_siopik.rules.legal_ladder import LegalFacts, legal_authority, legal_standing
from kopukm_siopik.rules.supervision import supervising_authority
from kopukm_siopik.rules.turnover import turnover_band

VILLAGE_CODE = len("32.01.07.2001")


@dataclass(slots=True)
class Known:
    """One cooperative with its reports and meetings by book year."""

    cooperative: Cooperative
    meetings: dict[int, date] = field(default_factory=dict)
    reports: dict[int, YearlyReport] = field(default_factory=dict)
    has_chair: bool = False
    override: StatusOverride | None = None


async def known_of(ids: Sequence[int], day: date) -> list[Known]:
    """What is known of these cooperatives, in the order of keys: five statements however many."""
    found = {one.id: Known(one) for one in await Cooperative.filter(id__in=ids).order_by("id")}
    for meeting in await AnnualMeeting.filter(cooperative_id__in=ids, is_current=True, held_on__lte=day):
        found[meeting.cooperative_id].meetings[meeting.year] = meeting.held_on
    for report in await YearlyReport.filter(cooperative_id__in=ids, is_current=True):
        found[report.cooperative_id].reports[report.year] = report
    for officer in await Officer.filter(
        cooperative_id__in=ids, is_current=True, position=OfficerPosition.CHAIR
    ):
        found[officer.cooperative_id].has_chair = True
    for override in await StatusOverride.filter(
        cooperative_id__in=ids, effective_on__lte=day, ended_on__isnull=True
    ).order_by("id"):
        if override.until is None or override.until >= day:
            found[override.cooperative_id].override = override
    return list(found.values())


def completeness_now(rules: RuleBook, known: Known, day: date) -> Completeness:
    """What is missing in the record of one cooperative."""
    one = known.cooperative
    year = rules.meeting.last_year(day, known.meetings)
    report = known.reports.get(year)
    authority = legal_authority(one.legal_entity_number, one.legal_authority)
    told: dict[str, Any] = {
        "nik": one.nik,
        "legal_entity_number": one.legal_entity_number,
        "legal_entity_date": one.legal_entity_date,
        "legal_amended_on": one.legal_amended_on,
        "form": one.form,
        "kind": one.kind,
        "management_pattern": one.management_pattern,
        "group": one.group,
        "sector": one.sector,
        "address": one.address,
        "postal_code": one.postal_code,
        "email": one.email,
        "phone": one.phone,
        "status": one.status,
        "certificate_until": one.certificate_until,
        "legal_authority": None if authority is LegalAuthority.UNKNOWN else authority,
        "nib": one.nib,
        "npwp": one.npwp,
        "savings_licence": one.savings_licence_number,
        "coordinates": one.latitude,
        "supervised_by": supervising_authority(one.supervised_by, one.form, one.office_outside),
        "village": one.office_outside or len(one.region_id or "") == VILLAGE_CODE or None,
        "chair": known.has_chair or None,
        "annual_meeting": known.meetings.get(year),
        "members": None if report is None else _members(report),
        "employees": None if report is None else report.employees,
        "equity": None if report is None else report.equity,
        "external_capital": None if report is None else report.external_capital,
        "assets": None if report is None else report.assets,
        "business_volume": None if report is None else report.business_volume,
        "surplus": None if report is None else report.surplus,
    }
    is_new = one.legal_entity_date is not None and one.legal_entity_date.year > year
    return completeness(
        rules.completeness,
        {name for name, value in told.items() if value is not None},
        (YEARLY if is_new else frozenset()) | (frozenset() if legal_facts(one).lends else _OF_LENDERS),
    )


_OF_LENDERS = frozenset({"savings_licence"})
"""What a cooperative without savings and loans does not owe."""

YEARLY = frozenset(
    {
        "annual_meeting",
        "members",
        "employees",
        "equity",
        "external_capital",
        "assets",
        "business_volume",
        "surplus",
    }
)
"""What a cooperative that was founded after the book year does not owe."""


def _members(report: YearlyReport) -> int | None:
    """Both together; None where neither is told."""
    if report.members_male is None and report.members_female is None:
        return None
    return (report.members_male or 0) + (report.members_female or 0)


def class_values(report: YearlyReport | None) -> Mapping[ClassCriterion, int | None]:
    """What KUK looks at in a report."""
    if report is None:
        return dict.fromkeys(ClassCriterion)
    return {
        ClassCriterion.MEMBERS: _members(report),
        ClassCriterion.EQUITY: report.equity,
        ClassCriterion.ASSETS: report.assets,
    }


def activity_facts(known: Known) -> ActivityFacts:
    """What the status is computed from."""
    one = known.cooperative
    business = {year for year, report in known.reports.items() if (report.business_volume or 0) > 0}
    return ActivityFacts(one.legal_entity_date, one.status, one.dissolved_on, known.meetings, business)


def legal_facts(one: Cooperative) -> LegalFacts:
    """What the legal ladder looks at."""
    return LegalFacts(
        number=one.legal_entity_number,
        authority=one.legal_authority,
        founded=one.legal_entity_date,
        amended_on=one.legal_amended_on,
        nib=one.nib,
        kind=one.kind,
        loan_scope=one.loan_scope,
        savings_licence=one.savings_licence_number,
        nik=one.nik,
        certificate_until=one.certificate_until,
    )


def standing_row(rules: RuleBook, known: Known, day: date) -> dict[str, Any]:
    """The standing of one cooperative on the day, by field name, without its key and moment."""
    one = known.cooperative
    activity = activity_on(rules.activity, activity_facts(known), day)
    frequency = meeting_frequency(rules.meeting, rules.activity.window, known.meetings, day)
    latest = known.reports[max(known.reports)] if known.reports else None
    values = class_values(latest)
    for_all = business_class(rules.class_all, values)
    is_savings = one.kind is CooperativeKind.SAVINGS_AND_LOAN
    for_savings = business_class(rules.class_savings, values) if is_savings else None
    complete = completeness_now(rules, known, day)
    legal = legal_standing(rules.legal, legal_facts(one), day)
    closed, in_force = day.year - 1, activity.status if known.override is None else known.override.status
    until = one.certificate_until
    owes = in_force not in (ComputedStatus.DISSOLVED,) and (
        one.legal_entity_date is None or one.legal_entity_date.year <= closed
    )
    return {
        "cooperative_id": one.id,
        "as_of": day,
        "status": activity.status,
        "status_reason": activity.reason,
        "status_in_force": in_force,
        "meeting_year": rules.meeting.last_year(day, known.meetings),
        "has_met": closed in known.meetings,
        "is_meeting_overdue": owes and closed not in known.meetings and rules.meeting.is_overdue(closed, day),
        "meetings_in_window": frequency.in_window,
        "consecutive_meetings": frequency.consecutive,
        "last_meeting_year": frequency.last_year,
        "last_meeting_on": frequency.last_on,
        "is_last_meeting_late": frequency.is_last_late,
        "completeness": complete.score,
        "is_complete": complete.score >= rules.completeness.complete_from,
        "missing": [each.name for each in complete.missing],
        "legal_category": legal.reached,
        "legal_next": legal.next,
        "legal_missing": [each.value for each in legal.missing],
        "legal_reason": legal.reason,
        "legal_authority": legal_authority(one.legal_entity_number, one.legal_authority),
        "supervised_by": supervising_authority(one.supervised_by, one.form, one.office_outside),
        "meeting_due_on": rules.meeting.deadline(closed),
        "late_meetings": frequency.late,
        "turnover_band": turnover_band(rules.turnover, None if latest is None else latest.business_volume),
        "class_all": None if for_all is None else for_all.tier,
        "class_all_criterion": None if for_all is None else for_all.criterion,
        "class_savings": None if for_savings is None else for_savings.tier,
        "class_savings_criterion": None if for_savings is None else for_savings.criterion,
        "grade": grade_on(rules.grade, rules.meeting, one.legal_entity_date, known.meetings, day),
        "is_certificate_lapsing": until is not None and 0 <= (until - day).days <= rules.certificate_days,
        "rule_versions": rules.versions,
    }
