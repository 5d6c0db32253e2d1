"""Who may change the working calendar."""

from __future__ import annotations

from kopukm_core.identity.roles import Permission, Role

MANAGE_CALENDAR = "core.manage_calendar"

CALENDAR_PERMISSIONS = (Permission(MANAGE_CALENDAR, "Mengelola hari libur dan jam buka"),)
CALENDAR_ROLES = (
    Role("core.calendar_manager", "Pengelola kalender kerja", (MANAGE_CALENDAR,), scoped_by_region=False),
)
