"""Commands at the counter: queue numbers, arrivals, walk-ins in empty seats, who did not come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import NotFoundError
from kopukm_core.events import Event
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.slots.access import require_officer
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import BookableService
from kopukm_core.scheduling.slots.commands.bookings import BookingId, ClientId, SlotId, refuse_state
from kopukm_core.scheduling.slots.models import (
    Booking,
    BookingKind,
    BookingState,
    QueueTicket,
    Slot,
    TicketState,
)
from kopukm_core.scheduling.slots.seating import Taker, give_back, known_slot, swap, take
from kopukm_core.scheduling.slots.telling import CONFIRMED, TICKET_TOPIC, tell_board, tell_client
from kopukm_core.values import RecordIdType, RegionCode

TicketId = Annotated[int, RecordIdType("QueueTicket")]


async def next_number(service: str, region_code: str, day: date) -> int:
    """The next queue number; the counter's row stays locked until the transaction ends, so none is left out."""
    given = Parameters(dialect())
    values = ", ".join(given.add(value) for value in (service, region_code, day))
    found = await rows(
        f"INSERT INTO queue_counter (service, region_code, day, last_number) VALUES ({values}, 1)"
        " ON CONFLICT (service, region_code, day) DO UPDATE SET last_number = queue_counter.last_number + 1"
        " RETURNING last_number",
        given,
    )
    return int(found[0]["last_number"])


async def give_ticket(
    context: CommandContext,
    programme: str,
    service: str,
    region_code: str,
    *,
    name: str = "",
    client_id: int | None = None,
    booking_id: int | None = None,
    topic: str = "",
) -> QueueTicket:
    """A ticket with the next number of today."""
    now, day = clock.now(), clock.today(context.settings.time_zone)
    ticket = await QueueTicket.create(
        programme=programme,
        service=service,
        region_code=region_code,
        day=day,
        number=await next_number(service, region_code, day),
        name=name,
        client_id=client_id,
        booking_id=booking_id,
        topic=topic,
        given_at=now,
        changed_at=now,
    )
    await context.audit("create", ticket)
    await tell_queue(context, ticket)
    return ticket


async def tell_queue(context: CommandContext, ticket: QueueTicket) -> None:
    """Let the boards of the queue read the ticket afresh."""
    payload = {"ticket_id": ticket.id, "region_code": ticket.region_code}
    await context.publish(Event(TICKET_TOPIC, payload))


@command("core.give_queue_number", title="Beri nomor antrean", permission=None, returns=QueueTicket)
class GiveQueueNumber:
    """Memberi nomor antrean hari ini kepada yang datang langsung."""

    service: str = ask("Layanan", maximum_length=60)
    region_code: RegionCode = ask("Wilayah")
    name: str | None = ask("Nama panggilan", maximum_length=200, personal=True)
    client_id: ClientId | None = ask("Klien")
    topic: str | None = ask("Bidang yang ditanyakan", maximum_length=60)

    async def run(self, context: CommandContext) -> QueueTicket:
        service = await BookableService.get_or_none(name=self.service)
        if service is None:
            context.refuse("service", "NO_SUCH_SERVICE", "Layanan itu belum diatur.")
        require_officer(context, service.programme, self.region_code)
        if self.client_id is not None and not await Party.exists(id=self.client_id):
            context.refuse("client_id", "NO_SUCH_PARTY", "Klien itu tidak ada.")
        if self.client_id is not None:
            context.person = f"party:{self.client_id}"
        return await give_ticket(
            context,
            service.programme,
            service.name,
            self.region_code,
            name=self.name or "",
            client_id=self.client_id,
            topic=self.topic or "",
        )


@command("core.check_in_booking", title="Catat kedatangan", permission=None, returns=QueueTicket)
class CheckInBooking:
    """Mencatat klien yang memesan kursi sudah datang, dan memberinya nomor antrean."""

    booking_id: BookingId = ask("Pemesanan")

    async def run(self, context: CommandContext) -> QueueTicket:
        booking = await officers_booking(context, self.booking_id)
        if not await swap(booking, (BookingState.BOOKED,), BookingState.ARRIVED):
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


