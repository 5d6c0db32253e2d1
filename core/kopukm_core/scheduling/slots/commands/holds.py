"""Commands on a hold: a seat kept for some minutes, this one or any, and made sure."""

from __future__ import annotations

from datetime import date

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.slots.access import own_booking
from kopukm_core.scheduling.slots.commands.arguments import BookingId, ClientId, SlotId
from kopukm_core.scheduling.slots.free import earliest_free_seat
from kopukm_core.scheduling.slots.models import Booking, BookingState
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
    """Menahan kursi umum bebas yang paling awal pada satu layanan, wilayah, dan hari, siapa pun konsultannya.

    Pada jam yang sama didahulukan konsultan yang menguasai bidangnya, lalu yang kliennya paling sedikit hari itu.
    """

    service: str = ask("Layanan", maximum_length=60)
    region_code: RegionCode = ask("Wilayah", help="Kursi di wilayah ini dan di bawahnya.")
    day: date = ask("Hari")
    client_id: ClientId = ask("Klien")
    topic: str | None = ask("Bidang yang ditanyakan", maximum_length=60)

    async def run(self, context: CommandContext) -> Booking:
        found = await earliest_free_seat(self.service, self.region_code, self.day, self.topic or "")
        if found is None:
            context.refuse("day", "NO_SEAT_FREE", "Tidak ada kursi bebas pada hari itu. Pilih hari lain.")
        slot = await known_slot(found)
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
