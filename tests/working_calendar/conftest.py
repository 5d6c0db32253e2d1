"""Fixtures of the calendar: the core with its cycles, open on each engine once for a file of tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from databases import Databases
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.programmes.office import office_hours
from kopukm_core.scheduling.calendar import SeededHours
from kopukm_core.scheduling.calendar.seeding import prepare_calendar, seed_hours
from kopukm_core.settings import Settings

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 23 November 2026, 08.00 WIB."""

SERVICES = tuple(
    SeededHours(f"desk.{service}", service, title, "12345", opens, closes, "SOP layanan")
    for service, title, opens, closes in (
        ("clinic.cooperative", "Klinik koperasi", "09:00", "12:00"),
        ("clinic.business", "Klinik UKM", "13:00", "16:00"),
        ("chat", "Layanan chat", "08:00", "18:00"),
    )
)
"""Hours as a plugin brings them for its services."""


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Dialect:
    """Both engines, one after the other."""
    return Dialect(request.param)


@pytest.fixture(scope="module")
def office_clock() -> Iterator[clock.MovingClock]:
    """The clock of the file, which the platform is opened by."""
    moving = clock.MovingClock(MONDAY)
    with clock.using(moving):
        yield moving


@pytest.fixture(scope="module")
async def platform(
    databases: Databases,
    engine: Dialect,
    tmp_path_factory: pytest.TempPathFactory,
    office_clock: clock.MovingClock,
) -> AsyncIterator[Platform]:
    """The core alone, with the days off and hours that it brings, and those of three services."""
    home: Path = tmp_path_factory.mktemp("calendar")
    with (
        using_keys(KeyRing({"k1": bytes(range(32))})),
        databases.fresh(engine, {"core": AppModels(MODELS.models)}) as url,
    ):
        settings = Settings(home=home, database_url=url)
        async with build_platform(settings, []).open(prepare=False) as running:
            await prepare_calendar(running)
            await seed_hours((*office_hours(settings.region_code), *SERVICES))
            yield running
