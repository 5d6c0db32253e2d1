"""What the program brings of the calendar: the years around today, and opening hours with their sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kopukm_core import clock
from kopukm_core.db import hold, transaction
from kopukm_core.platform import Platform
from kopukm_core.scheduling.calendar.models import OpeningHours
from kopukm_core.scheduling.calendar.recording import LOCK, PROGRAM, record_years
from kopukm_core.scheduling.calendar.renewing import years_kept

_EVERY_WORKDAY = "12345"
_BEGINNING = date(2025, 1, 1)
_RAMADAN = "Ramadan 1446 H"
_RAMADAN_DECREE = "Keputusan Bupati Bogor 000.8/802/Kpts/Per-UU/2025"
_USUAL = "Jam kantor yang umum; belum dipastikan dengan keputusan"


@dataclass(frozen=True, slots=True)
class SeededHours:
    """A row of opening hours that the program brings once, under a `name` that stays; see `OpeningHours`."""

    name: str
    service: str
    title: str
    weekdays: str
    opens: str
    closes: str
    source: str
    rest_from: str | None = None
    rest_until: str | None = None
    valid_from: date = _BEGINNING
    valid_until: date | None = None
    period: str = ""
    estimated: bool = False


OPENING_HOURS: tuple[SeededHours, ...] = (
    SeededHours("office.usual", "office", "Kantor dinas", "1234", "07:30", "16:00", _USUAL, estimated=True),
    SeededHours(
        "office.usual_friday", "office", "Kantor dinas", "5", "07:30", "16:30", _USUAL,
        rest_from="11:30", rest_until="13:00", estimated=True,
    ),
    SeededHours(
        "office.ramadan_1446", "office", "Kantor dinas", "1234", "08:00", "15:00", _RAMADAN_DECREE,
        rest_from="12:00", rest_until="12:30",
        valid_from=date(2025, 3, 1), valid_until=date(2025, 3, 30), period=_RAMADAN,
    ),
    SeededHours(
        "office.ramadan_1446_friday", "office", "Kantor dinas", "5", "08:00", "15:30", _RAMADAN_DECREE,
        rest_from="11:30", rest_until="12:30",
        valid_from=date(2025, 3, 1), valid_until=date(2025, 3, 30), period=_RAMADAN,
    ),
    SeededHours(
        "clinic.cooperative.sop", "clinic.cooperative", "Klinik koperasi", _EVERY_WORKDAY, "09:00", "12:00",
        "SOP klinik konsultasi: Senin–Jumat 09.00–12.00",
    ),
    SeededHours(
        "clinic.business.sop", "clinic.business", "Klinik UKM", _EVERY_WORKDAY, "13:00", "16:00",
        "SOP klinik konsultasi: Senin–Jumat 13.00–16.00",
    ),
    SeededHours(
        "chat.sop", "chat", "Layanan chat", _EVERY_WORKDAY, "08:00", "18:00",
        "SOP layanan informasi: setiap hari kerja 08.00–18.00",
    ),
)  # fmt: skip


async def seed_hours(seeds: Sequence[SeededHours]) -> int:
    """Bring rows that never were brought, how many; what the office ended or overruled stays so.

    A plugin calls it in its `prepare` for the services that it offers.
    """
    names = [seed.name for seed in seeds]
    if await OpeningHours.filter(seed__in=names).count() == len(names):
        return 0
    async with transaction():
        await hold(LOCK)
        there = {row["seed"] for row in await OpeningHours.filter(seed__in=names).values("seed")}
        wanted = [seed for seed in seeds if seed.name not in there]
        now = clock.now()
        for seed in wanted:
            await OpeningHours.create(
                service=seed.service,
                title=seed.title,
                weekdays=seed.weekdays,
                opens=seed.opens,
                closes=seed.closes,
                rest_from=seed.rest_from,
                rest_until=seed.rest_until,
                valid_from=seed.valid_from,
                valid_until=seed.valid_until,
                period=seed.period,
                estimated=seed.estimated,
                source=seed.source,
                seed=seed.name,
                recorded_at=now,
                recorded_by=PROGRAM,
            )
    return len(wanted)


async def prepare_calendar(platform: Platform) -> None:
    """The years around today and the opening hours; quick where they are there."""
    await record_years(years_kept(clock.today(platform.settings.time_zone)))
    await seed_hours(OPENING_HOURS)
