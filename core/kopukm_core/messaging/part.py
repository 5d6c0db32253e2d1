"""What the messages give to the hooks of core."""

from __future__ import annotations

from kopukm_core.messaging.carrying import MESSAGING_SCHEDULES, MESSAGING_TASKS
from kopukm_core.messaging.checks import MESSAGING_CHECKS
from kopukm_core.messaging.cli import MESSAGING_SUBCOMMANDS
from kopukm_core.messaging.commands import MESSAGING_COMMANDS
from kopukm_core.messaging.console import CONSOLE_CHANNEL
from kopukm_core.messaging.email import EMAIL_CHANNEL
from kopukm_core.messaging.inbox import INBOX_CHANNEL
from kopukm_core.messaging.preparing import prepare_messaging
from kopukm_core.messaging.readable import MESSAGE_PERMISSIONS, MESSAGE_ROLES, MESSAGE_VISIBILITY
from kopukm_core.part import Part

MESSAGING_PART = Part(
    models=("kopukm_core.messaging.models",),
    permissions=MESSAGE_PERMISSIONS,
    roles=MESSAGE_ROLES,
    visibility=MESSAGE_VISIBILITY,
    commands=MESSAGING_COMMANDS,
    tasks=MESSAGING_TASKS,
    subcommands=MESSAGING_SUBCOMMANDS,
    schedules=MESSAGING_SCHEDULES,
    checks=MESSAGING_CHECKS,
    message_channels=(EMAIL_CHANNEL, INBOX_CHANNEL, CONSOLE_CHANNEL),
    prepare=prepare_messaging,
)
