"""Messages to people, whatever carries them: contact points, consent, templates, a durable outbound."""

from kopukm_core.messaging.attaching import AttachmentMaker
from kopukm_core.messaging.calling_back import call_back
from kopukm_core.messaging.channel import (
    Accepted,
    Attachment,
    Capabilities,
    Channel,
    ChannelError,
    Outgoing,
)
from kopukm_core.messaging.kinds import MessageFault, MessagePriority, MessagePurpose, MessageStatus
from kopukm_core.messaging.queueing import MessageTo, QueuedMessages, send_each, send_message, send_messages
from kopukm_core.messaging.repeating import keys_in_use
from kopukm_core.messaging.template import MessageTemplate, MessageValue

__all__ = [
    "Accepted",
    "Attachment",
    "AttachmentMaker",
    "Capabilities",
    "Channel",
    "ChannelError",
    "MessageFault",
    "MessagePriority",
    "MessagePurpose",
    "MessageStatus",
    "MessageTemplate",
    "MessageTo",
    "MessageValue",
    "Outgoing",
    "QueuedMessages",
    "call_back",
    "keys_in_use",
    "send_each",
    "send_message",
    "send_messages",
]
