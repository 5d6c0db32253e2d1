"""Activities: outreach, guidance and training, from the invitation to the certificate."""

from kopukm_core.scheduling.activities.carrying_over import move_participation
from kopukm_core.scheduling.activities.choices import (
    ActivityKind,
    ActivityMode,
    ActivityState,
    AttendanceMode,
    PersonRole,
    RegistrationState,
    TargetState,
)
from kopukm_core.scheduling.activities.creating import NewActivity, NewSession, create_activity
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.participants import Participant, participants_of
from kopukm_core.scheduling.activities.registration_models import ActivityTarget, Attendance, Registration

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityMode",
    "ActivitySession",
    "ActivityState",
    "ActivityTarget",
    "Attendance",
    "AttendanceMode",
    "NewActivity",
    "NewSession",
    "Participant",
    "PersonRole",
    "Registration",
    "RegistrationState",
    "TargetState",
    "create_activity",
    "move_participation",
    "participants_of",
]
