"""Tables of the working calendar: what is known of single days, how that came, and opening hours."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.scheduling.calendar.day_off import DayOffKind
from kopukm_core.values import Choice


class DayOrigin(Choice):
    """Who says so."""

    LIBRARY = "library", "Pustaka kalender"
    OFFICE = "office", "Dinas"


class CalendarDay(Model):
    """What holds for one day besides its weekday, at present: off, or (`is_off` false) worked against the library.

    A day that the office has spoken of is never changed by the library again.
    """

    id = fields.BigIntField(primary_key=True)
    day = fields.DateField(unique=True)
    year = fields.IntField()
    name = fields.CharField(max_length=200)
    kind = fields.CharEnumField(DayOffKind, max_length=20)
    is_off = fields.BooleanField(default=True)
    estimated = fields.BooleanField(default=False)
    origin = fields.CharEnumField(DayOrigin, max_length=10)
    source = fields.CharField(max_length=200)
    """The decree, or the library with its version."""
    recorded_at = fields.DatetimeField()
    recorded_by = fields.CharField(max_length=200)

    class Meta:
        table = "calendar_day"


class CalendarDayChange(Model):
    """What came to hold for a day at `recorded_at`: only added to, so that the calendar can be read as it was known.

    With `known` false nothing is said of the day from then on.
    """

    id = fields.BigIntField(primary_key=True)
    day = fields.DateField()
    known = fields.BooleanField(default=True)
    name = fields.CharField(max_length=200)
    kind = fields.CharEnumField(DayOffKind, max_length=20)
    is_off = fields.BooleanField(default=True)
    estimated = fields.BooleanField(default=False)
    origin = fields.CharEnumField(DayOrigin, max_length=10)
    source = fields.CharField(max_length=200)
    recorded_at = fields.DatetimeField()
    recorded_by = fields.CharField(max_length=200)

    class Meta:
        table = "calendar_day_change"


class OpeningHours(Model):
    """When a service is open on some weekdays from a day on, until another; rows are added, ended, never rewritten.

    Clock times are texts `08:00` at the office; without them the service is closed. `weekdays` are ISO digits.
    `seed` names a row that the program brought, which it never brings again.
    """

    id = fields.BigIntField(primary_key=True)
    service = fields.CharField(max_length=60)
    title = fields.CharField(max_length=120)
    weekdays = fields.CharField(max_length=7)
    opens = fields.CharField(max_length=5, null=True)
    closes = fields.CharField(max_length=5, null=True)
    rest_from = fields.CharField(max_length=5, null=True)
    rest_until = fields.CharField(max_length=5, null=True)
    valid_from = fields.DateField()
    valid_until = fields.DateField(null=True)
    period = fields.CharField(max_length=60, default="")
    estimated = fields.BooleanField(default=False)
    source = fields.CharField(max_length=300)
    seed = fields.CharField(max_length=60, null=True, unique=True)
    withdrawn_at = fields.DatetimeField(null=True)
    """Entered by mistake: it never held."""
    recorded_at = fields.DatetimeField()
    recorded_by = fields.CharField(max_length=200)

    class Meta:
        table = "opening_hours"


CONSTRAINTS: tuple[Constraint, ...] = (
    index("calendar_day_year", "calendar_day", "year, day, id"),
    index("calendar_day_change_times", "calendar_day_change", "day, recorded_at, id"),
    index("opening_hours_service", "opening_hours", "service, valid_from, id"),
)
