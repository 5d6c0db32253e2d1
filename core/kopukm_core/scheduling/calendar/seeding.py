"""What the program brings of the calendar: the years around today, and opening hours with their sources."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.db import hold, transaction
from kopukm_core.platform import Platform
from kopukm_core.scheduling.calendar.models import OpeningHours
from kopukm_core.scheduling.calendar.recording import LOCK, PROGRAM, record_years
from kopukm_core.scheduling.calendar.renewing import years_kept
from kopukm_core.scheduling.calendar.seeded_hours import SeededHours

_USUAL = "Jam kantor yang umum; belum dipastikan dengan keputusan"

OFFICE_HOURS: tuple[SeededHours, ...] = (
    SeededHours("office.usual", "office", "Kantor dinas", "1234", "07:30", "16:00", _USUAL, estimated=True),
    SeededHours(
        "office.usual_friday", "office", "Kantor dinas", "5", "07:30", "16:30", _USUAL,
        rest_from="11:30", rest_until="13:00", estimated=True,
    ),
)  # fmt: skip
"""Of every office, until it says otherwise. What one district decreed stands in its own data; see `load_office`."""


async def seed_hours(seeds: Sequence[SeededHours]) -> int:
    """Bring rows that never were brought, how many; what the office ended or overruled stays so.

    The hours of a programme's services come with the `Programme`; other services may be brought in a `prepare`.
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
    """The years around today and the office's usual hours; quick where they are there."""
    await record_years(years_kept(clock.today(platform.settings.time_zone)))
    await seed_hours(OFFICE_HOURS)
