"""What the plugin's health gives to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_siopik.health.commands import COMMANDS
from kopukm_siopik.health.delivered import load_rubrics
from kopukm_siopik.health.message_templates import HEALTH_MESSAGES
from kopukm_siopik.health.permissions import PERMISSIONS, ROLES
from kopukm_siopik.health.purposes import FILE_PURPOSES
from kopukm_siopik.health.reminding import HEALTH_SCHEDULES, HEALTH_TASKS
from kopukm_siopik.health.reports import REPORTS
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
    reports=REPORTS,
    tasks=HEALTH_TASKS,
    schedules=HEALTH_SCHEDULES,
    message_templates=HEALTH_MESSAGES,
    prepare=load_rubrics,
)
