"""Cells as people read them: 1.234, Rp1.250.000, 12,5%, 23 November 2026."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from kopukm_core.papers.report import WITHHELD_MARK, Cell, ColumnKind, Withheld
from kopukm_core.values import short_date

NUMERIC = frozenset({ColumnKind.NUMBER, ColumnKind.RUPIAH, ColumnKind.PERCENT})
_ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_MOST_DECIMALS = 3


def cell_text(value: Cell, kind: ColumnKind, time_zone: ZoneInfo) -> str:
    """The cell as text; an en dash where nothing is known. A percent is given in hundredths of the whole: 12.5."""
    if value is None:
        return "–"
    if isinstance(value, Withheld):
        return WITHHELD_MARK
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return moment_text(value, time_zone)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int | float) and kind in NUMERIC:
        return _number_text(value, kind)
    return str(value)


def moment_text(moment: datetime, time_zone: ZoneInfo) -> str:
    """`23 November 2026 14.05 WIB`."""
    local = moment.astimezone(time_zone)
    zone = _ZONES.get(time_zone.key, local.tzname() or "")
    return f"{short_date(local.date())} {local:%H.%M} {zone}".strip()


def period_text(first: date, last: date) -> str:
    """`1 Januari – 31 Desember 2026`, with what the two days share said once."""
    if first == last:
        return short_date(last)
    words, others = short_date(first).split(" "), short_date(last).split(" ")
    while words and others and words[-1] == others[-1]:
        words.pop()
        others.pop()
    return f"{' '.join(words)} – {short_date(last)}"


def _number_text(value: float, kind: ColumnKind) -> str:
    exact = Decimal(str(value))
    if not exact.is_finite():
        return "–"
    if kind is ColumnKind.PERCENT:
        text = f"{abs(exact):,.2f}"
    else:
        text = f"{abs(exact):,.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    text = text.translate(str.maketrans(",.", ".,"))
    sign = "-" if exact < 0 and text != "0" else ""
    if kind is ColumnKind.RUPIAH:
        return f"{sign}Rp{text}"
    return f"{sign}{text}%" if kind is ColumnKind.PERCENT else f"{sign}{text}"
