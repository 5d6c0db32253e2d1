"""Commands on a booking: taken at once, cancelled, moved."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.programmes import runs_programme
from kopukm_core.scheduling.slots.access import own_booking
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.commands.arguments import BookingId, ClientId, SlotId
from kopukm_core.scheduling.slots.models import Booking, BookingState
from kopukm_core.scheduling.slots.moving import move
from kopukm_core.scheduling.slots.seating import confirm, give_back, known_slot, refuse_state, swap, take
from kopukm_core.scheduling.slots.taking import own_hold, refuse_taken, seat_requests_met, taker_of
from kopukm_core.scheduling.slots.telling import CANCELLED, CONFIRMED, MOVED, tell_board, tell_client

OPEN = (BookingState.HELD, BookingState.BOOKED)


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


@command("core.cancel_booking", title="Batalkan kursi", permission=None, returns=Booking)
class CancelBooking:
    """Membatalkan kursi yang ditahan atau dipesan; kursinya bebas lagi. Sesudah waktunya mulai hanya oleh petugas."""

    booking_id: BookingId = ask("Pemesanan")
    reason: str | None = ask("Alasan", help="Disampaikan kepada klien.", maximum_length=300)

    async def run(self, context: CommandContext) -> Booking:
        booking = await own_booking(context, self.booking_id)
        officer = refuse_begun(context, booking)
        was_held = booking.state is BookingState.HELD
        await give_back(booking)
        if not await swap(booking, OPEN, BookingState.CANCELLED, self.reason or ""):
            refuse_state(context, await Booking.get(id=booking.id), booking)
        await context.audit("update", booking, {"state": (booking.state, BookingState.CANCELLED)})
        # Whom the office cancels waits again; who cancels does not.
        after = (
            {"state": RequestState.WAITING, "displaced_at": clock.now()}
            if officer
            else {"state": RequestState.WITHDRAWN}
        )
        await SeatRequest.filter(booking_id=booking.id).update(**after, booking_id=None)
        cancelled = await Booking.get(id=booking.id)
        if not was_held:
            await tell_client(cancelled, CANCELLED, reason=self.reason or "")
        await tell_board(context, cancelled)
        return cancelled


@command("core.reschedule_booking", title="Pindahkan kursi", permission=None, returns=Booking)
class RescheduleBooking:
    """Memindahkan pemesanan ke kursi lain: kursi baru diambil dan yang lama dibebaskan sekaligus.

    Sesudah waktunya mulai hanya oleh petugas.
    """

    booking_id: BookingId = ask("Pemesanan")
    slot_id: SlotId = ask("Kursi baru")

    async def run(self, context: CommandContext) -> Booking:
        booking, slot = await own_booking(context, self.booking_id), await known_slot(self.slot_id)
        if booking.state not in OPEN:
            refuse_state(context, booking)
        refuse_begun(context, booking)
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


def refuse_begun(context: CommandContext, booking: Booking) -> bool:
    """Refuse everybody but an officer once the seat's time has begun; True for an officer."""
    officer = runs_programme(context.platform, context.actor, booking.programme, booking.region_code)
    if booking.starts_at <= clock.now() and not officer:
        context.refuse("booking_id", "BOOKING_BEGUN", "Waktu kursi ini sudah mulai. Mohon hubungi petugas.")
    return officer


BOOKING_COMMANDS: tuple[type, ...] = (BookSlot, CancelBooking, RescheduleBooking)
