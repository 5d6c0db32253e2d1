"""What the working calendar answers: days off, working days, due days, whether a service is open."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import strawberry

from kopukm_core import clock
from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.calendar import (
    DayOffKind,
    DayUnit,
    Roll,
    TimeSpan,
    WorkingCalendar,
    load_calendar,
)
from kopukm_core.scheduling.calendar.loading import check_years
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten

LONGEST_STRETCH = timedelta(days=366 * 5)
LARGEST_OFFSET = 1_000


@strawberry.type(description="Hari libur.")
class DayOff:
    """A day on which the office does not work, besides weekends."""

    day: date = strawberry.field(description="Tanggalnya.")
    name: str = strawberry.field(description="Nama hari libur.")
    kind: DayOffKind = strawberry.field(description="Libur nasional, cuti bersama, atau libur setempat.")
    estimated: bool = strawberry.field(description="Tanggalnya masih perkiraan dan dapat bergeser.")
    source: str = strawberry.field(description="Dasarnya: keputusan, atau pustaka kalender dengan versinya.")


@strawberry.type(description="Satu rentang jam buka pada suatu hari.")
class OpenSpan:
    """A stretch of clock time."""

    opens: str = strawberry.field(description="Buka, misalnya 08:00, waktu setempat.")
    closes: str = strawberry.field(description="Tutup, misalnya 12:00.")


@strawberry.type(description="Apakah sebuah layanan buka, dan kapan buka lagi.")
class ServiceOpening:
    """Whether a service is open at a moment."""

    service: str = strawberry.field(description="Nama layanan.")
    at: datetime = strawberry.field(description="Saat yang ditanyakan.")
    is_open: bool = strawberry.field(description="Buka pada saat itu.")
    closes_at: datetime | None = strawberry.field(description="Kapan tutup; kosong bila tidak sedang buka.")
    opens_next: datetime | None = strawberry.field(
        description="Kapan buka berikutnya; kosong bila tidak diketahui."
    )
    words: str = strawberry.field(
        description="Untuk orang: Buka sampai 12.00. atau Tutup. Buka lagi Senin 08.00."
    )
    hours: list[OpenSpan] = strawberry.field(description="Jam buka pada hari itu.")
    reason: str = strawberry.field(description="Mengapa hari itu libur; kosong pada hari kerja.")
    is_estimated: bool = strawberry.field(
        description="Bergantung pada hari libur yang masih perkiraan, atau pada jam yang belum dipastikan dinas."
    )


@strawberry.type(description="Hari kerja di antara dua tanggal, keduanya termasuk.")
class WorkingDays:
    """The working days of a stretch."""

    count: int = strawberry.field(description="Banyaknya.")
    days: list[date] = strawberry.field(description="Tanggalnya, berurutan.")
    estimated: list[date] = strawberry.field(
        description="Hari libur di antaranya yang masih perkiraan: hitungannya dapat berubah."
    )


@strawberry.type(description="Tanggal jatuh tempo.")
class DueDay:
    """A day counted from another."""

    day: date = strawberry.field(description="Tanggal jatuh tempo.")
    rolled_from: date | None = strawberry.field(
        description="Tanggal sebelum digeser karena libur; kosong bila tidak digeser."
    )
    reason: str = strawberry.field(description="Mengapa digeser: nama hari libur atau akhir pekan.")
    is_estimated: bool = strawberry.field(
        description="Bergantung pada hari libur yang masih perkiraan, dan dapat bergeser."
    )


async def days_off(
    info: strawberry.Info,
    year: Annotated[
        int | None, strawberry.argument(description="Tahunnya; kosong: menurut first dan last.")
    ] = None,
    first: Annotated[date | None, strawberry.argument(description="Mulai tanggal ini.")] = None,
    last: Annotated[date | None, strawberry.argument(description="Sampai tanggal ini.")] = None,
) -> list[DayOff]:
    """In their order; this year's unless told."""
    if year is not None and (first is not None or last is not None):
        raise BadInputError("Isi year, atau first dan last, tidak keduanya.")
    if year is not None and not 1 <= year <= 9999:
        raise BadInputError("Tahun tidak dikenal.")
    wanted = year or clock.today(_zone(info)).year
    begins, ends = first or date(wanted, 1, 1), last or date(wanted, 12, 31)
    calendar = await _calendar(info, begins, ends)
    return [
        DayOff(day=day, name=off.name, kind=off.kind, estimated=off.estimated, source=off.source)
        for day, off in calendar.days_off(begins, ends).items()
    ]


