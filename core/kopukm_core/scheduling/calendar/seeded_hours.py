"""Opening hours that a program brings: what is known of a service before the office says it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OFFICE = "office"
"""The service that is the office itself."""

BEGINNING = date(2025, 1, 1)
"""From here on the hours hold that tell no day of their own."""


@dataclass(frozen=True, slots=True)
class SeededHours:
    """A row of opening hours that the program brings once, under a `name` that stays; see `OpeningHours`.

    `weekdays` are ISO digits (`12345`), clock times texts like `08:00`, `source` is the decree or the SOP.
    """

    name: str
    service: str
    title: str
    weekdays: str
    opens: str
    closes: str
    source: str
    rest_from: str | None = None
    rest_until: str | None = None
    valid_from: date = BEGINNING
    valid_until: date | None = None
    period: str = ""
    estimated: bool = False
