"""The calendar of core in the contract: days off, opening hours, feeds."""

from __future__ import annotations

from kopukm_core.scheduling.calendar import DayOffKind, DayUnit, Roll
from kopukm_core.scheduling.calendar import models as calendar
from kopukm_core.scheduling.calendar.hours_commands import Weekday
from kopukm_core.scheduling.feeds import models as feeds
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.core_types.calendar_answers import CALENDAR_ANSWERS
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column
from kopukm_graphql.source.roots import connection
from kopukm_graphql.source.types import enum_definition

enum_definition(DayOffKind, "Jenis hari libur.")
enum_definition(DayUnit, "Yang dihitung oleh selisih hari.")
enum_definition(Weekday, "Hari dalam sepekan.")
enum_definition(Roll, "Ke mana tanggal yang jatuh pada hari libur.")
enum_definition(calendar.DayOrigin, "Siapa yang menyatakannya.")


@source(
    calendar.CalendarDay,
    description="Yang tercatat tentang satu hari: libur, atau hari kerja meski libur menurut pustaka kalender.",
    filters=("day", "year", "kind", "is_off", "estimated", "origin"),
    orders=(
        Order("day", "day", "Menurut tanggal."),
        Order("recorded_at", "recorded_at", "Menurut waktu dicatat."),
    ),
    default_order=("day",),
)
class CalendarDay:
    """What is recorded of one day."""

    day = column("Tanggalnya.")
    year = column("Tahunnya.")
    name = column("Nama hari libur.")
    kind = column("Libur nasional, cuti bersama, atau libur setempat.")
    is_off = column("Hari itu libur.")
    estimated = column("Tanggalnya masih perkiraan dan dapat bergeser.")
    origin = column("Dari pustaka kalender, atau ditetapkan dinas.")
    source = column("Dasarnya: keputusan, atau pustaka dengan versinya.")
    recorded_at = column("Kapan dicatat.")


@source(
    calendar.OpeningHours,
    description="Jam buka sebuah layanan pada beberapa hari, mulai suatu tanggal.",
    filters=("service", "valid_from", "valid_until", "period"),
    orders=(Order("valid_from", "valid_from", "Menurut mulai berlaku."),),
    default_order=("service", "valid_from"),
)
class OpeningHours:
    """When a service is open on some weekdays."""

    service = column("Nama singkat layanan.")
    title = column("Sebutan layanan.")
    weekdays = column("Hari, sebagai angka: 1 Senin sampai 7 Minggu.")
    opens = column("Buka pada jam ini, waktu setempat; kosong: tutup.")
    closes = column("Tutup pada jam ini; kosong: tutup.")
    rest_from = column("Istirahat mulai.")
    rest_until = column("Istirahat sampai.")
    valid_from = column("Berlaku mulai.")
    valid_until = column("Berlaku sampai; kosong: seterusnya.")
    period = column("Masa khusus, misalnya Ramadan 1446 H; kosong: jam biasa.")
    estimated = column("Belum dipastikan dinas.")
    source = column("Dasarnya.")
    recorded_at = column("Kapan dicatat.")


@source(
    feeds.CalendarFeed,
    description="Tautan kalender milik sebuah akun; rahasianya hanya ditampilkan ketika dibuat.",
    orders=(Order("created_at", "created_at", "Menurut waktu dibuat."),),
)
class CalendarFeed:
    """A link to a calendar."""

    title = column("Nama kalender.")
    source = column("Isinya, misalnya core.days_off.")
    parameters = column("Batasannya, sebagai objek JSON.")
    created_at = column("Kapan dibuat.")
    expires_at = column("Berakhir pada saat ini.")
    revoked_at = column("Kapan dicabut.")
    last_used_at = column("Kapan terakhir diambil.")
    use_count = column("Berapa kali diambil; paling banyak satu kali tiap sepuluh menit dihitung.")


CALENDAR_CONTRIBUTION = Contribution(
    types=(CalendarDay, OpeningHours, CalendarFeed),
    query=(
        *CALENDAR_ANSWERS,
        connection(
            "calendarDays",
            of="CalendarDay",
            description="Yang tercatat tentang hari-hari; untuk mengelola kalender. Lihat pula daysOff.",
        ),
        connection(
            "openingHours",
            of="OpeningHours",
            where={"withdrawn_at": None},
            description="Jam buka yang tercatat, yang sudah lewat juga.",
        ),
        connection("calendarFeeds", of="CalendarFeed", description="Tautan kalender yang boleh Anda lihat."),
    ),
)
