"""Tables on their way to a paper, a workbook or a csv file: what stands above them and below, the same in all forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kopukm_core.papers.cells import moment_text
from kopukm_core.papers.letterhead import Letterhead, Signatory
from kopukm_core.papers.report import Table

OFFICE_ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class TablesPaper:
    """A title, lines like ("Periode", "1 Januari – 31 Desember 2026"), then tables and paragraphs in their order.

    `printed_at` is an aware moment, shown in `time_zone`.
    """

    title: str
    content: Sequence[Table | str]
    printed_at: datetime
    particulars: tuple[tuple[str, str], ...] = ()
    letterhead: Letterhead = field(default_factory=Letterhead)
    signatory: Signatory | None = None
    time_zone: ZoneInfo = OFFICE_ZONE

    @property
    def tables(self) -> list[Table]:
        """The tables without the paragraphs between them."""
        return [each for each in self.content if isinstance(each, Table)]

    @property
    def printed_on(self) -> str:
        """`23 November 2026 14.05 WIB`."""
        return moment_text(self.printed_at, self.time_zone)
