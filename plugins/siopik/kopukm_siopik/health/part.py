"""What the plugin's health gives to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_siopik.health.commands import COMMANDS
from kopukm_siopik.health.delivered import load_rubrics
from kopukm_siopik.health.permissions import PERMISSIONS, ROLES
from kopukm_siopik.health.purposes import FILE_PURPOSES
from kopukm_siopik.health.visibility import VISIBILITY

HEALTH_PART = Part(
    models=(
        "kopukm_siopik.health.models",
        "kopukm_siopik.health.papers",
        "kopukm_siopik.health.findings",
    ),
    permissions=PERMISSIONS,
    roles=ROLES,
    visibility=VISIBILITY,
    file_purposes=FILE_PURPOSES,
    commands=COMMANDS,
    prepare=load_rubrics,
)
