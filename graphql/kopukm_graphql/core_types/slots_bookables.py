"""What can be booked, in the contract: services, bookables, their expertise and availability."""

from __future__ import annotations

from typing import Any

from kopukm_core.scheduling.slots import bookable_models as models
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, to_many, to_one
from kopukm_graphql.source.roots import RootField, connection, lookup
from kopukm_graphql.source.types import enum_definition

enum_definition(models.BookableKind, "Siapa atau apa yang dipesan.")
enum_definition(models.ExceptionKind, "Bagaimana suatu hari berbeda dari waktu mingguannya.")
enum_definition(models.AskedState, "Sejauh mana pertanyaan waktu sedia.")


@source(
    models.BookableService,
    description="Satu layanan berkursi sebuah program, dengan aturannya.",
    filters=("name", "programme"),
    orders=(Order("name", "name", "Menurut nama."),),
)
class BookableService:
    """A block of a programme."""

    name = column("Namanya, sama dengan layanan pada kalender kerja.")
    programme = column("Programnya.")
    title = column("Sebutannya.")
    slot_minutes = column("Lama satu kursi, dalam menit.")
    hold_minutes = column("Lama kursi ditahan, dalam menit.")
    grace_minutes = column("Tenggang terlambat, dalam menit.")
    invited_percent = column("Bagian kursi baru untuk undangan, dalam persen.")
    release_from_days = column("Kursi undangan dilepas mulai H- berapa.")
    release_until_days = column("Kursi undangan dilepas sampai H- berapa.")
    most_seats_per_day = column("Paling banyak kursi seorang konsultan sehari; kosong: sebanyak jam bukanya.")
    carried_weeks = column("Beban konsultan sekian minggu lalu ikut dihitung dalam pembagian.")
    source = column("Dasar aturannya.")


@source(
    models.Bookable,
    description="Konsultan, mentor, petugas, meja, atau ruang yang dapat dipesan.",
    filters=("programme", "kind", "region_code", "withdrawn_at"),
    orders=(Order("title", "sort_key", "Menurut abjad nama."),),
    default_order=("sort_key",),
)
class Bookable:
    """Who or what is booked."""

    programme = column("Programnya.")
    kind = column("Jenisnya.")
    title = column("Namanya.")
    region_code = column("Kode wilayahnya.")
    place = column("Tempatnya.")
    withdrawn_at = column("Kapan diakhiri.")
    withdrawn_because = column("Mengapa diakhiri; hanya terlihat oleh petugas.")
    party = to_one("Party", key="party_id", description="Pihaknya.")
    expertise = to_many(
        "BookableExpertise", key="bookable_id", order=("id",), first=30, description="Bidangnya."
    )
    availability = to_many(
        "Availability", key="bookable_id", order=("id",), first=50, description="Waktu mingguannya."
    )
    exceptions = to_many(
        "AvailabilityException", key="bookable_id", order=("id",), first=50, description="Perkecualiannya."
    )


@source(models.BookableExpertise, description="Satu bidang seorang konsultan.")
class BookableExpertise:
    """A field of expertise."""

    field = column("Bidangnya.")
    points = column("2 untuk bidangnya sendiri, 1 untuk yang dapat dibantunya.")


@source(models.Availability, description="Satu waktu mingguan seorang konsultan.")
class Availability:
    """A weekly time."""

    weekday = column("1 Senin sampai 7 Minggu.")
    time_from = column("Dari jam, misalnya 09:00.")
    time_to = column("Sampai jam.")
    effective_from = column("Mulai berlaku.")
    effective_to = column("Hari terakhir berlaku.")
    bookable = to_one("Bookable", key="bookable_id", description="Konsultannya.")


@source(models.AvailabilityException, description="Hari berhalangan, atau tambahan waktu.")
class AvailabilityException:
    """A day that differs."""

    kind = column("Jenisnya.")
    first_day = column("Hari pertama.")
    last_day = column("Hari terakhir.")
    time_from = column("Dari jam; kosong berarti sepanjang hari.")
    time_to = column("Sampai jam.")
    reason = column("Alasannya.")
    bookable = to_one("Bookable", key="bookable_id", description="Konsultannya.")


@source(
    models.AvailabilityQuestion,
    description="Pertanyaan kapan seorang konsultan sedia.",
    filters=("state",),
)
class AvailabilityQuestion:
    """What the office asked."""

    first_day = column("Hari pertama yang ditanyakan.")
    last_day = column("Hari terakhir yang ditanyakan.")
    answer_until = column("Dijawab paling lambat.")
    state = column("Sejauh mana.")
    asked_at = column("Kapan ditanyakan.")
    answered_at = column("Kapan dijawab.")
    remark = column("Keterangan jawabannya.")
    bookable = to_one("Bookable", key="bookable_id", description="Konsultannya.")


BOOKABLE_TYPES: tuple[type[Any], ...] = (
    BookableService,
    Bookable,
    BookableExpertise,
    Availability,
    AvailabilityException,
    AvailabilityQuestion,
)

BOOKABLE_ROOTS: tuple[RootField, ...] = (
    connection("bookableServices", of="BookableService", description="Layanan berkursi."),
    connection("bookables", of="Bookable", description="Yang dapat dipesan, menurut abjad."),
    lookup("bookable", of="Bookable", by=("id",), description="Satu konsultan, meja, atau ruang."),
    connection("availabilityQuestions", of="AvailabilityQuestion", description="Pertanyaan waktu sedia."),
)
