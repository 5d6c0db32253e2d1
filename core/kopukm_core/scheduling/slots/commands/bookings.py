"""Commands on a seat of one client: hold, book, confirm, cancel, move."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, NoReturn

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.slots.access import require_client_or_officer, runs_programme
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import BookableService
from kopukm_core.scheduling.slots.models import (
    Booking,
    BookingKind,
    BookingState,
    Quota,
    Slot,
    SlotState,
)
from kopukm_core.scheduling.slots.seating import (
    CLOSED,
    TAKEN,
    Taker,
    confirm,
    give_back,
    known_slot,
    move,
    swap,
    take,
)
from kopukm_core.scheduling.slots.telling import CANCELLED, CONFIRMED, MOVED, tell_board, tell_client
from kopukm_core.values import RecordIdType

SlotId = Annotated[int, RecordIdType("Slot")]
BookingId = Annotated[int, RecordIdType("Booking")]
ClientId = Annotated[int, RecordIdType("Party")]

OPEN = (BookingState.HELD, BookingState.BOOKED)


async def taker_of(
    context: CommandContext, slot: Slot, client_id: int, topic: str, *, minutes: int = 0
) -> Taker:
    """Who takes the seat, once it is sure that they may: their own people in the public's seats, officers in any."""
    officer = require_client_or_officer(context, client_id, slot.programme, slot.region_code)
    now = clock.now()
    if slot.starts_at <= now and not officer:
        context.refuse("slot_id", "SLOT_PAST", "Waktu kursi itu sudah lewat. Pilih kursi lain.")
    invited = await SeatRequest.exists(client_id=client_id, round_key=slot.round_key, invited=True)
    if slot.quota is Quota.INVITED and not (invited or officer):
        context.refuse(
            "slot_id", "FOR_INVITED", "Kursi itu disediakan bagi undangan. Pilih kursi untuk umum."
        )
    until = now + timedelta(minutes=minutes) if minutes else None
    return Taker(
        client_id,
        BookingKind.INVITED if invited else BookingKind.PUBLIC,
        BookingState.HELD if minutes else BookingState.BOOKED,
        until,
        topic,
    )


async def seat_requests_met(booking: Booking) -> None:
    """Whoever waited for a seat in that round waits no more."""
    waiting = SeatRequest.filter(
        client_id=booking.client_id, round_key=booking.round_key, state=RequestState.WAITING
    )
    await waiting.update(state=RequestState.SEATED, booking_id=booking.id)


@command("core.hold_slot", title="Tahan kursi", permission=None, returns=Booking)
class HoldSlot:
    """Menahan sebuah kursi beberapa menit bagi klien, sampai dipesan atau waktunya habis."""

    slot_id: SlotId = ask("Kursi")
    client_id: ClientId = ask("Klien")
    topic: str | None = ask("Bidang yang ditanyakan", maximum_length=60)

    async def prepare(self, context: CommandContext) -> None:
        """Whoever comes too late is told so without a transaction that others would wait for."""
        await refuse_taken(context, self.slot_id)

    async def run(self, context: CommandContext) -> Booking:
        slot = await known_slot(self.slot_id)
        return await hold_seat(context, slot, self.client_id, self.topic or "")


