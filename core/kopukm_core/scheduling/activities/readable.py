"""Who sees activities: everybody what was opened; officers of the region and the party itself who takes part."""

from __future__ import annotations

from kopukm_core.scheduling.activities.feedback_models import (
    FeedbackAnswer,
    FeedbackForm,
    FeedbackQuestion,
    FeedbackSheet,
)
from kopukm_core.scheduling.activities.models import (
    Activity,
    ActivityMaterial,
    ActivityRule,
    ActivitySeats,
    ActivitySession,
    ActivitySpeaker,
)
from kopukm_core.scheduling.activities.permissions import READ_ACTIVITIES
from kopukm_core.scheduling.activities.registration_models import (
    ActivityTarget,
    Attendance,
    Registration,
    SessionCode,
)
from kopukm_core.visibility import AllOf, AnyOf, Everyone, Granted, Nobody, Own, Through, Visibility, Where

OFFICERS = Granted(READ_ACTIVITIES, region="region_id")
_OF_ACTIVITY = Through("activity_id", Activity, rule=OFFICERS)
_OFFICERS_OR_OWN = AnyOf(Own("party_id"), _OF_ACTIVITY)

ACTIVITY_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(
        Activity,
        rows=AnyOf(Where("is_public", True), OFFICERS),
        masks={"evaluation": OFFICERS, "evaluated_by": OFFICERS, "created_by": OFFICERS},
    ),
    Visibility(ActivityRule, rows=Everyone()),
    Visibility(ActivitySeats, rows=Through("activity_id", Activity)),
    Visibility(ActivitySession, rows=Through("activity_id", Activity), masks={"link": _OF_ACTIVITY}),
    Visibility(ActivitySpeaker, rows=Through("activity_id", Activity)),
    Visibility(ActivityMaterial, rows=Through("activity_id", Activity)),
    Visibility(
        ActivityTarget,
        rows=AnyOf(AllOf(Own("party_id"), Where("is_told", True)), _OF_ACTIVITY),
        masks={
            "answer_code": Own("party_id"),
            "proposed_by": _OF_ACTIVITY,
            "position": _OF_ACTIVITY,
            "turn": _OF_ACTIVITY,
        },
    ),
    Visibility(
        Registration,
        rows=_OFFICERS_OR_OWN,
        masks={
            "person_name_hash": Nobody(),
            "answer_code": Own("party_id"),
            "registered_by": _OF_ACTIVITY,
        },
    ),
    Visibility(
        Attendance, rows=AllOf(Where("is_withdrawn", False), Through("registration_id", Registration))
    ),
    Visibility(SessionCode, rows=Through("session_id", ActivitySession, rule=Nobody())),
    Visibility(FeedbackForm, rows=Everyone()),
    Visibility(FeedbackQuestion, rows=Everyone()),
    Visibility(FeedbackSheet, rows=_OF_ACTIVITY),
    Visibility(FeedbackAnswer, rows=Through("sheet_id", FeedbackSheet)),
)
"""A link to a meeting is for who takes part: their registration holds it."""
