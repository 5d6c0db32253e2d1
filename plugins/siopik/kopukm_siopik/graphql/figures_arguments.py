"""What every question for figures is asked with."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from kopukm_core import clock
from kopukm_core.errors import BadInputError
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.values import RegionCode
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.figures.choices import CountedCooperatives, HealthyCounting
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.rule_book import rule_book

enum_definition(CountedCooperatives, "Koperasi mana yang dihitung.")
enum_definition(HealthyCounting, "Predikat mana yang dihitung sehat.")

LEVELS = {RegionLevel.PROVINCE: 2, RegionLevel.REGENCY: 5, RegionLevel.DISTRICT: 8, RegionLevel.VILLAGE: 13}

AsOf = Annotated[date | None, strawberry.argument(description="Keadaan per tanggal ini; kosong: hari ini.")]
KnownAt = Annotated[
    datetime | None, strawberry.argument(description="Menurut yang diketahui saat itu; kosong: sekarang.")
]
Within = Annotated[RegionCode | None, strawberry.argument(description="Hanya di dalam wilayah ini.")]
Counted = Annotated[
    CountedCooperatives,
    strawberry.argument(description="Semua, yang dibina di sini, atau yang berkantor di sini."),
]
Healthy = Annotated[
    HealthyCounting,
    strawberry.argument(description="Predikat yang dihitung sehat, bila lain daripada aturannya."),
]

EARLIEST_YEAR = 1946
"""Before it there was no registry."""


async def question_of(
    info: Any,
    as_of: date | None,
    known_at: datetime | None,
    within: RegionCode | None,
    counted: CountedCooperatives = CountedCooperatives.ALL,
    healthy: HealthyCounting = HealthyCounting.BY_RULE,
) -> Question:
    """What is asked; today and now where nothing is told. Raises BadInputError for a day to come."""
    today = clock.today(context_of(info).settings.time_zone)
    day, moment = as_of or today, known_at or clock.now()
    if day > today or moment > clock.now():
        raise BadInputError("Hari itu belum tiba.", remedy="Pilih tanggal sampai hari ini.")
    check_not_too_early(day)
    return Question(day, moment, await rule_book(day, known_at or None), within or "", counted, healthy)


def check_not_too_early(day: date) -> None:
    """Raises BadInputError for a day before there was a registry."""
    if day.year < EARLIEST_YEAR:
        raise BadInputError("Tanggal terlalu lama.", remedy=f"Paling awal tahun {EARLIEST_YEAR}.")