@command("core.hold_any_slot", title="Tahan kursi mana saja", permission=None, returns=Booking)
class HoldAnySlot:
    """Menahan kursi bebas yang paling awal pada satu layanan dan hari, siapa pun konsultannya."""

    service: str = ask("Layanan", maximum_length=60)
    day: date = ask("Hari")
    client_id: ClientId = ask("Klien")
    topic: str | None = ask("Bidang yang ditanyakan", maximum_length=60)

    async def run(self, context: CommandContext) -> Booking:
        given = Parameters(dialect())
        now = given.add(clock.now())
        # Whoever comes at the same moment passes over the seat that is being taken, and gets the next one.
        passing = " FOR UPDATE SKIP LOCKED" if dialect() is Dialect.POSTGRES else ""
        found = await rows(
            f"SELECT id FROM slot WHERE service = {given.add(self.service)} AND day = {given.add(self.day)}"
            f" AND quota = 'public' AND starts_at > {now}"
            f" AND (state = 'free' OR (state = 'held' AND held_until <= {now}))"
            f" ORDER BY starts_at, id LIMIT 1{passing}",
            given,
        )
        if not found:
            context.refuse("day", "NO_SEAT_FREE", "Tidak ada kursi bebas pada hari itu. Pilih hari lain.")
        slot = await known_slot(int(found[0]["id"]))
        return await hold_seat(context, slot, self.client_id, self.topic or "")


@command("core.book_slot", title="Pesan kursi", permission=None, returns=Booking)
class BookSlot:
    """Memesan sebuah kursi bagi klien, langsung tanpa menahannya dahulu."""

    slot_id: SlotId = ask("Kursi")
    client_id: ClientId = ask("Klien")
    topic: str | None = ask("Bidang yang ditanyakan", maximum_length=60)

    async def prepare(self, context: CommandContext) -> None:
        """Whoever comes too late is told so without a transaction that others would wait for."""
        await refuse_taken(context, self.slot_id)

    async def run(self, context: CommandContext) -> Booking:
        slot = await known_slot(self.slot_id)
        taker = await taker_of(context, slot, self.client_id, self.topic or "")
        held = await own_hold(context, slot, self.client_id)
        booking = await (confirm(context, held) if held is not None else take(context, slot, taker))
        await seat_requests_met(booking)
        await tell_client(booking, CONFIRMED)
        await tell_board(context, booking)
        return booking


@command("core.confirm_booking", title="Pastikan kursi", permission=None, returns=Booking)
class ConfirmBooking:
    """Memastikan kursi yang sedang ditahan; hanya oleh yang menahannya, selama waktunya belum habis."""

    booking_id: BookingId = ask("Pemesanan")

    async def run(self, context: CommandContext) -> Booking:
        booking = await own_booking(context, self.booking_id)
        if booking.holder != context.actor.key:
            raise NotFoundError("Pemesanan itu tidak ada, atau bukan milik Anda.")
        if booking.state is not BookingState.HELD:
            refuse_state(context, booking)
        confirmed = await confirm(context, booking)
        await seat_requests_met(confirmed)
        await tell_client(confirmed, CONFIRMED)
        await tell_board(context, confirmed)
        return confirmed


@command("core.cancel_booking", title="Batalkan kursi", permission=None, returns=Booking)
class CancelBooking:
    """Membatalkan kursi yang ditahan atau dipesan; kursinya bebas lagi."""

    booking_id: BookingId = ask("Pemesanan")
    reason: str | None = ask("Alasan", help="Disampaikan kepada klien.", maximum_length=300)

    async def run(self, context: CommandContext) -> Booking:
        booking = await own_booking(context, self.booking_id)
        was_held = booking.state is BookingState.HELD
        await give_back(booking)
        if not await swap(booking, OPEN, BookingState.CANCELLED, self.reason or ""):
            refuse_state(context, await Booking.get(id=booking.id), booking)
        await context.audit("update", booking, {"state": (booking.state, BookingState.CANCELLED)})
        officer = runs_programme(context.platform, context.actor, booking.programme, booking.region_code)
        # Whom the office cancels waits again; who cancels does not.
        after = RequestState.WAITING if officer else RequestState.WITHDRAWN
        await SeatRequest.filter(booking_id=booking.id).update(state=after, booking_id=None)
        cancelled = await Booking.get(id=booking.id)
        if not was_held:
            await tell_client(cancelled, CANCELLED, reason=self.reason or "")
        await tell_board(context, cancelled)
        return cancelled


