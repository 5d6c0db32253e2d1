"""Commands on contacts, consent, stops, texts, channels, and on messages that wait or are carried outside."""

from kopukm_core.messaging.commands.bounces import ReportBounce
from kopukm_core.messaging.commands.carriers import ReportMessageStatus, TakeMessages
from kopukm_core.messaging.commands.channels import SetMessageChannel
from kopukm_core.messaging.commands.consents import GiveConsent, WithdrawConsent
from kopukm_core.messaging.commands.contacts import AddContactPoint, PreferContactPoint, RemoveContactPoint
from kopukm_core.messaging.commands.outbound import CancelMessage, RetryMessage
from kopukm_core.messaging.commands.stops import AllowMessages, StopMessages
from kopukm_core.messaging.commands.texts import ChangeMessageText, ResetMessageText

MESSAGING_COMMANDS: tuple[type, ...] = (
    AddContactPoint,
    RemoveContactPoint,
    PreferContactPoint,
    GiveConsent,
    WithdrawConsent,
    StopMessages,
    AllowMessages,
    ChangeMessageText,
    ResetMessageText,
    SetMessageChannel,
    CancelMessage,
    RetryMessage,
    TakeMessages,
    ReportMessageStatus,
    ReportBounce,
)

__all__ = ["MESSAGING_COMMANDS"]
