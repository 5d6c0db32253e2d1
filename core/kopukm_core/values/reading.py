"""What a reader of people's writing answers: a value, and what it noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Generic, Protocol, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from kopukm_core.values.kinds import RegionCode

T = TypeVar("T")

RawValue: TypeAlias = str | int | float | bool | Decimal | date | datetime | time | timedelta | None
"""What a spreadsheet cell or a typed answer holds before it is read."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed while reading: a stable UPPER_SNAKE word and an Indonesian sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """The value read, or None when nothing was written or nothing could be read, with the findings."""

    value: T | None
    findings: tuple[Finding, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not self.findings


def doubtful(code: str, message: str) -> Reading[T]:
    """A reading without a value: nothing is guessed."""
    return Reading(None, (Finding(code, message),))


class RegionNames(Protocol):
    """What a reading needs to know of the regions; `kopukm_core.regions.lookup.RegionIndex` is one."""

    def read(self, text: str) -> Reading[RegionCode]:
        """The region that a person's words mean."""
        ...

    def name_of(self, code: str) -> str | None:
        """The official name of a region, or None when the code is unknown."""
        ...


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What readers are told from outside: the day of the file or the talk, the regions, the time zone."""

    today: date
    regions: RegionNames | None = None
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
