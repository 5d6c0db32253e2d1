"""What is doubtful in a yearly report or an annual meeting: it is stored, and a person should look again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kopukm_siopik.choices import CooperativeStatus

BALANCE_TOLERANCE = 1_000
"""Rupiah by which assets may differ from equity and external capital; or one per cent of assets, if more."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is doubtful: the field, a fixed code, and an Indonesian sentence."""

    field: str
    code: str
    message: str


def year_doubts(
    year: int, founded: date | None, status: CooperativeStatus | None, today: date
) -> list[Doubt]:
    """Whether the cooperative can have had that book year."""
    found = []
    if founded is not None and year < founded.year:
        message = f"Tahun buku {year} sebelum tahun badan hukum ({founded.year})."
        found.append(Doubt("year", "YEAR_BEFORE_FOUNDING", message))
    if status is CooperativeStatus.DISSOLVED and year == today.year - 1:
        message = f"Koperasi ini sudah dibubarkan, tetapi melaporkan tahun buku {year}."
        found.append(Doubt("year", "REPORT_OF_DISSOLVED", message))
    return found


def meeting_doubts(year: int, held_on: date | None, field: str) -> list[Doubt]:
    """Whether the meeting can have been over that book year: the books close on 31 December."""
    if held_on is None or held_on > date(year, 12, 31):
        return []
    message = f"RAT tahun buku {year} tidak mungkin sebelum tahun itu berakhir."
    return [Doubt(field, "RAT_BEFORE_YEAR_END", message)]


def balance_doubts(figures: Mapping[str, Any]) -> list[Doubt]:
    """Whether `assets`, `equity` and `external_capital` agree, where all three are told."""
    assets, equity, external = figures["assets"], figures["equity"], figures["external_capital"]
    if None in (assets, equity, external) or is_balanced(assets, equity, external):
        return []
    message = "Aset tidak sama dengan modal sendiri ditambah modal luar."
    return [Doubt("assets", "BALANCE_MISMATCH", message)]


def is_balanced(assets: int, equity: int, external_capital: int) -> bool:
    """Whether assets equal equity and external capital, rounding aside."""
    gap = abs(assets - equity - external_capital)
    return gap <= BALANCE_TOLERANCE or gap * 100 <= abs(assets)
