"""Who is told of a seat: subscribers of the board at once, the client by message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.events import Event
from kopukm_core.messaging import MessagePurpose, MessageTemplate, MessageValue, send_message
from kopukm_core.scheduling.slots.bookable_models import Bookable
from kopukm_core.scheduling.slots.models import Booking, Slot

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext

SLOT_TOPIC = "core.slot_changed"
BOOKING_TOPIC = "core.booking_changed"
TICKET_TOPIC = "core.queue_ticket_changed"

CONFIRMED = "core.booking_confirmed"
CANCELLED = "core.booking_cancelled"
MOVED = "core.booking_moved"
REMINDER = "core.booking_reminder"
RELEASED = "core.seats_released"
AVAILABILITY_ASKED = "core.availability_asked"

_EXAMPLE = {"expert": "Ibu Ratna", "starts_at": "Senin, 1 Februari 2027 09.00 WIB", "place": "Ruang Rapat"}

SLOT_TEMPLATES: tuple[MessageTemplate, ...] = (
    MessageTemplate(
        CONFIRMED,
        "Kursi dipesan",
        "Kursi Anda sudah dipesan: {starts_at} bersama {expert}, {place}. "
        "Bila berhalangan, batalkan agar kursi dapat dipakai orang lain.",
        _EXAMPLE,
        MessagePurpose.SERVICE,
        "Kursi Anda sudah dipesan",
    ),
    MessageTemplate(
        CANCELLED,
        "Kursi dibatalkan",
        "Kursi Anda pada {starts_at} bersama {expert} dibatalkan. Alasan: {reason}",
        {
            "expert": "Ibu Ratna",
            "starts_at": "Senin, 1 Februari 2027 09.00 WIB",
            "reason": "Konsultan sakit.",
        },
        MessagePurpose.SERVICE,
        "Kursi Anda dibatalkan",
    ),
    MessageTemplate(
        MOVED,
        "Kursi dipindahkan",
        "Kursi Anda pindah ke {starts_at} bersama {expert}, {place}.",
        _EXAMPLE,
        MessagePurpose.SERVICE,
        "Kursi Anda dipindahkan",
    ),
    MessageTemplate(
        REMINDER,
        "Pengingat kursi",
        "Mengingatkan: kursi Anda {starts_at} bersama {expert}, {place}. Datanglah sebelum waktunya.",
        _EXAMPLE,
        MessagePurpose.SERVICE,
        "Pengingat jadwal Anda",
    ),
    MessageTemplate(
        RELEASED,
        "Kursi dibuka untuk umum",
        "Ada kursi yang dibuka untuk umum pada {day}. Siapa cepat, dia dapat.",
        {"day": "Senin, 1 Februari 2027"},
        MessagePurpose.SERVICE,
        "Kursi dibuka untuk umum",
    ),
    MessageTemplate(
        AVAILABILITY_ASKED,
        "Pertanyaan waktu sedia",
        "Kapan Bapak/Ibu sedia antara {first_day} dan {last_day}? Mohon dijawab lewat aplikasi atau petugas.",
        {"first_day": "Senin, 1 Februari 2027", "last_day": "Jumat, 5 Februari 2027"},
        MessagePurpose.SERVICE,
        "Waktu sedia Bapak/Ibu",
    ),
)


async def tell_board(context: CommandContext, booking: Booking, *slots: int) -> None:
    """Let boards of officers and lists of free seats read these afresh."""
    place = {"region_code": booking.region_code}
    await context.publish(Event(BOOKING_TOPIC, {"booking_id": booking.id, **place}))
    for slot_id in {booking.slot_id, *slots}:
        await context.publish(Event(SLOT_TOPIC, {"slot_id": slot_id, **place}))


async def tell_slots(context: CommandContext, slot: Slot | None, region_code: str) -> None:
    """The same for one slot, or for many at once (None)."""
    await context.publish(
        Event(SLOT_TOPIC, {"slot_id": slot.id if slot else None, "region_code": region_code})
    )


async def tell_client(booking: Booking, template: str, *, reason: str = "") -> None:
    """Queue the message about the booking's present state, once for each state."""
    bookable = await Bookable.get(id=booking.bookable_id)
    values: dict[str, MessageValue] = {"expert": bookable.title, "starts_at": booking.starts_at}
    values |= {"reason": reason} if template == CANCELLED else {"place": bookable.place or "kantor dinas"}
    await send_message(
        booking.client_id,
        template,
        values,
        about=f"core.Booking:{booking.id}",
        deduplicate=f"{template}:{booking.id}:{booking.sequence}",
    )
