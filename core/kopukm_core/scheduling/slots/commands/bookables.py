"""Commands on what can be booked: services and their rules, bookables, when they are available."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import sort_key
from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.slots.access import require_officer
from kopukm_core.scheduling.slots.bookable_models import (
    Availability,
    AvailabilityException,
    Bookable,
    BookableExpertise,
    BookableKind,
    BookableService,
    ExceptionKind,
)
from kopukm_core.scheduling.slots.closing import close_times
from kopukm_core.values import RecordIdType, RegionCode

BookableId = Annotated[int, RecordIdType("Bookable")]
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
CLOCK_HELP = "Tulis jam dan menit, misalnya 09:00."


@command("core.set_bookable_service", title="Atur layanan berkursi", permission=None, returns=BookableService)
class SetBookableService:
    """Mengatur satu layanan berkursi: lama kursi, lama tahan, tenggang, bagian undangan, dan masa pelepasannya."""

    name: str = ask("Layanan", help="Nama layanan pada kalender kerja.", maximum_length=60)
    programme: str = ask("Program", help="Nama singkatnya.", maximum_length=60)
    title: str = ask("Sebutan", maximum_length=200)
    slot_minutes: int = ask("Lama kursi (menit)", minimum=5, maximum=240, default=30)
    hold_minutes: int = ask("Lama tahan (menit)", minimum=1, maximum=120, default=10)
    grace_minutes: int = ask("Tenggang terlambat (menit)", minimum=0, maximum=120, default=15)
    invited_percent: int = ask("Bagian undangan (persen)", minimum=0, maximum=100, default=0)
    release_from_days: int = ask("Dilepas mulai H-", minimum=0, maximum=60, default=7)
    release_until_days: int = ask("Dilepas sampai H-", minimum=0, maximum=60, default=2)
    source: str | None = ask("Dasar aturan", maximum_length=300)

    async def run(self, context: CommandContext) -> BookableService:
        require_officer(context, self.programme, context.settings.region_code)
        if self.release_until_days > self.release_from_days:
            context.refuse("release_until_days", "INVALID", "Masa pelepasan terbalik: H-7 sampai H-2.")
        stored = await BookableService.get_or_none(name=self.name)
        if stored is not None and stored.programme != self.programme:
            context.refuse("name", "OTHER_PROGRAMME", "Layanan itu milik program lain.")
        values: dict[str, Any] = {
            "programme": self.programme,
            "title": self.title,
            "slot_minutes": self.slot_minutes,
            "hold_minutes": self.hold_minutes,
            "grace_minutes": self.grace_minutes,
            "invited_percent": self.invited_percent,
            "release_from_days": self.release_from_days,
            "release_until_days": self.release_until_days,
            "source": self.source or "",
            "changed_at": clock.now(),
        }
        if stored is None:
            stored = await BookableService.create(name=self.name, **values)
            await context.audit("create", stored)
            return stored
        changes = {
            name: (getattr(stored, name), value)
            for name, value in values.items()
            if name != "changed_at" and getattr(stored, name) != value
        }
        await stored.update_from_dict(values).save()
        await context.audit("update", stored, changes)
        return stored


@command("core.make_bookable", title="Daftarkan konsultan", permission=None, returns=Bookable)
class MakeBookable:
    """Mendaftarkan konsultan, mentor, petugas, meja, atau ruang yang kursinya dapat dipesan."""

    programme: str = ask("Program", help="Nama singkatnya.", maximum_length=60)
    kind: BookableKind = ask("Jenis")
    title: str = ask("Nama", maximum_length=200)
    region_code: RegionCode = ask("Wilayah")
    place: str | None = ask("Tempat", maximum_length=200)
    party_id: Annotated[int, RecordIdType("Party")] | None = ask("Pihaknya")
    account_id: Annotated[int, RecordIdType("Account")] | None = ask("Akunnya")
    own_fields: list[str] | None = ask("Bidang keahlian", help="Bidangnya sendiri.")
    further_fields: list[str] | None = ask("Bidang lain", help="Bidang yang dapat dibantunya.")

    async def run(self, context: CommandContext) -> Bookable:
        require_officer(context, self.programme, self.region_code)
        bookable = await Bookable.create(
            programme=self.programme,
            kind=self.kind,
            title=self.title,
            sort_key=sort_key(self.title),
            party_id=self.party_id,
            account_id=self.account_id,
            region_code=self.region_code,
            place=self.place or "",
            created_at=clock.now(),
        )
        known = dict.fromkeys(self.further_fields or (), 1) | dict.fromkeys(self.own_fields or (), 2)
        for name, points in known.items():
            await BookableExpertise.create(bookable_id=bookable.id, field=name[:60], points=points)
        await context.audit("create", bookable)
        return bookable


@command("core.withdraw_bookable", title="Akhiri konsultan", permission=None, returns=Bookable)
class WithdrawBookable:
    """Mengakhiri seorang konsultan: kursinya yang bebas ditutup, yang terisi dibatalkan dan kliennya diberi tahu."""

    bookable_id: BookableId = ask("Konsultan")
    reason: str = ask("Alasan", maximum_length=300)

    async def run(self, context: CommandContext) -> Bookable:
        bookable = await officers_bookable(context, self.bookable_id)
        if bookable.withdrawn_at is not None:
            context.refuse("bookable_id", "ALREADY_WITHDRAWN", "Konsultan ini sudah diakhiri.")
        bookable.withdrawn_at, bookable.withdrawn_because = clock.now(), self.reason
        await bookable.save(update_fields=["withdrawn_at", "withdrawn_because"])
        await context.audit("update", bookable, {"withdrawn_because": ("", self.reason)})
        await close_times(context, bookable, clock.now(), None, self.reason)
        return bookable


@command("core.set_availability", title="Atur waktu sedia", permission=None, returns=Availability)
class SetAvailability:
    """Mencatat waktu mingguan seorang konsultan mulai suatu hari; beberapa rentang sehari dicatat satu per satu."""

    bookable_id: BookableId = ask("Konsultan")
    weekday: int = ask("Hari", help="1 Senin sampai 7 Minggu.", minimum=1, maximum=7)
    time_from: str = ask("Dari jam", pattern=CLOCK, pattern_help=CLOCK_HELP, example="09:00")
    time_to: str = ask("Sampai jam", pattern=CLOCK, pattern_help=CLOCK_HELP, example="12:00")
    effective_from: date = ask("Mulai berlaku")
    effective_to: date | None = ask("Terakhir berlaku")

    async def run(self, context: CommandContext) -> Availability:
        bookable = await own_bookable(context, self.bookable_id)
        check_times(context, self.time_from, self.time_to)
        if self.effective_to is not None and self.effective_to < self.effective_from:
            context.refuse("effective_to", "INVALID", "Hari terakhir sebelum hari pertama.")
        row = await Availability.create(
            bookable_id=bookable.id,
            weekday=self.weekday,
            time_from=self.time_from,
            time_to=self.time_to,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
        )
        await context.audit("create", row)
        return row


@command("core.end_availability", title="Akhiri waktu sedia", permission=None, returns=Availability)
class EndAvailability:
    """Mengakhiri satu waktu mingguan sesudah suatu hari; kursi yang sudah dibuat tidak berubah."""

    availability_id: Annotated[int, RecordIdType("Availability")] = ask("Waktu sedia")
    last_day: date = ask("Hari terakhir")

    async def run(self, context: CommandContext) -> Availability:
        row = await Availability.get_or_none(id=self.availability_id)
        if row is None:
            raise NotFoundError("Waktu sedia itu tidak ada.")
        await own_bookable(context, row.bookable_id)
        before, row.effective_to = row.effective_to, self.last_day
        await row.save(update_fields=["effective_to"])
        await context.audit("update", row, {"effective_to": (before, self.last_day)})
        return row


@command(
    "core.set_availability_exception",
    title="Catat perkecualian waktu",
    permission=None,
    returns=AvailabilityException,
)
class SetAvailabilityException:
    """Mencatat hari berhalangan atau tambahan waktu.

    Bila berhalangan, kursi bebas pada waktu itu ditutup; yang terisi dibatalkan dan kliennya menunggu lagi.
    """

    bookable_id: BookableId = ask("Konsultan")
    kind: ExceptionKind = ask("Jenis")
    first_day: date = ask("Hari pertama")
    last_day: date = ask("Hari terakhir")
    time_from: str | None = ask("Dari jam", pattern=CLOCK, pattern_help=CLOCK_HELP)
    time_to: str | None = ask("Sampai jam", pattern=CLOCK, pattern_help=CLOCK_HELP)
    reason: str | None = ask("Alasan", maximum_length=300)

    async def run(self, context: CommandContext) -> AvailabilityException:
        bookable = await own_bookable(context, self.bookable_id)
        if self.last_day < self.first_day:
            context.refuse("last_day", "INVALID", "Hari terakhir sebelum hari pertama.")
        if self.kind is ExceptionKind.EXTRA or self.time_from or self.time_to:
            check_times(context, self.time_from or "", self.time_to or "")
        row = await AvailabilityException.create(
            bookable_id=bookable.id,
            kind=self.kind,
            first_day=self.first_day,
            last_day=self.last_day,
            time_from=self.time_from or "",
            time_to=self.time_to or "",
            reason=self.reason or "",
            recorded_at=clock.now(),
        )
        await context.audit("create", row)
        if self.kind is ExceptionKind.ABSENT:
            await close_times(context, bookable, clock.now(), row, self.reason or "Konsultan berhalangan.")
        return row


def check_times(context: CommandContext, begins: str, ends: str) -> None:
    """Refuse a stretch that has no beginning or no end, or is turned round."""
    if not (begins and ends and time.fromisoformat(begins) < time.fromisoformat(ends)):
        context.refuse("time_to", "INVALID", "Jam selesai harus sesudah jam mulai.")


async def officers_bookable(context: CommandContext, bookable_id: int) -> Bookable:
    """A bookable of a programme that the actor runs there."""
    bookable = await Bookable.get_or_none(id=bookable_id)
    if bookable is None:
        raise NotFoundError("Konsultan itu tidak ada.")
    require_officer(context, bookable.programme, bookable.region_code)
    return bookable


async def own_bookable(context: CommandContext, bookable_id: int) -> Bookable:
    """A bookable whose times the actor may tell: their own, or one of a programme that they run."""
    bookable = await Bookable.get_or_none(id=bookable_id)
    actor = context.actor
    if bookable is not None and (
        (bookable.account_id is not None and bookable.account_id == actor.account_id)
        or (bookable.party_id is not None and bookable.party_id in actor.party_ids)
    ):
        return bookable
    return await officers_bookable(context, bookable_id)


BOOKABLE_COMMANDS: tuple[type, ...] = (
    SetBookableService,
    MakeBookable,
    WithdrawBookable,
    SetAvailability,
    EndAvailability,
    SetAvailabilityException,
)
