"""Commands on who came: arrived, served, not there."""

from __future__ import annotations

from datetime import timedelta

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.slots.access import officers_booking
from kopukm_core.scheduling.slots.bookable_models import BookableService
from kopukm_core.scheduling.slots.coming_late import take_back
from kopukm_core.scheduling.slots.commands.arguments import BookingId
from kopukm_core.scheduling.slots.models import Booking, BookingState
from kopukm_core.scheduling.slots.queue_models import QueueTicket, TicketState
from kopukm_core.scheduling.slots.seating import give_back, refuse_state, swap
from kopukm_core.scheduling.slots.telling import tell_board
from kopukm_core.scheduling.slots.tickets import give_ticket, move_ticket


@command("core.check_in_booking", title="Catat kedatangan", permission=None, returns=QueueTicket)
class CheckInBooking:
    """Mencatat klien yang memesan kursi sudah datang, dan memberinya nomor antrean.

    Yang terlanjur dicatat tidak datang mendapat kursinya lagi, selama belum diisi orang lain.
    """

    booking_id: BookingId = ask("Pemesanan")

    async def run(self, context: CommandContext) -> QueueTicket:
        booking = await officers_booking(context, self.booking_id)
        if booking.state is BookingState.NOSHOW:
            await take_back(context, booking)
        elif not await swap(booking, (BookingState.BOOKED,), BookingState.ARRIVED):
            refuse_state(context, await Booking.get(id=booking.id), booking)
        await context.audit("update", booking, {"state": (booking.state, BookingState.ARRIVED)})
        await tell_board(context, booking)
        return await give_ticket(
            context,
            booking.programme,
            booking.service,
            booking.region_code,
            client_id=booking.client_id,
            booking_id=booking.id,
            topic=booking.topic,
        )


@command("core.fulfil_booking", title="Selesaikan konsultasi", permission=None, returns=Booking)
class FulfilBooking:
    """Mencatat bahwa klien sudah dilayani di kursinya."""

    booking_id: BookingId = ask("Pemesanan")

    async def run(self, context: CommandContext) -> Booking:
        booking = await officers_booking(context, self.booking_id)
        if not await swap(booking, (BookingState.ARRIVED,), BookingState.FULFILLED):
            refuse_state(context, await Booking.get(id=booking.id), booking)
        await context.audit("update", booking, {"state": (booking.state, BookingState.FULFILLED)})
        ticket = await QueueTicket.get_or_none(booking_id=booking.id)
        if ticket is not None and ticket.state in (TicketState.WAITING, TicketState.CALLED):
            await move_ticket(context, ticket, (ticket.state,), TicketState.SERVED)
        await tell_board(context, booking)
        return await Booking.get(id=booking.id)


@command("core.mark_no_show", title="Catat tidak datang", permission=None, returns=Booking)
class MarkNoShow:
    """Mencatat bahwa klien tidak datang sesudah tenggangnya habis; kursinya dapat diisi orang lain."""

    booking_id: BookingId = ask("Pemesanan")

    async def run(self, context: CommandContext) -> Booking:
        booking = await officers_booking(context, self.booking_id)
        service = await BookableService.get_or_none(name=booking.service)
        grace = timedelta(minutes=service.grace_minutes if service is not None else 15)
        if clock.now() < booking.starts_at + grace:
            context.refuse("booking_id", "TOO_EARLY", "Tenggang kursi ini belum habis.")
        await give_back(booking)
        if not await swap(booking, (BookingState.BOOKED,), BookingState.NOSHOW):
            refuse_state(context, await Booking.get(id=booking.id), booking)
        await context.audit("update", booking, {"state": (booking.state, BookingState.NOSHOW)})
        await tell_board(context, booking)
        return await Booking.get(id=booking.id)


ATTENDING_COMMANDS: tuple[type, ...] = (CheckInBooking, FulfilBooking, MarkNoShow)