@command("core.reschedule_booking", title="Pindahkan kursi", permission=None, returns=Booking)
class RescheduleBooking:
    """Memindahkan pemesanan ke kursi lain: kursi baru diambil dan yang lama dibebaskan sekaligus."""

    booking_id: BookingId = ask("Pemesanan")
    slot_id: SlotId = ask("Kursi baru")

    async def run(self, context: CommandContext) -> Booking:
        booking, slot = await own_booking(context, self.booking_id), await known_slot(self.slot_id)
        if booking.state not in OPEN:
            refuse_state(context, booking)
        if slot.programme != booking.programme:
            context.refuse("slot_id", "OTHER_PROGRAMME", "Kursi itu milik program lain.")
        if slot.id == booking.slot_id:
            context.refuse("slot_id", "SAME_SLOT", "Pemesanan ini sudah di kursi itu.")
        await taker_of(context, slot, booking.client_id, booking.topic)
        moved = await move(context, booking, slot)
        if moved.state is BookingState.BOOKED:
            await tell_client(moved, MOVED)
        await tell_board(context, moved, booking.slot_id)
        return moved


async def hold_seat(context: CommandContext, slot: Slot, client_id: int, topic: str) -> Booking:
    """A hold for as long as the service says."""
    service = await BookableService.get_or_none(name=slot.service)
    minutes = service.hold_minutes if service is not None else 10
    taker = await taker_of(context, slot, client_id, topic, minutes=max(1, minutes))
    held = await own_hold(context, slot, client_id)
    if held is not None:
        return held
    booking = await take(context, slot, taker)
    await tell_board(context, booking)
    return booking


async def refuse_taken(context: CommandContext, slot_id: int) -> None:
    """Refuse a seat that somebody else has for certain; what is not certain, the transaction decides."""
    slot = await Slot.get_or_none(id=slot_id)
    if slot is None or slot.state is SlotState.FREE:
        return
    if slot.state is SlotState.CLOSED:
        context.refuse("slot_id", "SLOT_CLOSED", CLOSED)
    if slot.state is SlotState.HELD:
        over = slot.held_until is None or slot.held_until <= clock.now()
        own = Booking.filter(slot_id=slot_id, holder=context.actor.key, state=BookingState.HELD)
        if over or await own.exists():
            return
    context.refuse("slot_id", "SLOT_TAKEN", TAKEN)


async def own_hold(context: CommandContext, slot: Slot, client_id: int) -> Booking | None:
    """The living hold that the actor has on this seat for this client already."""
    return await Booking.filter(
        slot_id=slot.id,
        client_id=client_id,
        holder=context.actor.key,
        state=BookingState.HELD,
        hold_until__gt=clock.now(),
    ).first()


async def own_booking(context: CommandContext, booking_id: int) -> Booking:
    """A booking that the actor may act on; to others it does not exist."""
    booking = await Booking.get_or_none(id=booking_id)
    if booking is not None:
        try:
            require_client_or_officer(context, booking.client_id, booking.programme, booking.region_code)
        except NotFoundError:
            booking = None
    if booking is None:
        raise NotFoundError("Pemesanan itu tidak ada, atau bukan milik Anda.")
    return booking


def refuse_state(context: CommandContext, booking: Booking, read: Booking | None = None) -> NoReturn:
    """Refuse because of how far the booking is already, or because it left the seat in which it was `read`."""
    if read is not None and read.slot_id != booking.slot_id:
        context.refuse("booking_id", "BOOKING_CHANGED", "Pemesanan ini baru saja berubah. Muat ulang.")
    context.refuse(
        "booking_id", "WRONG_STATE", f"Pemesanan ini sudah berstatus: {booking.state.label.lower()}."
    )


BOOKING_COMMANDS: tuple[type, ...] = (
    HoldSlot,
    HoldAnySlot,
    BookSlot,
    ConfirmBooking,
    CancelBooking,
    RescheduleBooking,
)
