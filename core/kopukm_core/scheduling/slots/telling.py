"""Who is told of a seat: subscribers of the board at once, the client by message."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kopukm_core.events import Event
from kopukm_core.messaging import MessagePurpose, MessageTemplate, MessageValue, call_back, send_message
from kopukm_core.scheduling.slots.attachments import BOOKING_CALENDAR
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
STILL_WAITING = "core.seat_still_awaited"
AVAILABILITY_ASKED = "core.availability_asked"

_MOMENT = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
_EXAMPLE: dict[str, MessageValue] = {
    "expert": "Ibu Ratna",
    "starts_at": _MOMENT,
    "place": "Ruang Rapat, kantor dinas",
}
_FACTS = "Waktu: {starts_at}\nBersama: {expert}\nTempat: {place}\n"
_SIGNED = "\n{office}, {contact}"

SLOT_TEMPLATES: tuple[MessageTemplate, ...] = (
    MessageTemplate(
        CONFIRMED,
        "Kursi dipesan",
        "Janji temu Bapak/Ibu sudah dipesan.\n" + _FACTS + "\nMohon datang 10 menit sebelum waktunya. "
        "Bila berhalangan, mohon beri tahu kami, supaya waktunya dapat dipakai orang lain." + _SIGNED,
        _EXAMPLE,
        MessagePurpose.SERVICE,
        "Janji temu Bapak/Ibu sudah dipesan",
    ),
    MessageTemplate(
        CANCELLED,
        "Kursi dibatalkan",
        "Janji temu Bapak/Ibu dibatalkan, jadi tidak perlu datang.\nWaktu semula: {starts_at}\nBersama: {expert}\n"
        "Sebab: {reason}\n\nUntuk memesan waktu lain, mohon hubungi kami." + _SIGNED,
        {"expert": "Ibu Ratna", "starts_at": _MOMENT, "reason": "Konsultan sakit."},
        MessagePurpose.SERVICE,
        "Janji temu Bapak/Ibu dibatalkan",
    ),
    MessageTemplate(
        MOVED,
        "Kursi dipindahkan",
        "Janji temu Bapak/Ibu dipindahkan. Sekarang:\n" + _FACTS + "\n"
        "Bila tidak dapat datang pada waktu itu, mohon beri tahu kami." + _SIGNED,
        _EXAMPLE,
        MessagePurpose.SERVICE,
        "Janji temu Bapak/Ibu dipindahkan",
    ),
    MessageTemplate(
        REMINDER,
        "Pengingat kursi",
        "Kami mengingatkan Bapak/Ibu akan janji temu berikut.\n" + _FACTS + "\n"
        "Mohon datang 10 menit sebelum waktunya. Bila berhalangan, mohon beri tahu kami." + _SIGNED,
        _EXAMPLE,
        MessagePurpose.SERVICE,
        "Pengingat janji temu Bapak/Ibu",
    ),
    MessageTemplate(
        RELEASED,
        "Kursi dibuka untuk umum",
        "Bapak/Ibu sedang menunggu janji temu. Ada waktu yang dibuka untuk umum pada {day}. "
        "Bila berminat, mohon segera hubungi kami: yang lebih dahulu memesan yang mendapat." + _SIGNED,
        {"day": date(2027, 2, 1)},
        MessagePurpose.SERVICE,
        "Ada waktu untuk Bapak/Ibu",
    ),
    MessageTemplate(
        STILL_WAITING,
        "Belum mendapat kursi",
        "Permintaan janji temu Bapak/Ibu kami terima, tetapi kali ini belum ada waktu yang cocok dan masih kosong. "
        "Permintaan itu tetap tercatat, dan lama menunggunya diperhitungkan." + _SIGNED,
        {},
        MessagePurpose.SERVICE,
        "Permintaan janji temu Bapak/Ibu masih menunggu",
    ),
    MessageTemplate(
        AVAILABILITY_ASKED,
        "Pertanyaan waktu sedia",
        "Mohon kabari kami hari dan jam Bapak/Ibu dapat bertugas antara {first_day} dan {last_day}, lewat aplikasi "
        "atau kepada petugas. Terima kasih." + _SIGNED,
        {"first_day": date(2027, 2, 1), "last_day": date(2027, 2, 5)},
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
    """Queue the message about the booking's present state, once for each state; earlier reminders are called back."""
    about = f"core.Booking:{booking.id}"
    await call_back(about, REMINDER)
    bookable = await Bookable.get(id=booking.bookable_id)
    values: dict[str, MessageValue] = {"expert": bookable.title, "starts_at": booking.starts_at}
    values |= (
        {"reason": reason or "tidak disebutkan"}
        if template == CANCELLED
        else {"place": bookable.place or "kantor dinas"}
    )
    await send_message(
        booking.client_id,
        template,
        values,
        about=about,
        deduplicate=f"{template}:{booking.id}:{booking.sequence}",
        attachments=[BOOKING_CALENDAR.of(booking.id)],
    )
