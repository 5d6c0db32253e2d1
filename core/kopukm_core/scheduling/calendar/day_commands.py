"""What the office does about days off: set, move, remove, restore, confirm a whole year by its decree."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import hold
from kopukm_core.scheduling.calendar.day_off import DayOff, DayOffKind
from kopukm_core.scheduling.calendar.library import library_days
from kopukm_core.scheduling.calendar.loading import FIRST_YEAR, LAST_YEAR
from kopukm_core.scheduling.calendar.models import CalendarDay, DayOrigin
from kopukm_core.scheduling.calendar.permissions import MANAGE_CALENDAR
from kopukm_core.scheduling.calendar.recording import LOCK, forget_day, record_day, record_years
from kopukm_core.scheduling.calendar.renewing import redate
from kopukm_core.values import Year

_SOURCE_HELP = "Keputusan atau surat yang menetapkannya, dengan nomornya."
_SOURCE_EXAMPLE = "SKB 3 Menteri Nomor 933, 1, dan 3 Tahun 2025"


async def _row_of(context: CommandContext, day: date, field: str) -> CalendarDay | None:
    """What is recorded of the day, with the rest of its year; one change of the calendar at a time."""
    if not FIRST_YEAR < day.year < LAST_YEAR:
        context.refuse(
            field, "OUT_OF_CALENDAR", f"Kalender ada untuk {FIRST_YEAR + 1} sampai {LAST_YEAR - 1}."
        )
    await hold(LOCK)
    await record_years([day.year])
    return await CalendarDay.get_or_none(day=day)


async def _changed(context: CommandContext, days: Collection[date]) -> None:
    """Steps are dated anew in the background; who gave the command reads here already which, and who is told."""
    from kopukm_core.scheduling.cycles.effect import effect_words

    await redate(context.platform.tasks, days, caused_by=context.record_id)
    words = await effect_words(days, context.settings.time_zone)
    if words:
        context.remark("day", "STEPS_MOVE", words)


async def _make_working(context: CommandContext, row: CalendarDay, source: str) -> None:
    """A day that the library knows is kept as worked, so that it stays so; any other is forgotten."""
    if row.day in library_days(row.year):
        off = DayOff(row.name, row.kind, False, source)
        await record_day(row.day, off, DayOrigin.OFFICE, context.actor.key, is_off=False)
    else:
        await forget_day(row, context.actor.key)
    await context.audit("remove", row, {"is_off": (True, False), "source": (row.source, source)})


@command("core.set_day_off", title="Tetapkan hari libur", permission=MANAGE_CALENDAR, returns=CalendarDay)
class SetDayOff:
    """Menetapkan hari libur atau memindahkannya; tahapan yang masih terbuka dijadwalkan ulang."""

    day: date = ask("Tanggal", example="18 Agustus 2025")
    name: str = ask("Nama hari libur", maximum_length=200, example="Cuti bersama Hari Kemerdekaan")
    kind: DayOffKind = ask("Jenis", default=DayOffKind.NATIONAL)
    source: str = ask("Dasar", help=_SOURCE_HELP, example=_SOURCE_EXAMPLE, maximum_length=200)
    estimated: bool = ask("Masih perkiraan", default=False)
    moved_from: date | None = ask(
        "Menggantikan tanggal", help="Hari libur yang pindah ke tanggal ini; hari itu menjadi hari kerja."
    )

    async def run(self, context: CommandContext) -> CalendarDay:
        row = await _row_of(context, self.day, "day")
        affected = [self.day]
        if self.moved_from is not None:
            if self.moved_from == self.day:
                context.refuse(
                    "moved_from", "SAME_DAY", "Tanggal yang digantikan sama dengan tanggal barunya."
                )
            former = await _row_of(context, self.moved_from, "moved_from")
            if former is None or not former.is_off:
                context.refuse("moved_from", "NO_DAY_OFF", f"{self.moved_from} bukan hari libur.")
            await _make_working(context, former, self.source)
            affected.append(self.moved_from)
        before = (row.name, row.kind, row.estimated) if row is not None else None
        off = DayOff(self.name, self.kind, self.estimated, self.source)
        if row is not None and row.is_off and before == off.facts:
            affected.remove(self.day)
        stored = await record_day(self.day, off, DayOrigin.OFFICE, context.actor.key)
        await context.audit("create" if row is None else "update", stored, {"facts": (before, off.facts)})
        if self.day.isoweekday() > 5:
            context.remark("day", "WEEKEND", f"{self.day} jatuh pada akhir pekan.")
        await _changed(context, affected)
        return stored


@command("core.remove_day_off", title="Hapus hari libur", permission=MANAGE_CALENDAR)
class RemoveDayOff:
    """Menjadikan hari libur sebagai hari kerja, atau mengembalikannya seperti menurut pustaka kalender."""

    day: date = ask("Tanggal")
    source: str = ask("Dasar", help=_SOURCE_HELP, maximum_length=200)
    restore: bool = ask(
        "Kembalikan menurut pustaka", help="Ya: perubahan dinas untuk hari itu ditarik.", default=False
    )

    async def run(self, context: CommandContext) -> None:
        row = await _row_of(context, self.day, "day")
        if row is None or (not self.restore and not row.is_off):
            context.refuse("day", "NO_DAY_OFF", f"{self.day} bukan hari libur yang tercatat.")
        was_off = row.is_off
        if not self.restore:
            await _make_working(context, row, self.source)
            await _changed(context, [self.day])
            return
        if row.origin is DayOrigin.LIBRARY:
            context.refuse("restore", "NOT_CHANGED", f"{self.day} sudah menurut pustaka kalender.")
        known = library_days(self.day.year).get(self.day)
        if known is not None:
            await record_day(self.day, known, DayOrigin.LIBRARY, context.actor.key)
        else:
            await forget_day(row, context.actor.key)
        await context.audit("restore", row, {"origin": (DayOrigin.OFFICE, DayOrigin.LIBRARY)})
        if was_off != (known is not None):
            await _changed(context, [self.day])


@command("core.confirm_days_off", title="Nyatakan hari libur setahun sudah pasti", permission=MANAGE_CALENDAR)
class ConfirmDaysOff:
    """Mencatat bahwa semua hari libur tahun itu sesuai keputusan; pustaka kalender tidak lagi mengubahnya."""

    year: Year = ask("Tahun")
    source: str = ask("Dasar", help=_SOURCE_HELP, example=_SOURCE_EXAMPLE, maximum_length=200)

    async def run(self, context: CommandContext) -> None:
        await _row_of(context, date(self.year, 1, 1), "year")
        firmer: list[date] = []
        for row in await CalendarDay.filter(year=self.year, is_off=True).order_by("day"):
            if row.origin is DayOrigin.OFFICE and not row.estimated:
                continue
            off = DayOff(row.name, row.kind, False, self.source)
            before = (row.estimated, row.source)
            stored = await record_day(row.day, off, DayOrigin.OFFICE, context.actor.key)
            await context.audit("confirm", stored, {"estimated, source": (before, (False, self.source))})
            if before[0]:
                firmer.append(row.day)
        await redate(context.platform.tasks, firmer, caused_by=context.record_id)


DAY_COMMANDS: tuple[type, ...] = (SetDayOff, RemoveDayOff, ConfirmDaysOff)
