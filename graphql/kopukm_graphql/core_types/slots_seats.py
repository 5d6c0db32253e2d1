"""Seats in the contract: slots, bookings, queue tickets, the board that follows them, and what is free."""

from __future__ import annotations

from typing import Any

from kopukm_core.scheduling.slots import models, queue_models
from kopukm_core.scheduling.slots.telling import BOOKING_TOPIC, SLOT_TOPIC, TICKET_TOPIC
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, to_many, to_one
from kopukm_graphql.source.roots import RootField, connection, lookup, watch
from kopukm_graphql.source.types import enum_definition

enum_definition(models.SlotState, "Apakah sebuah kursi dapat diambil.")
enum_definition(models.Quota, "Untuk siapa sebuah kursi.")
enum_definition(models.BookingState, "Sejauh mana sebuah pemesanan.")
enum_definition(models.BookingKind, "Bagaimana klien sampai ke kursinya.")
enum_definition(queue_models.TicketState, "Sejauh mana sebuah nomor antrean.")


@source(
    models.Slot,
    description="Satu kursi: waktu seorang konsultan bagi satu klien.",
    filters=(
        "service",
        "programme",
        "day",
        "starts_at",
        "state",
        "quota",
        "region_code",
        "round_key",
        "bookable",
    ),
    orders=(Order("starts_at", "starts_at", "Menurut waktu mulainya."),),
    default_order=("starts_at",),
)
class Slot:
    """One seat."""

    programme = column("Programnya.")
    service = column("Layanannya.")
    region_code = column("Kode wilayahnya.")
    round_key = column("Putarannya: dalam satu putaran seorang klien mendapat satu kursi.")
    day = column("Harinya di kantor.")
    starts_at = column("Mulainya.")
    ends_at = column("Selesainya.")
    quota = column("Untuk siapa.")
    released_at = column("Kapan dilepas dari undangan kepada umum.")
    state = column("Apakah dapat diambil.")
    held_until = column("Sampai kapan ditahan; sesudah itu bebas lagi.")
    closed_because = column("Mengapa ditutup.")
    bookable = to_one("Bookable", key="bookable_id", description="Konsultannya.")
    bookings = to_many(
        "Booking",
        key="slot_id",
        order=("id",),
        description="Pemesanannya, sejauh terlihat; yang batal juga.",
    )


@source(
    models.Booking,
    description="Seorang klien pada sebuah kursi.",
    filters=("service", "programme", "state", "kind", "starts_at", "region_code", "round_key"),
    orders=(Order("starts_at", "starts_at", "Menurut waktu mulainya."),),
    default_order=("starts_at",),
)
class Booking:
    """A client in a seat."""

    programme = column("Programnya.")
    service = column("Layanannya.")
    region_code = column("Kode wilayahnya.")
    round_key = column("Putarannya.")
    starts_at = column("Mulainya.")
    ends_at = column("Selesainya.")
    kind = column("Bagaimana klien sampai ke kursinya.")
    state = column("Sejauh mana.")
    topic = column("Bidang yang ditanyakan.")
    hold_until = column("Sampai kapan ditahan.")
    made_at = column("Kapan diambil.")
    changed_at = column("Kapan terakhir berubah.")
    reason = column("Alasan pembatalannya.")
    slot = to_one("Slot", key="slot_id", description="Kursinya.")
    bookable = to_one("Bookable", key="bookable_id", description="Konsultannya.")
    client = to_one("Party", key="client_id", description="Kliennya.")


@source(
    queue_models.QueueTicket,
    description="Satu nomor antrean sebuah layanan pada satu hari.",
    filters=("service", "programme", "day", "state", "region_code"),
    orders=(Order("number", "number", "Menurut nomornya."),),
    default_order=("day", "number"),
)
class QueueTicket:
    """A queue number."""

    programme = column("Programnya.")
    service = column("Layanannya.")
    region_code = column("Kode wilayahnya.")
    day = column("Harinya.")
    number = column("Nomornya.")
    name = column("Nama panggilannya; hilang sesudah harinya lewat.")
    state = column("Sejauh mana.")
    topic = column("Bidang yang ditanyakan.")
    given_at = column("Kapan diberikan.")
    client = to_one("Party", key="client_id", description="Kliennya, bila diketahui.")
    booking = to_one("Booking", key="booking_id", description="Kursinya, bila ada.")


SEAT_TYPES: tuple[type[Any], ...] = (Slot, Booking, QueueTicket)

SEAT_ROOTS: tuple[RootField, ...] = (
    connection("slots", of="Slot", description="Kursi, menurut waktu; umum hanya melihat yang bebas."),
    lookup("slot", of="Slot", by=("id",), description="Satu kursi."),
    connection("bookings", of="Booking", description="Pemesanan yang boleh Anda lihat, menurut waktu."),
    lookup("booking", of="Booking", by=("id",), description="Satu pemesanan."),
    connection("queueTickets", of="QueueTicket", description="Nomor antrean, menurut hari dan nomornya."),
)

SEAT_SUBSCRIPTIONS: tuple[RootField, ...] = (
    watch(
        "slotChanged",
        "Slot",
        topic=SLOT_TOPIC,
        key="slot_id",
        by=("id", "within"),
        description="Kursi yang baru berubah; null: muat ulang daftarnya.",
    ),
    watch(
        "bookingChanged",
        "Booking",
        topic=BOOKING_TOPIC,
        key="booking_id",
        by=("id", "within"),
        description="Pemesanan yang baru berubah; null: muat ulang.",
    ),
    watch(
        "queueTicketChanged",
        "QueueTicket",
        topic=TICKET_TOPIC,
        key="ticket_id",
        by=("id", "within"),
        description="Nomor antrean yang baru berubah; null: muat ulang papannya.",
    ),
)
