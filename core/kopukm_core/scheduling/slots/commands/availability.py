"""Commands on when somebody is available: weekly times, and days that differ."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.clock_times import CLOCK_TIME, CLOCK_TIME_HELP
from kopukm_core.scheduling.slots.access import own_bookable
from kopukm_core.scheduling.slots.bookable_models import Availability, AvailabilityException, ExceptionKind
from kopukm_core.scheduling.slots.closing import close_times, reopen_times
from kopukm_core.scheduling.slots.commands.arguments import BookableId, stretch_of
from kopukm_core.values import RecordIdType


@command("core.set_availability", title="Atur waktu sedia", permission=None, returns=Availability)
class SetAvailability:
    """Mencatat waktu mingguan seorang konsultan mulai suatu hari; beberapa rentang sehari dicatat satu per satu."""

    bookable_id: BookableId = ask("Konsultan")
    weekday: int = ask("Hari", help="1 Senin sampai 7 Minggu.", minimum=1, maximum=7)
    time_from: str = ask("Dari jam", pattern=CLOCK_TIME, pattern_help=CLOCK_TIME_HELP, example="09.00")
    time_to: str = ask("Sampai jam", pattern=CLOCK_TIME, pattern_help=CLOCK_TIME_HELP, example="12.00")
    effective_from: date = ask("Mulai berlaku")
    effective_to: date | None = ask("Terakhir berlaku")

    async def run(self, context: CommandContext) -> Availability:
        bookable = await own_bookable(context, self.bookable_id)
        begins, ends = stretch_of(context, self.time_from, self.time_to)
        if self.effective_to is not None and self.effective_to < self.effective_from:
            context.refuse("effective_to", "INVALID", "Hari terakhir sebelum hari pertama.")
        row = await Availability.create(
            bookable_id=bookable.id,
            weekday=self.weekday,
            time_from=begins,
            time_to=ends,
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
    time_from: str | None = ask("Dari jam", pattern=CLOCK_TIME, pattern_help=CLOCK_TIME_HELP)
    time_to: str | None = ask("Sampai jam", pattern=CLOCK_TIME, pattern_help=CLOCK_TIME_HELP)
    reason: str | None = ask("Alasan", maximum_length=300)

    async def run(self, context: CommandContext) -> AvailabilityException:
        bookable = await own_bookable(context, self.bookable_id)
        if self.last_day < self.first_day:
            context.refuse("last_day", "INVALID", "Hari terakhir sebelum hari pertama.")
        begins = ends = ""
        if self.kind is ExceptionKind.EXTRA or self.time_from or self.time_to:
            begins, ends = stretch_of(context, self.time_from, self.time_to)
        row = await AvailabilityException.create(
            bookable_id=bookable.id,
            kind=self.kind,
            first_day=self.first_day,
            last_day=self.last_day,
            time_from=begins,
            time_to=ends,
            reason=self.reason or "",
            recorded_at=clock.now(),
        )
        await context.audit("create", row)
        if self.kind is ExceptionKind.ABSENT:
            await close_times(context, bookable, clock.now(), row, self.reason or "Konsultan berhalangan.")
        return row


@command(
    "core.withdraw_availability_exception",
    title="Batalkan perkecualian waktu",
    permission=None,
    returns=AvailabilityException,
)
class WithdrawAvailabilityException:
    """Membatalkan catatan berhalangan atau tambahan waktu.

    Kursi yang ditutup karenanya dan belum lewat dibuka lagi; klien yang kursinya terlanjur dibatalkan tetap menunggu.
    """

    exception_id: Annotated[int, RecordIdType("AvailabilityException")] = ask("Perkecualian")

    async def run(self, context: CommandContext) -> AvailabilityException:
        row = await AvailabilityException.get_or_none(id=self.exception_id)
        if row is None:
            raise NotFoundError("Perkecualian waktu itu tidak ada.")
        bookable = await own_bookable(context, row.bookable_id)
        now = clock.now()
        withdrawing = AvailabilityException.filter(id=row.id, withdrawn_at__isnull=True)
        if not await withdrawing.update(withdrawn_at=now):
            context.refuse("exception_id", "ALREADY_WITHDRAWN", "Perkecualian ini sudah dibatalkan.")
        await context.audit("update", row, {"withdrawn_at": (None, now)})
        await reopen_times(context, bookable, row, now)
        return await AvailabilityException.get(id=row.id)


AVAILABILITY_COMMANDS: tuple[type, ...] = (
    SetAvailability,
    EndAvailability,
    SetAvailabilityException,
    WithdrawAvailabilityException,
)
