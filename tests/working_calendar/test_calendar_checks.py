"""What the doctor and the terminal tell of the calendar."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.doctor import Check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, State
from kopukm_core.identity import operator
from kopukm_core.platform import Platform
from kopukm_core.scheduling.calendar.checks import days_off_check, opening_hours_check
from kopukm_core.scheduling.calendar.cli import CALENDAR_SUBCOMMANDS
from kopukm_core.scheduling.calendar.models import CalendarDay

pytestmark = pytest.mark.anyio


async def found(platform: Platform, check: Check, *, days: int = 0) -> list[Finding]:
    """What the check finds, so many days from now."""
    with clock.using(clock.MovingClock(clock.now() + timedelta(days=days))):
        told = await check.examine(Checkup(platform.settings, platform))
    return [told] if isinstance(told, Finding) else list(told)


async def give(platform: Platform, command: str, **given: Any) -> None:
    outcome = await platform.runner.run(f"core.{command}", given, operator("siti"))
    assert outcome.accepted, outcome.problems


async def test_estimates_and_missing_leave_are_told_until_the_office_confirms(platform: Platform) -> None:
    (estimates,) = await found(platform, days_off_check)
    assert estimates.state is State.WARNING
    assert (
        estimates.what == "Hari libur 2027 yang masih perkiraan: 10 Maret 2027, 11 Maret 2027, 17 Mei 2027."
    )
    # In November 2027 the leave of 2028 is not in the library yet, and its dates of the moon are estimates.
    guessed, leave = await found(platform, days_off_check, days=365)
    assert guessed.what.startswith("Hari libur 2028 yang masih perkiraan: 26 Januari 2028")
    assert leave.what == "Cuti bersama 2028 belum ada di kalender."
    await give(platform, "confirm_days_off", year=2027, source="SKB 3 Menteri")
    (fine,) = await found(platform, days_off_check)
    assert (fine.state, fine.what) == (
        State.OK,
        "Hari libur 2026 dan 2027 tercatat, tanpa perkiraan ke depan.",
    )
    assert not await CalendarDay.filter(year=2027, origin="library").exists()


async def test_guessed_hours_are_told_until_others_decide(platform: Platform) -> None:
    (guessed,) = await found(platform, opening_hours_check)
    assert (guessed.state, guessed.what) == (State.WARNING, "Jam buka belum dipastikan: Kantor dinas.")
    weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    given = {"service": "office", "opens": "07.30", "closes": "16.00", "source": "Perbup"}
    await give(platform, "set_hours", **given, weekdays=weekdays, valid_from="2026-01-01")
    (fine,) = await found(platform, opening_hours_check)
    assert (fine.state, fine.what) == (
        State.OK,
        "Layanan dengan jam buka: chat, clinic.business, clinic.cooperative, office.",
    )


async def test_the_hours_of_the_next_ramadan_are_asked_for_in_time(platform: Platform) -> None:
    def asking(told: list[Finding]) -> list[str]:
        return [one.what for one in told if "Ramadan" in one.what]

    assert asking(await found(platform, opening_hours_check)) == [], "in November it is far"
    days = (date(2026, 12, 20) - clock.today(platform.settings.time_zone)).days
    (asked,) = asking(await found(platform, opening_hours_check, days=days))
    assert asked.startswith("Jam kantor selama Ramadan (") and "8 Februari 2027 sampai 9 Maret 2027" in asked
    weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    given = {"service": "office", "opens": "08.00", "closes": "15.00", "source": "Keputusan Bupati"}
    ramadan = {"valid_from": "2027-02-08", "valid_until": "2027-03-09", "period": "Ramadan 1448 H"}
    await give(platform, "set_hours", **given, weekdays=weekdays, **ramadan)
    assert asking(await found(platform, opening_hours_check, days=days)) == []


async def test_the_terminal_prints_a_year(platform: Platform, capsys: pytest.CaptureFixture[str]) -> None:
    (calendar,) = CALENDAR_SUBCOMMANDS
    answer = calendar.run(Namespace(year=2028), platform)
    assert not isinstance(answer, int)
    assert await answer == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0].split() == ["HARI", "TANGGAL", "JENIS", "KETERANGAN", "DASAR"]
    assert len(lines) == 1 + await CalendarDay.filter(year=2028, is_off=True).count()
    (christmas,) = [line for line in lines if "25 Desember 2028" in line]
    assert christmas.split()[0] == "Senin"
    assert "Libur nasional" in christmas
    assert date(2028, 12, 25).weekday() == 0
    assert "8 di antaranya perkiraan" in printed.err
