"""What the activities give to the hooks of core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.db import transaction
from kopukm_core.part import Part
from kopukm_core.scheduling.activities.attachments import ACTIVITY_ATTACHMENTS
from kopukm_core.scheduling.activities.commands import ACTIVITY_COMMANDS
from kopukm_core.scheduling.activities.entries import ACTIVITY_FEEDS
from kopukm_core.scheduling.activities.feedback import load_forms
from kopukm_core.scheduling.activities.message_templates import ACTIVITY_TEMPLATES
from kopukm_core.scheduling.activities.permissions import ACTIVITY_PERMISSIONS, ACTIVITY_ROLES
from kopukm_core.scheduling.activities.purposes import ACTIVITY_FILE_PURPOSES
from kopukm_core.scheduling.activities.readable import ACTIVITY_VISIBILITY
from kopukm_core.scheduling.activities.rules import load_rules
from kopukm_core.scheduling.activities.tasks import ACTIVITY_SCHEDULES, ACTIVITY_TASKS

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def prepare_activities(platform: Platform) -> None:
    """The rules and the forms of feedback that the platform brings; what the office set stays."""
    async with transaction():
        await load_rules()
        await load_forms()


ACTIVITIES_PART = Part(
    models=(
        "kopukm_core.scheduling.activities.models",
        "kopukm_core.scheduling.activities.registration_models",
        "kopukm_core.scheduling.activities.feedback_models",
    ),
    permissions=ACTIVITY_PERMISSIONS,
    roles=ACTIVITY_ROLES,
    visibility=ACTIVITY_VISIBILITY,
    file_purposes=ACTIVITY_FILE_PURPOSES,
    commands=ACTIVITY_COMMANDS,
    tasks=ACTIVITY_TASKS,
    schedules=ACTIVITY_SCHEDULES,
    feed_sources=ACTIVITY_FEEDS,
    message_templates=ACTIVITY_TEMPLATES,
    message_attachments=ACTIVITY_ATTACHMENTS,
    prepare=prepare_activities,
)
"""Activities: outreach, guidance and training, from the invitation to the certificate."""