@command("core.call_queue_number", title="Panggil nomor antrean", permission=None, returns=QueueTicket)
class CallQueueNumber:
    """Memanggil sebuah nomor antrean."""

    ticket_id: TicketId = ask("Nomor antrean")

    async def run(self, context: CommandContext) -> QueueTicket:
        ticket = await officers_ticket(context, self.ticket_id)
        return await move_ticket(context, ticket, (TicketState.WAITING,), TicketState.CALLED)


@command("core.close_queue_number", title="Akhiri nomor antrean", permission=None, returns=QueueTicket)
class CloseQueueNumber:
    """Mengakhiri nomor antrean: sudah dilayani, atau pergi sebelum dilayani."""

    ticket_id: TicketId = ask("Nomor antrean")
    served: bool = ask("Sudah dilayani?")

    async def run(self, context: CommandContext) -> QueueTicket:
        ticket = await officers_ticket(context, self.ticket_id)
        after = TicketState.SERVED if self.served else TicketState.LEFT
        return await move_ticket(context, ticket, (TicketState.WAITING, TicketState.CALLED), after)


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
        return (
            await QueueTicket.filter(
                service=slot.service,
                region_code=slot.region_code,
                day=slot.day,
                state=TicketState.WAITING,
                booking_id__isnull=True,
                client_id__isnull=False,
            )
            .order_by("number")
            .first()
        )

    async def _from_waiting_list(self, context: CommandContext, slot: Slot) -> Booking:
        waiting = await SeatRequest.filter(
            round_key=slot.round_key,
            service=slot.service,
            region_code=slot.region_code,
            state=RequestState.WAITING,
        ).order_by("-invited", "-first_visit", "waiting_since", "id")
        day = slot.day.isoformat()
        request = next((one for one in waiting if day in (one.possible_days.split() or [day])), None)
        if request is None:
            context.refuse("slot_id", "NOBODY_WAITS", "Tidak ada yang menunggu kursi ini.")
        kind = BookingKind.INVITED if request.invited else BookingKind.PUBLIC
        booking = await take(context, slot, Taker(request.client_id, kind, topic=request.topic))
        await SeatRequest.filter(id=request.id).update(state=RequestState.SEATED, booking_id=booking.id)
        await tell_client(booking, CONFIRMED)
        return booking


async def officers_booking(context: CommandContext, booking_id: int) -> Booking:
    """A booking of a programme that the actor runs there."""
    booking = await Booking.get_or_none(id=booking_id)
    if booking is None:
        raise NotFoundError("Pemesanan itu tidak ada.")
    require_officer(context, booking.programme, booking.region_code)
    return booking


async def officers_ticket(context: CommandContext, ticket_id: int) -> QueueTicket:
    """A ticket of a programme that the actor runs there."""
    ticket = await QueueTicket.get_or_none(id=ticket_id)
    if ticket is None:
        raise NotFoundError("Nomor antrean itu tidak ada.")
    require_officer(context, ticket.programme, ticket.region_code)
    return ticket


async def move_ticket(
    context: CommandContext, ticket: QueueTicket, before: tuple[TicketState, ...], after: TicketState
) -> QueueTicket:
    """Move the ticket on, if it still is in one of these states."""
    changed = await QueueTicket.filter(id=ticket.id, state__in=list(before)).update(
        state=after, changed_at=clock.now()
    )
    moved = await QueueTicket.get(id=ticket.id)
    if not changed:
        context.refuse("ticket_id", "WRONG_STATE", f"Nomor antrean ini {moved.state.label.lower()}.")
    await context.audit("update", ticket, {"state": (ticket.state, after)})
    await tell_queue(context, moved)
    return moved


QUEUE_COMMANDS: tuple[type, ...] = (
    GiveQueueNumber,
    CheckInBooking,
    CallQueueNumber,
    CloseQueueNumber,
    FulfilBooking,
    MarkNoShow,
    RefillSlot,
)
