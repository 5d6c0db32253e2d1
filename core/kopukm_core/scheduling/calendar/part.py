"""What the calendar gives to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.scheduling.calendar.checks import CALENDAR_CHECKS
from kopukm_core.scheduling.calendar.cli import CALENDAR_SUBCOMMANDS
from kopukm_core.scheduling.calendar.day_commands import DAY_COMMANDS
from kopukm_core.scheduling.calendar.hours_commands import HOURS_COMMANDS
from kopukm_core.scheduling.calendar.permissions import CALENDAR_PERMISSIONS, CALENDAR_ROLES
from kopukm_core.scheduling.calendar.readable import CALENDAR_VISIBILITY
from kopukm_core.scheduling.calendar.renewing import CALENDAR_SCHEDULES, CALENDAR_TASKS
from kopukm_core.scheduling.calendar.seeding import prepare_calendar

CALENDAR_PART = Part(
    models=("kopukm_core.scheduling.calendar.models",),
    permissions=CALENDAR_PERMISSIONS,
    roles=CALENDAR_ROLES,
    visibility=CALENDAR_VISIBILITY,
    commands=(*DAY_COMMANDS, *HOURS_COMMANDS),
    tasks=CALENDAR_TASKS,
    schedules=CALENDAR_SCHEDULES,
    subcommands=CALENDAR_SUBCOMMANDS,
    checks=CALENDAR_CHECKS,
    prepare=prepare_calendar,
)
