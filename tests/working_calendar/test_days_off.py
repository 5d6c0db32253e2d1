"""Days off as the office keeps them: over the library, with history, never moved behind its back."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.commands.models import AuditEntry
from kopukm_core.db import transaction
from kopukm_core.errors import BadInputError
from kopukm_core.identity import ANONYMOUS, Actor, ActorKind, Grant, operator
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform
from kopukm_core.scheduling.calendar import (
    DayOff,
    DayOffKind,
    WorkingCalendar,
    library,
    load_calendar,
    renewing,
)
from kopukm_core.scheduling.calendar.models import CalendarDay, CalendarDayChange, DayOrigin, OpeningHours
from kopukm_core.scheduling.calendar.recording import record_years
from kopukm_core.scheduling.calendar.renewing import follow_library, renew_days_off
from kopukm_core.scheduling.calendar.seeding import OFFICE_HOURS, prepare_calendar, seed_hours
from working_calendar.conftest import SERVICES

pytestmark = pytest.mark.anyio
SITI = operator("siti")
DECREE = "SKB 3 Menteri Nomor 1 Tahun 2026"


async def give(platform: Platform, command: str, **given: Any) -> Any:
    """Give a command that is accepted."""
    outcome = await platform.runner.run(f"core.{command}", given, SITI)
    assert outcome.accepted, outcome.problems
    return outcome


async def refusal(platform: Platform, command: str, **given: Any) -> list[str]:
    """The codes of the problems with which it is refused."""
    outcome = await platform.runner.run(f"core.{command}", given, SITI)
    return [problem.code for problem in outcome.problems]


async def calendar_of(year: int, **options: Any) -> WorkingCalendar:
    return await load_calendar(date(year, 1, 1), date(year, 12, 31), **options)


async def redated() -> list[dict[str, list[str]]]:
    """What the waiting jobs that date steps anew were told; they are gone then."""
    jobs = await OutboxJob.filter(task="core.redate_steps").order_by("id")
    await OutboxJob.filter(task="core.redate_steps").delete()
    return [json.loads(job.arguments) for job in jobs]


async def test_what_the_library_says_is_recorded_once(platform: Platform) -> None:
    assert {day.year for day in await CalendarDay.all()} == {2025, 2026, 2027, 2028}
    count = await CalendarDayChange.all().count()
    await prepare_calendar(platform)
    assert await CalendarDayChange.all().count() == count
    late = await CalendarDay.get(day=date(2025, 8, 18))
    assert (late.kind, late.origin, late.estimated) == (DayOffKind.COLLECTIVE_LEAVE, DayOrigin.LIBRARY, False)
    assert (await CalendarDay.get(day=date(2027, 3, 10))).estimated


async def test_a_year_that_is_not_recorded_is_the_library_s(platform: Platform) -> None:
    assert not await CalendarDay.filter(year=2031).exists()
    assert (await calendar_of(2031)).day_off(date(2031, 8, 17)) is not None
    await give(platform, "set_day_off", day="2031-08-18", name="Libur", kind="local", source=DECREE)
    calendar = await calendar_of(2031)
    assert calendar.day_off(date(2031, 8, 17)) is not None
    assert calendar.day_off(date(2031, 8, 18)) == DayOff("Libur", DayOffKind.LOCAL, False, DECREE)


async def test_a_late_decree_and_its_end(platform: Platform) -> None:
    day = date(2026, 8, 18)
    assert (await calendar_of(2026)).is_working_day(day)
    given = {
        "day": "2026-08-18",
        "name": "Cuti bersama Kemerdekaan",
        "kind": "collective_leave",
        "source": DECREE,
    }
    outcome = await give(platform, "set_day_off", **given)
    assert not (await calendar_of(2026)).is_working_day(day)
    audit = await AuditEntry.get(record_id=outcome.record_id, action="create")
    assert audit.subject_model == "core.CalendarDay"
    assert await refusal(platform, "remove_day_off", day="2026-08-19", source=DECREE) == ["NO_DAY_OFF"]
    await give(platform, "remove_day_off", day="2026-08-18", source="Surat pembatalan")
    assert (await calendar_of(2026)).is_working_day(day)
    assert not await CalendarDay.filter(day=day).exists()  # the library never spoke of it


async def test_lebaran_moves_by_one_command_and_is_read_as_it_was_known(
    platform: Platform, office_clock: clock.MovingClock
) -> None:
    before = clock.now()
    office_clock.move(timedelta(hours=1))
    given = {
        "day": "2027-03-16",
        "name": "Hari Raya Idul Fitri",
        "source": DECREE,
        "moved_from": "2027-03-10",
    }
    await give(platform, "set_day_off", **given)
    calendar = await calendar_of(2027)
    assert calendar.day_off(date(2027, 3, 16)) == DayOff(
        "Hari Raya Idul Fitri", DayOffKind.NATIONAL, False, DECREE
    )
    assert calendar.is_working_day(date(2027, 3, 10))
    known = await calendar_of(2027, known_at=before)
    assert known.is_working_day(date(2027, 3, 16))
    assert known.why_off(date(2027, 3, 10)) == "Hari Raya Idul Fitri (perkiraan)"
    # A day that is worked against the library stays so, and can be given back.
    kept = await CalendarDay.get(day=date(2027, 3, 10))
    assert (kept.is_off, kept.origin) == (False, DayOrigin.OFFICE)
    await give(platform, "remove_day_off", day="2027-03-10", source=DECREE, restore=True)
    await give(platform, "remove_day_off", day="2027-03-16", source=DECREE, restore=True)
    calendar = await calendar_of(2027)
    assert calendar.why_off(date(2027, 3, 10)) == "Hari Raya Idul Fitri (perkiraan)"
    assert calendar.is_working_day(date(2027, 3, 16))
    assert await refusal(platform, "remove_day_off", day="2027-03-10", source="x", restore=True) == [
        "NOT_CHANGED"
    ]


async def test_what_is_refused_and_what_is_pointed_out(platform: Platform) -> None:
    given = {"name": "Libur", "source": DECREE}
    same = {"day": "2027-06-07", "moved_from": "2027-06-07"}
    assert await refusal(platform, "set_day_off", **given, **same) == ["SAME_DAY"]
    worked = {"day": "2027-06-07", "moved_from": "2027-06-08"}
    assert await refusal(platform, "set_day_off", **given, **worked) == ["NO_DAY_OFF"]
    assert await refusal(platform, "set_day_off", **given, day="2500-01-01") == ["OUT_OF_CALENDAR"]
    assert (await calendar_of(2027)).is_working_day(date(2027, 6, 7))
    outcome = await give(platform, "set_day_off", day="2027-06-12", kind="local", **given)
    assert [remark.code for remark in outcome.remarks] == ["WEEKEND"]
    await give(platform, "remove_day_off", day="2027-06-12", source=DECREE)
    for first, last in ((date(1900, 1, 1), date(1900, 1, 2)), (date(2026, 1, 1), date(2199, 1, 1))):
        with pytest.raises(BadInputError, match="Kalender kerja ada untuk tahun 1991 sampai 2198"):
            await load_calendar(first, last)
    with pytest.raises(BadInputError, match="60 tahun"):
        await load_calendar(date(2000, 1, 1), date(2100, 1, 1))


async def test_only_who_manages_the_calendar_changes_it(platform: Platform) -> None:
    given = {"day": "2027-06-07", "name": "Libur", "source": DECREE}
    manager = Actor(ActorKind.PERSON, "7", (Grant("core.manage_calendar"),), account_id=7)
    for actor, accepted in ((ANONYMOUS, False), (Actor(ActorKind.PERSON, "8"), False), (manager, True)):
        try:
            outcome = await platform.runner.run("core.set_day_off", given, actor)
        except Exception as error:
            assert type(error).__name__ in ("NotAllowedError", "NotAuthenticatedError")
            assert not accepted
        else:
            assert outcome.accepted is accepted
    assert (await CalendarDay.get(day=date(2027, 6, 7))).recorded_by == "person:7"
    await give(platform, "remove_day_off", day="2027-06-07", source=DECREE)


async def test_open_steps_are_dated_anew_around_the_changed_days_only(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = renewing.REDATE in platform.tasks
    await redated()
    given = {"name": "Hari Raya Idul Adha", "source": DECREE}
    await give(platform, "set_day_off", day="2027-05-24", moved_from="2027-05-17", **given)
    assert known
    assert await redated() == [{"days": ["2027-05-17", "2027-05-24"]}]
    # Another name or a firmer date moves nothing, but the words of steps follow; another source does not.
    await give(platform, "set_day_off", day="2027-05-24", **{**given, "name": "Idul Adha 1448 H"})
    assert await redated() == [{"days": ["2027-05-24"]}]
    again = {"name": "Idul Adha 1448 H", "source": "Surat lain"}
    await give(platform, "set_day_off", day="2027-05-24", **again)
    assert await redated() == []
    guessed = await CalendarDay.filter(year=2027, is_off=True, estimated=True).order_by("day")
    assert guessed
    await give(platform, "confirm_days_off", year=2027, source=DECREE)
    assert await redated() == [{"days": [row.day.isoformat() for row in guessed]}]
    await give(platform, "confirm_days_off", year=2027, source=DECREE)
    assert await redated() == []


async def test_a_confirmed_year_is_left_alone_by_another_version_of_the_library(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record_years([2029])
    await give(platform, "confirm_days_off", year=2029, source=DECREE)
    before = await calendar_of(2029)
    moved = {2028: date(2028, 2, 27), 2029: date(2029, 2, 14)}
    real = library.library_days

    def another_version(year: int) -> dict[date, DayOff]:
        found = {day: DayOff(*off.facts, "Pustaka holidays 9") for day, off in real(year).items()}
        if year in moved:
            assert moved[year] in found
            found[moved[year] - timedelta(days=3)] = found.pop(moved[year])
        return found

    monkeypatch.setattr(renewing, "library_days", another_version)
    monkeypatch.setattr(renewing, "library_source", lambda: "Pustaka holidays 9")
    async with transaction():
        changed = await follow_library(date(2026, 11, 23))
    assert changed == [date(2028, 2, 24), date(2028, 2, 27)]
    assert (await calendar_of(2029)).days_off(date(2029, 1, 1), date(2029, 12, 31)) == before.days_off(
        date(2029, 1, 1), date(2029, 12, 31)
    )
    calendar = await calendar_of(2028)
    assert calendar.day_off(date(2028, 2, 24)) is not None
    assert calendar.day_off(date(2028, 2, 27)) is None
    assert (await CalendarDay.get(day=date(2025, 12, 25))).source != "Pustaka holidays 9"  # past days stay
    async with transaction():
        assert await follow_library(date(2026, 11, 23)) == []


async def test_the_nightly_task_records_the_years_to_come(
    platform: Platform, office_clock: clock.MovingClock
) -> None:
    assert not await CalendarDay.filter(year=2030).exists()
    with clock.using(clock.MovingClock(clock.now() + timedelta(days=500))):
        await platform_job(platform)
    assert await CalendarDay.filter(year=2030).exists()


async def platform_job(platform: Platform) -> None:
    async with transaction():
        await platform.enqueue(renew_days_off.name, {})
    async with running_jobs(platform, JobTiming(poll=0.02)):
        for _ in range(500):
            if not await OutboxJob.filter(task=renew_days_off.name).exists():
                return
            await asyncio.sleep(0.02)
    raise AssertionError("the job is not done")


async def test_hours_are_seeded_once_and_the_office_overrules_them(platform: Platform) -> None:
    assert await OpeningHours.filter(seed__isnull=False).count() == len(OFFICE_HOURS) + 2 + len(SERVICES)
    calendar = await calendar_of(2025)
    assert " ".join(map(str, calendar.hours_on("office", date(2025, 3, 7)))) == "08.00–11.30 12.30–15.30"
    assert " ".join(map(str, calendar.hours_on("clinic.business", date(2025, 3, 7)))) == "13.00–16.00"
    hours = {"service": "chat", "weekdays": ["monday"], "valid_from": "2027-01-01", "source": "Surat"}
    outcome = await give(platform, "set_hours", **hours, opens="9.00", closes="17.30")
    assert str((await calendar_of(2027)).hours_on("chat", date(2027, 1, 4))[0]) == "09.00–17.30"
    assert str((await calendar_of(2027)).hours_on("chat", date(2027, 1, 7))[0]) == "08.00–18.00"
    await give(platform, "end_hours", hours_id=int(outcome.reference.id))
    assert str((await calendar_of(2027)).hours_on("chat", date(2027, 1, 4))[0]) == "08.00–18.00"
    seeded = await OpeningHours.get(seed="desk.chat")
    await give(platform, "end_hours", hours_id=seeded.id, last_day="2026-12-31")
    await prepare_calendar(platform)
    assert await seed_hours(SERVICES) == 0
    assert (await calendar_of(2027)).hours_on("chat", date(2027, 1, 4)) == ()
    assert (await calendar_of(2026)).hours_on("chat", date(2026, 12, 30)) != ()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"opens": "08.00"}, "REQUIRED"),
        ({"opens": "12.00", "closes": "08.00"}, "ENDS_BEFORE_IT_BEGINS"),
        ({"opens": "08.00", "closes": "12.00", "rest_from": "11.00"}, "REQUIRED"),
        ({"opens": "08.00", "closes": "12.00", "rest_from": "13.00", "rest_until": "14.00"}, "OUTSIDE_HOURS"),
        ({"rest_from": "11.00", "rest_until": "12.00"}, "OUTSIDE_HOURS"),
        ({"opens": "8", "closes": "12.00"}, "WRONG_FORMAT"),
        ({"opens": "24.00", "closes": "25.00"}, "WRONG_FORMAT"),
        ({"valid_until": "2026-12-31"}, "ENDS_BEFORE_IT_BEGINS"),
        ({"period": "Ramadan 1448 H"}, "REQUIRED"),
        ({"valid_from": "2300-01-01"}, "OUT_OF_CALENDAR"),
        ({"service": "Loket A"}, "WRONG_FORMAT"),
        ({"service": "desk"}, "REQUIRED"),
        ({"weekdays": []}, "TOO_SHORT"),
    ],
)
async def test_hours_that_are_refused(platform: Platform, given: dict[str, Any], code: str) -> None:
    usual = {"service": "chat", "weekdays": ["monday"], "valid_from": "2027-01-01", "source": "Surat"}
    found = await refusal(platform, "set_hours", **{**usual, **given})
    assert code in found
    assert not await OpeningHours.filter(valid_from=date(2027, 1, 1), withdrawn_at__isnull=True).exists()


async def test_hours_of_ramadan_point_at_the_services_that_stay_open(platform: Platform) -> None:
    given = {"service": "office", "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"]}
    period = {
        "period": "Ramadan 1448 H",
        "valid_from": "2027-02-08",
        "valid_until": "2027-03-09",
        "source": "SE",
    }
    outcome = await give(platform, "set_hours", **given, **period, opens="08.00", closes="15.00")
    (remark,) = outcome.remarks
    assert remark.code == "SERVICES_STAY_OPEN"
    assert "Klinik UKM (Senin 15.00–16.00)" in remark.message
    assert "Klinik koperasi" not in remark.message
    calendar = await calendar_of(2027)
    friday = date(2027, 1, 8)
    assert [str(span) for span in calendar.hours_beyond("clinic.cooperative", "office", friday)] == [
        "11.30–12.00"
    ]
    assert calendar.hours_beyond("office", "office", friday) == ()
    await give(platform, "end_hours", hours_id=int(outcome.reference.id))


async def test_two_who_set_the_same_day_at_once_leave_one_row_and_both_changes(platform: Platform) -> None:
    names = ("Libur desa", "Libur kecamatan")
    given = {"day": "2028-06-06", "kind": "local", "source": DECREE}
    await asyncio.gather(*(give(platform, "set_day_off", **given, name=name) for name in names))
    changes = await CalendarDayChange.filter(day=date(2028, 6, 6)).order_by("id")
    assert sorted(change.name for change in changes) == sorted(names)
    assert (await CalendarDay.get(day=date(2028, 6, 6))).name == changes[-1].name
