"""The value types of a report: tables with the definition of every figure, for any form they are given out in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor
    from kopukm_core.platform import Platform


@dataclass(frozen=True, slots=True)
class Withheld:
    """A cell whose value is known and not told to this reader, with the reason as an Indonesian sentence."""

    reason: str


WITHHELD_MARK = "–*"
"""What stands in a withheld cell, and before its reason under the table. A lone dash is "not known"."""

Cell: TypeAlias = "str | int | float | bool | date | datetime | Withheld | None"
"""None: nothing is known; in the row of totals: there is no sum."""


class ColumnKind(Enum):
    """How the cells of a column are written: 1.234, Rp1.250.000, 12,5 %, 23 November 2026."""

    TEXT = "text"
    NUMBER = "number"
    RUPIAH = "rupiah"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its Indonesian label, and how its cells are written."""

    label: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what its figures mean: rule, version and date stand in `definitions`."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    definitions: tuple[str, ...] = ()
    total: tuple[Cell, ...] | None = None
    """The last row, where the figures add up."""

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Why cells are withheld, each reason once, as printed under the table."""
        rows = (*self.rows, *(() if self.total is None else (self.total,)))
        reasons = dict.fromkeys(cell.reason for row in rows for cell in row if isinstance(cell, Withheld))
        return tuple(f"{WITHHELD_MARK} {reason}" for reason in reasons)


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is asked for: a period, a region subtree ("" for the whole district), as of when.

    `known_at` asks for what was known at that moment, to reproduce a figure once published; None is now.
    """

    first_day: date
    last_day: date
    region_code: str = ""
    known_at: datetime | None = None


BuildReport: TypeAlias = "Callable[[Platform, Actor, ReportRequest], Awaitable[Sequence[Table | str]]]"
"""Tables, and paragraphs of text between them."""


@dataclass(frozen=True, slots=True)
class Report:
    """A usual report of the office: `plugin.noun`, title, the permission that it asks for, and how it is built."""

    name: str
    title: str
    description: str
    permission: str
    build: BuildReport
    uses_period: bool = True
    """False for one that speaks of one day (`last_day`) alone."""
    is_of_today: bool = False
    """Whether it lists the records as they stand, so that no other day than today may be asked."""
