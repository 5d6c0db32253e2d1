"""What `kopukm doctor` looks at: days off that still are estimates, years without collective leave, guessed hours."""

from __future__ import annotations

from datetime import date, timedelta

from kopukm_core import clock
from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, ok, warning
from kopukm_core.scheduling.calendar.day_off import DayOffKind
from kopukm_core.scheduling.calendar.loading import load_calendar
from kopukm_core.scheduling.calendar.models import OpeningHours
from kopukm_core.scheduling.calendar.ramadan import next_ramadan
from kopukm_core.scheduling.calendar.seeded_hours import OFFICE
from kopukm_core.scheduling.calendar.working_calendar import WorkingCalendar
from kopukm_core.values import short_date

_RAMADAN_NEAR = timedelta(days=60)
_DECREE_MONTH = 10
"""From October on the decree of three ministers for the next year is expected."""


@check("core.days_off", "Hari libur", needs_database=True)
async def days_off_check(checkup: Checkup) -> list[Finding]:
    today = clock.today(checkup.settings.time_zone)
    calendar = await load_calendar(today, today, time_zone=checkup.settings.time_zone)
    found: list[Finding] = []
    for year in (today.year, today.year + 1):
        days_off = calendar.days_off(date(year, 1, 1), date(year, 12, 31))
        guessed = [day for day, off in days_off.items() if off.estimated and day >= today]
        if guessed:
            found.append(
                warning(
                    f"Hari libur {year} yang masih perkiraan: {', '.join(short_date(day) for day in guessed)}.",
                    "Tahapan dijadwalkan di sekitarnya, dan tanggalnya dapat bergeser.",
                    f"kopukm do core.set_day_off, atau core.confirm_days_off untuk seluruh {year}",
                )
            )
        leave = any(off.kind is DayOffKind.COLLECTIVE_LEAVE for off in days_off.values())
        if not leave and (year == today.year or today.month >= _DECREE_MONTH):
            found.append(
                warning(
                    f"Cuti bersama {year} belum ada di kalender.",
                    "Hari cuti bersama akan dianggap hari kerja.",
                    "Perbarui program, atau catat SKB-nya: kopukm do core.set_day_off",
                )
            )
    return found or [ok(f"Hari libur {today.year} dan {today.year + 1} tercatat, tanpa perkiraan ke depan.")]


@check("core.opening_hours", "Jam buka", needs_database=True)
async def opening_hours_check(checkup: Checkup) -> list[Finding]:
    today = clock.today(checkup.settings.time_zone)
    calendar = await load_calendar(today, today, time_zone=checkup.settings.time_zone)
    week = [today + timedelta(days=number) for number in range(7)]
    deciding = {
        rule.number
        for service in calendar.services
        for day in week
        if (rule := calendar.rule_on(service, day)) is not None
    }
    rows = await OpeningHours.filter(id__in=sorted(deciding), estimated=True)
    guessed = sorted({row.title for row in rows})
    found = _ramadan_hours(calendar, today)
    if guessed:
        found.append(
            warning(
                f"Jam buka belum dipastikan: {', '.join(guessed)}.",
                "Orang diberi tahu jam buka menurut perkiraan.",
                "kopukm do core.set_hours",
            )
        )
    return found or [ok(f"Layanan dengan jam buka: {', '.join(calendar.services) or 'belum ada'}.")]


def _ramadan_hours(calendar: WorkingCalendar, today: date) -> list[Finding]:
    """A warning where Ramadan comes near and the usual hours of the office would be told for it."""
    ramadan = next_ramadan(calendar, today)
    if ramadan is None or ramadan.first - today > _RAMADAN_NEAR:
        return []
    week = (ramadan.middle + timedelta(days=number) for number in range(7))
    rules = [calendar.rule_on(OFFICE, day) for day in week if calendar.is_working_day(day)]
    if any(rule is not None and rule.period for rule in rules):
        return []
    guessed = "perkiraan " if ramadan.estimated else ""
    days = f"{guessed}{short_date(ramadan.first)} sampai {short_date(ramadan.last)}"
    return [
        warning(
            f"Jam kantor selama Ramadan ({days}) belum dicatat.",
            "Orang diberi tahu jam biasa, dan slot sesudah jam pulang tetap ditawarkan.",
            "Catat keputusannya: kopukm do core.set_hours, dengan masa khususnya",
        )
    ]


CALENDAR_CHECKS = (days_off_check, opening_hours_check)
