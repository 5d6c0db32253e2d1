"""What the activities give to the hooks of core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.part import Part
from kopukm_core.scheduling.activities.commands import ACTIVITY_COMMANDS
from kopukm_core.scheduling.activities.permissions import ACTIVITY_PERMISSIONS, ACTIVITY_ROLES
from kopukm_core.scheduling.activities.purposes import ACTIVITY_FILE_PURPOSES
from kopukm_core.scheduling.activities.readable import ACTIVITY_VISIBILITY
from kopukm_core.scheduling.activities.rules import load_rules

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def _prepare(platform: Platform) -> None:
    await load_rules()


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
    prepare=_prepare,
)
"""Activities: outreach, guidance and training, from the invitation to the certificate."""
