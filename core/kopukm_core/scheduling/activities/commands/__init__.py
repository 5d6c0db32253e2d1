"""The commands of activities."""

from kopukm_core.scheduling.activities.commands.changing import (
    CancelActivity,
    ChangeActivity,
    CloseRegistration,
    CompleteActivity,
    EvaluateActivity,
    OpenActivity,
    SetSeats,
)
from kopukm_core.scheduling.activities.commands.creating import CreateActivity
from kopukm_core.scheduling.activities.commands.registrations import (
    AnswerOffer,
    CancelRegistration,
    RegisterParticipant,
)
from kopukm_core.scheduling.activities.commands.sessions import (
    AddMaterial,
    AddSession,
    AddSpeaker,
    ChangeSession,
    DropSession,
    RemoveMaterial,
    RemoveSpeaker,
)

ACTIVITY_COMMANDS: tuple[type, ...] = (
    CreateActivity,
    ChangeActivity,
    SetSeats,
    OpenActivity,
    CloseRegistration,
    CompleteActivity,
    CancelActivity,
    EvaluateActivity,
    AddSession,
    ChangeSession,
    DropSession,
    AddSpeaker,
    RemoveSpeaker,
    AddMaterial,
    RemoveMaterial,
    RegisterParticipant,
    CancelRegistration,
    AnswerOffer,
)

__all__ = ["ACTIVITY_COMMANDS"]
