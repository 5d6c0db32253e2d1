"""What the calendar gives to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.scheduling.calendar.permissions import CALENDAR_PERMISSIONS, CALENDAR_ROLES
from kopukm_core.scheduling.calendar.readable import CALENDAR_VISIBILITY

CALENDAR_PART = Part(
    models=("kopukm_core.scheduling.calendar.models",),
    permissions=CALENDAR_PERMISSIONS,
    roles=CALENDAR_ROLES,
    visibility=CALENDAR_VISIBILITY,
)
