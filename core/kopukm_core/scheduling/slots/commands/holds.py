"""Commands on a hold: a seat kept for some minutes, this one or any, and made sure."""

from __future__ import annotations

from datetime import date

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.slots.access import own_booking
from kopukm_core.scheduling.slots.commands.arguments import BookingId, ClientId, SlotId
from kopukm_core.scheduling.slots.models import Booking, BookingState
from kopukm_core.scheduling.slots.occupied import occupied
from kopukm_core.scheduling.slots.seating import confirm, known_slot, refuse_state
from kopukm_core.scheduling.slots.taking import hold_seat, refuse_past, refuse_taken, seat_requests_met
from kopukm_core.scheduling.slots.telling import CONFIRMED, tell_board, tell_client
from kopukm_core.values import RegionCode


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
    """Menahan kursi umum bebas yang paling awal pada satu layanan, wilayah, dan hari, siapa pun konsultannya."""

    service: str = ask("Layanan", maximum_length=60)
    region_code: RegionCode = ask("Wilayah", help="Kursi di wilayah ini dan di bawahnya.")
    day: date = ask("Hari")
    client_id: ClientId = ask("Klien")
    topic: str | None = ask("Bidang yang ditanyakan", maximum_length=60)

    async def run(self, context: CommandContext) -> Booking:
        given = Parameters(dialect())
        now = given.add(clock.now())
        # Whoever comes at the same moment passes over the seat that is being taken, and gets the next one.
        passing = " FOR UPDATE SKIP LOCKED" if dialect() is Dialect.POSTGRES else ""
        found = await rows(
            f"SELECT s.id FROM slot s WHERE s.service = {given.add(self.service)} AND s.day = {given.add(self.day)}"
            f" AND (s.region_code = {given.add(self.region_code)}"
            f" OR s.region_code LIKE {given.add(f'{self.region_code}.%')})"
            f" AND s.quota = 'public' AND s.starts_at > {now}"
            f" AND (s.state = 'free' OR (s.state = 'held' AND s.held_until <= {now}))"
            f" AND NOT {occupied('s', now)}"
            f" ORDER BY s.starts_at, s.id LIMIT 1{passing}",
            given,
        )
        if not found:
            context.refuse("day", "NO_SEAT_FREE", "Tidak ada kursi bebas pada hari itu. Pilih hari lain.")
        slot = await known_slot(int(found[0]["id"]))
        return await hold_seat(context, slot, self.client_id, self.topic or "")


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
        refuse_past(context, "booking_id", booking)
        confirmed = await confirm(context, booking)
        await seat_requests_met(confirmed)
        await tell_client(confirmed, CONFIRMED)
        await tell_board(context, confirmed)
        return confirmed


HOLD_COMMANDS: tuple[type, ...] = (HoldSlot, HoldAnySlot, ConfirmBooking)
