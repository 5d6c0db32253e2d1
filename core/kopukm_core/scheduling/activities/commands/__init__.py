"""The commands of activities."""

from kopukm_core.scheduling.activities.commands.attendance import (
    CheckIn,
    CheckInByName,
    MarkNoShows,
    RecordAttendance,
    UndoNoShow,
    WithdrawAttendance,
)
from kopukm_core.scheduling.activities.commands.changing import (
    CancelActivity,
    ChangeActivity,
    CloseRegistration,
    CompleteActivity,
    EvaluateActivity,
    OpenActivity,
    SetSeats,
)
from kopukm_core.scheduling.activities.commands.creating import (
    CreateActivity,
)
from kopukm_core.scheduling.activities.commands.feedback import (
    EnterFeedback,
    GiveFeedback,
)
from kopukm_core.scheduling.activities.commands.letters import PrintFeedbackSheet, PrintInvitations
from kopukm_core.scheduling.activities.commands.papers import IssueCertificates, PrintAttendanceList
from kopukm_core.scheduling.activities.commands.prints import PrintCertificates, PrintParticipantCards
from kopukm_core.scheduling.activities.commands.publishing import AnnounceActivity
from kopukm_core.scheduling.activities.commands.registrations import (
    AnswerOffer,
    CancelRegistration,
    RegisterParticipant,
)
from kopukm_core.scheduling.activities.commands.ruling import (
    RecordOutcome,
    SetActivityRule,
    SetFeedbackForm,
)
from kopukm_core.scheduling.activities.commands.self_service import (
    CheckInSelf,
    RegisterWalkIn,
    ShowSessionCode,
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
from kopukm_core.scheduling.activities.commands.targets import (
    AddTarget,
    DeclineInvitation,
    DropTargets,
    InviteTargets,
    ProposeTargets,
)

ACTIVITY_COMMANDS: tuple[type, ...] = (
    CreateActivity,
    ChangeActivity,
    SetSeats,
    OpenActivity,
    AnnounceActivity,
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
    ProposeTargets,
    AddTarget,
    DropTargets,
    InviteTargets,
    DeclineInvitation,
    RegisterParticipant,
    CancelRegistration,
    AnswerOffer,
    CheckIn,
    CheckInByName,
    RecordAttendance,
    WithdrawAttendance,
    MarkNoShows,
    UndoNoShow,
    ShowSessionCode,
    CheckInSelf,
    RegisterWalkIn,
    GiveFeedback,
    EnterFeedback,
    PrintAttendanceList,
    PrintInvitations,
    PrintFeedbackSheet,
    IssueCertificates,
    PrintCertificates,
    PrintParticipantCards,
    SetActivityRule,
    SetFeedbackForm,
    RecordOutcome,
)

__all__ = ["ACTIVITY_COMMANDS"]
