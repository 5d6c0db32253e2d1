"""The command that fills an empty seat: from the queue, or from the waiting list."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.slots.access import officers_ticket, require_officer
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.commands.arguments import ClientId, SlotId, TicketId
from kopukm_core.scheduling.slots.models import Booking, BookingKind, BookingState, Slot
from kopukm_core.scheduling.slots.occupied import clients_seated
from kopukm_core.scheduling.slots.queue_models import QueueTicket, TicketState
from kopukm_core.scheduling.slots.seating import Taker, known_slot, take
from kopukm_core.scheduling.slots.taking import seat_requests_met
from kopukm_core.scheduling.slots.telling import CONFIRMED, tell_board, tell_client
from kopukm_core.scheduling.slots.tickets import move_ticket


@command("core.refill_slot", title="Isi kursi kosong", permission=None, returns=Booking)
class RefillSlot:
    """Mengisi kursi kosong: nomor antrean yang disebut, kalau tidak antrean terkecil, lalu daftar tunggu."""

    slot_id: SlotId = ask("Kursi")
    ticket_id: TicketId | None = ask("Nomor antrean")
    client_id: ClientId | None = ask("Klien", help="Bila nomor antrean itu belum menyebut kliennya.")

    async def run(self, context: CommandContext) -> Booking:
        slot = await known_slot(self.slot_id)
        require_officer(context, slot.programme, slot.region_code)
        if slot.ends_at <= clock.now():
            context.refuse("slot_id", "SLOT_PAST", "Waktu kursi itu sudah lewat. Pilih kursi lain.")
        ticket = await self._ticket(context, slot)
        if ticket is not None:
            client_id = ticket.client_id or self.client_id
            if client_id is None:
                context.refuse("client_id", "REQUIRED", "Klien: wajib diisi untuk nomor antrean ini.")
            taker = Taker(client_id, BookingKind.WALK_IN, BookingState.ARRIVED, topic=ticket.topic)
            booking = await take(context, slot, taker)
            await seat_requests_met(booking)
            await QueueTicket.filter(id=ticket.id).update(booking_id=booking.id, client_id=client_id)
            await move_ticket(context, ticket, (TicketState.WAITING, TicketState.CALLED), TicketState.CALLED)
        else:
            booking = await self._from_waiting_list(context, slot)
        await tell_board(context, booking)
        return booking

    async def _ticket(self, context: CommandContext, slot: Slot) -> QueueTicket | None:
        if self.ticket_id is not None:
            ticket = await officers_ticket(context, self.ticket_id)
            if ticket.booking_id is not None:
                context.refuse("ticket_id", "HAS_SEAT", "Nomor antrean ini sudah mempunyai kursi.")
            return ticket
        waiting = await QueueTicket.filter(
            service=slot.service,
            region_code=slot.region_code,
            day=slot.day,
            state=TicketState.WAITING,
            booking_id__isnull=True,
            client_id__isnull=False,
        ).order_by("number")
        seated = await clients_seated(slot.round_key, clock.now())
        return next((one for one in waiting if one.client_id not in seated), None)

    async def _from_waiting_list(self, context: CommandContext, slot: Slot) -> Booking:
        waiting = await SeatRequest.filter(
            round_key=slot.round_key,
            service=slot.service,
            region_code=slot.region_code,
            state=RequestState.WAITING,
        ).order_by("-invited", "-first_visit", "waiting_since", "id")
        day = slot.day.isoformat()
        seated = await clients_seated(slot.round_key, clock.now())
        coming = (one for one in waiting if day in (one.possible_days.split() or [day]))
        request = next((one for one in coming if one.client_id not in seated), None)
        if request is None:
            context.refuse("slot_id", "NOBODY_WAITS", "Tidak ada yang menunggu kursi ini.")
        kind = BookingKind.INVITED if request.invited else BookingKind.PUBLIC
        booking = await take(context, slot, Taker(request.client_id, kind, topic=request.topic))
        await SeatRequest.filter(id=request.id).update(state=RequestState.SEATED, booking_id=booking.id)
        await tell_client(booking, CONFIRMED)
        return booking


REFILLING_COMMANDS: tuple[type, ...] = (RefillSlot,)