async def working_days(
    info: strawberry.Info,
    first: Annotated[date, strawberry.argument(description="Mulai tanggal ini.")],
    last: Annotated[date, strawberry.argument(description="Sampai tanggal ini.")],
) -> WorkingDays:
    """Neither weekends nor days off."""
    calendar = await _calendar(info, first, last)
    found = calendar.working_days(first, last)
    guessed = [day for day, off in calendar.days_off(first, last).items() if off.estimated]
    return WorkingDays(count=len(found), days=found, estimated=guessed)


async def due_day(
    info: strawberry.Info,
    start: Annotated[date, strawberry.argument(description="Dihitung dari tanggal ini.")],
    offset: Annotated[int, strawberry.argument(description="Sekian hari sesudahnya; negatif: sebelumnya.")],
    unit: Annotated[
        DayUnit, strawberry.argument(description="Hari kalender atau hari kerja.")
    ] = DayUnit.WORKING,
    roll: Annotated[Roll, strawberry.argument(description="Bila jatuh pada hari libur.")] = Roll.LATER,
) -> DueDay:
    """A deadline, and why it lies there."""
    if abs(offset) > LARGEST_OFFSET:
        raise BadInputError(f"offset harus -{LARGEST_OFFSET} sampai {LARGEST_OFFSET}.")
    check_years(start, start)
    stretch = timedelta(days=2 * abs(offset))
    calendar = await _calendar(info, start - stretch, start + stretch)
    due = calendar.due_day(start, offset, unit, roll)
    plain = start + timedelta(days=offset)
    if unit is DayUnit.WORKING and offset:
        return DueDay(day=due, rolled_from=None, reason="", is_estimated=calendar.is_estimated(start, due))
    if due == plain:
        return DueDay(day=due, rolled_from=None, reason="", is_estimated=False)
    guessed = calendar.is_estimated(plain, due)
    return DueDay(day=due, rolled_from=plain, reason=calendar.why_off(plain), is_estimated=guessed)


async def service_opening(
    info: strawberry.Info,
    service: Annotated[
        str, strawberry.argument(description="Nama layanan: office (kantor) atau layanan sebuah program.")
    ],
    at: Annotated[
        datetime | None, strawberry.argument(description="Pada saat ini; kosong: sekarang.")
    ] = None,
) -> ServiceOpening | None:
    """Null for a service that has no hours at all."""
    zone = _zone(info)
    moment = at or clock.now()
    if moment.tzinfo is None:
        raise BadInputError("at harus memuat zona, misalnya +07:00.")
    check_years(moment, moment)
    day = moment.astimezone(zone).date()
    calendar = await _calendar(info, day, day)
    if service not in calendar.services:
        return None
    return ServiceOpening(
        service=service,
        at=moment,
        is_open=calendar.is_open(service, moment),
        closes_at=calendar.closes_at(service, moment),
        opens_next=calendar.opens_next(service, moment),
        words=calendar.state_words(service, moment),
        hours=[_span(span) for span in calendar.hours_on(service, day)],
        reason=calendar.why_off(day),
        is_estimated=calendar.is_opening_estimated(service, moment),
    )


def _span(span: TimeSpan) -> OpenSpan:
    return OpenSpan(opens=f"{span.opens:%H:%M}", closes=f"{span.closes:%H:%M}")


def _zone(info: strawberry.Info) -> ZoneInfo:
    return context_of(info).settings.time_zone


async def _calendar(info: strawberry.Info, first: date, last: date) -> WorkingCalendar:
    if last - first > LONGEST_STRETCH:
        raise BadInputError("Rentang tanggal paling panjang lima tahun.")
    return await load_calendar(first, last, time_zone=_zone(info))


CALENDAR_ANSWERS: tuple[RootField, ...] = (
    handwritten("daysOff", days_off, description="Hari libur setahun, atau di antara dua tanggal."),
    handwritten("workingDays", working_days, description="Hari kerja di antara dua tanggal."),
    handwritten(
        "dueDay", due_day, description="Tanggal sekian hari dari tanggal lain, digeser dari hari libur."
    ),
    handwritten(
        "serviceOpening", service_opening, description="Apakah sebuah layanan buka, dan kapan buka lagi."
    ),
)
