"""Who sees what of activities, and of outreach that hangs on them, told a second time in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kopukm_core.identity.actor import Actor
from kopukm_core.scheduling.activities import feedback_models, registration_models
from kopukm_core.scheduling.activities import models as activities
from kopukm_siopik.outreach.guidance.models import GuidedCompletion
from kopukm_siopik.outreach.prospects.models import Prospect
from visibility_oracle import TypeOracle

if TYPE_CHECKING:
    from registry_actors import Cast

Link = Callable[[Any, Any], bool]


def _of(column: str) -> Link:
    return lambda row, each: getattr(each, column) == row.id


def _attended(mode: str) -> Link:
    return lambda row, each: each.session_id == row.id and each.mode.value == mode


def _length(_actor: Actor, rows: list[Any]) -> int:
    return len(rows)


ACTIVITIES_RECORDS: Mapping[str, tuple[str, str, str]] = {
    "Activity.region": ("Region", "region_id", "code"),
    "Activity.rule": ("ActivityRule", "rule_id", "id"),
    "ActivitySession.activity": ("Activity", "activity_id", "id"),
    "ActivityMaterial.file": ("File", "file_id", "id"),
    "ActivityTarget.activity": ("Activity", "activity_id", "id"),
    "ActivityTarget.party": ("Party", "party_id", "id"),
    "Registration.activity": ("Activity", "activity_id", "id"),
    "Registration.party": ("Party", "party_id", "id"),
    "Registration.certificate": ("File", "certificate_id", "id"),
    "Attendance.session": ("ActivitySession", "session_id", "id"),
    "Attendance.registration": ("Registration", "registration_id", "id"),
    "FeedbackSheet.activity": ("Activity", "activity_id", "id"),
    "FeedbackSheet.form": ("FeedbackForm", "form_id", "id"),
    "FeedbackAnswer.question": ("FeedbackQuestion", "question_id", "id"),
    "Prospect.region": ("Region", "region_id", "code"),
    "Prospect.cooperative": ("Cooperative", "cooperative_id", "id"),
    "Prospect.party": ("Party", "party_id", "id"),
    "GuidedCompletion.cooperative": ("Cooperative", "cooperative_id", "id"),
    "GuidedCompletion.activity": ("Activity", "activity_id", "id"),
}
ACTIVITIES_LINKS: Mapping[str, Link] = {
    **dict.fromkeys(
        (
            "Activity.seats",
            "Activity.speakers",
            "Activity.materials",
            "Activity.targets",
            "Activity.registrations",
            "Activity.guidedCompletions",
        ),
        _of("activity_id"),
    ),
    "Activity.sessions": lambda row, each: each.activity_id == row.id and each.dropped_at is None,
    "Registration.attendances": _of("registration_id"),
    "FeedbackForm.questions": _of("form_id"),
    "FeedbackSheet.answers": _of("sheet_id"),
    "Cooperative.guidedCompletions": _of("cooperative_id"),
    "Cooperative.participations": lambda row, each: (
        each.party_id == row.party_id and each.state.value == "attended"
    ),
}
ACTIVITIES_FIGURES: Mapping[str, tuple[str, Link, Callable[[Actor, list[Any]], Any]]] = {
    "Activity.attended": (
        "Registration",
        lambda row, each: each.activity_id == row.id and each.state.value == "attended",
        _length,
    ),
    "ActivitySession.attendanceCount": ("Attendance", _of("session_id"), _length),
    "ActivitySession.attendedInPerson": ("Attendance", _attended("in_person"), _length),
    "ActivitySession.attendedOnline": ("Attendance", _attended("online"), _length),
}
ACTIVITIES_COUNTS: Mapping[str, str] = {
    "activityCounts": "Activity",
    "registrationCounts": "Registration",
    "siopik.prospectCounts": "Prospect",
}
ACTIVITIES_ROOTS: Mapping[str, Callable[[Any], bool]] = {
    "participations": lambda row: row.state.value == "attended"
}


async def activities_types(cast: Cast, figures: Callable[[Any, Any], bool]) -> dict[str, TypeOracle]:
    """The types over the rows now stored; `figures` tells who may see figures of a row's cooperative."""
    held = {row.id: row for row in await activities.Activity.all()}
    registered = {row.id: row for row in await registration_models.Registration.all()}
    sheets = {row.id: row for row in await feedback_models.FeedbackSheet.all()}

    def everyone(_actor: Actor, _row: Any) -> bool:
        return True

    def officer(actor: Actor, row: Any) -> bool:
        who = cast.of(actor)
        return who.sees_all or who.has("core.read_activities", row.region_id)

    def sees_activity(actor: Actor, row: Any) -> bool:
        return bool(row.is_public) or officer(actor, row)

    def of_activity(actor: Actor, row: Any) -> bool:
        return sees_activity(actor, held[row.activity_id])

    def its_officer(actor: Actor, row: Any) -> bool:
        return officer(actor, held[row.activity_id])

    def own_party(actor: Actor, row: Any) -> bool:
        return cast.of(actor).sees_all or row.party_id in cast.of(actor).parties

    def sees_target(actor: Actor, row: Any) -> bool:
        return its_officer(actor, row) or (row.is_told and row.party_id in cast.of(actor).parties)

    def sees_registration(actor: Actor, row: Any) -> bool:
        return its_officer(actor, row) or own_party(actor, row)

    def sees_attendance(actor: Actor, row: Any) -> bool:
        return not row.is_withdrawn and sees_registration(actor, registered[row.registration_id])

    def sees_prospect(actor: Actor, row: Any) -> bool:
        who = cast.of(actor)
        return who.sees_all or who.has("siopik.read_reports", row.region_id)

    code = {"answerCode": ("answer_code", own_party, None)}
    return {
        "Activity": TypeOracle(
            list(held.values()), sees_activity, masks={"evaluation": ("evaluation", officer, None)}
        ),
        "ActivityRule": TypeOracle(await activities.ActivityRule.all(), everyone),
        "ActivitySession": TypeOracle(
            await activities.ActivitySession.all(), of_activity, masks={"link": ("link", its_officer, None)}
        ),
        "ActivitySeats": TypeOracle(await activities.ActivitySeats.all(), of_activity),
        "ActivitySpeaker": TypeOracle(await activities.ActivitySpeaker.all(), of_activity),
        "ActivityMaterial": TypeOracle(await activities.ActivityMaterial.all(), of_activity),
        "ActivityTarget": TypeOracle(
            await registration_models.ActivityTarget.all(),
            sees_target,
            masks={**code, "position": ("position", its_officer, None), "turn": ("turn", its_officer, None)},
        ),
        "Registration": TypeOracle(list(registered.values()), sees_registration, masks=code),
        "Attendance": TypeOracle(await registration_models.Attendance.all(), sees_attendance),
        "FeedbackForm": TypeOracle(await feedback_models.FeedbackForm.all(), everyone),
        "FeedbackQuestion": TypeOracle(await feedback_models.FeedbackQuestion.all(), everyone),
        "FeedbackSheet": TypeOracle(list(sheets.values()), its_officer),
        "FeedbackAnswer": TypeOracle(
            await feedback_models.FeedbackAnswer.all(),
            lambda actor, row: its_officer(actor, sheets[row.sheet_id]),
        ),
        "Prospect": TypeOracle(await Prospect.all(), sees_prospect),
        "GuidedCompletion": TypeOracle(await GuidedCompletion.all(), figures),
    }
