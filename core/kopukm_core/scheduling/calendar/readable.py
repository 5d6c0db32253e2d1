"""Who sees the calendar: everybody."""

from __future__ import annotations

from kopukm_core.scheduling.calendar.models import CalendarDay, OpeningHours
from kopukm_core.scheduling.calendar.permissions import MANAGE_CALENDAR
from kopukm_core.visibility import Everyone, Granted, Visibility

CALENDAR_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(CalendarDay, rows=Everyone(), masks={"recorded_by": Granted(MANAGE_CALENDAR)}),
    Visibility(OpeningHours, rows=Everyone(), masks={"recorded_by": Granted(MANAGE_CALENDAR)}),
)
