"""What the library `holidays` knows of Indonesia: national holidays and collective leave, by year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType

from kopukm_core.scheduling.calendar.day_off import DayOff, DayOffKind

_ESTIMATED = " (perkiraan)"


def library_source() -> str:
    """The library with its version, as a source is named."""
    return f"Pustaka holidays {version('holidays')}"


@lru_cache(maxsize=64)
def library_days(year: int) -> Mapping[date, DayOff]:
    """The days off of one year; where a holiday and a collective leave meet, the holiday counts.

    Collective leave is known from the decree of three ministers only, so a coming year may lack it.
    """
    from holidays import country_holidays
    from holidays.constants import GOVERNMENT, PUBLIC

    source = library_source()
    found: dict[date, DayOff] = {}
    for category, kind in ((GOVERNMENT, DayOffKind.COLLECTIVE_LEAVE), (PUBLIC, DayOffKind.NATIONAL)):
        named = country_holidays("ID", years=year, categories={category}, language="id")
        for day, name in named.items():
            found[day] = DayOff(name.replace(_ESTIMATED, "")[:200], kind, _ESTIMATED in name, source)
    return MappingProxyType(dict(sorted(found.items())))
