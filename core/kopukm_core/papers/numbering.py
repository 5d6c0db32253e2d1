"""Numbers of papers: per kind and year, without gaps or doubles, written by a pattern that is data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tortoise.expressions import Q

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import NotFoundError
from kopukm_core.papers.models import PaperNumbering

LETTER, CERTIFICATE = "letter", "certificate"

_PLACE = re.compile(r"\{(urut|bulan|romawi|tahun)(?::([1-9]))?\}")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NOT_SET = "Pola bawaan; kantor belum menetapkan penomorannya."


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number as it stands on the paper, with its place in the year."""

    text: str
    year: int
    sequence: int
    kind_title: str


def pattern_fault(pattern: str) -> str:
    """What is wrong with a pattern, in a sentence; empty where nothing is."""
    rest = _PLACE.sub("", pattern)
    if "{" in rest or "}" in rest:
        return "Yang dapat dipakai: {urut}, {urut:3}, {bulan}, {romawi}, {tahun}."
    if len([found for found in _PLACE.finditer(pattern) if found[1] == "urut"]) != 1:
        return "Pola harus memuat {urut} tepat satu kali."
    if "{tahun}" not in pattern:
        return "Pola harus memuat {tahun}: nomor urut mulai lagi tiap tahun."
    return ""


def written_number(pattern: str, sequence: int, day: date) -> str:
    """`{urut:3}/SERT/{romawi}/{tahun}` as 007/SERT/XI/2026."""
    words = {
        "urut": str(sequence),
        "bulan": f"{day:%m}",
        "romawi": _ROMAN[day.month - 1],
        "tahun": str(day.year),
    }
    return _PLACE.sub(lambda found: words[found[1]].zfill(int(found[2] or 1)), pattern)


async def next_numbers(kind: str, day: date, count: int) -> list[GivenNumber]:
    """The next numbers of this kind in the day's year, inside the caller's transaction; two statements for any count.

    The counter's row is held until the transaction ends: who comes meanwhile waits, and a rollback gives the number
    back. Raises NotFoundError for a kind without numbering.
    """
    numbering = await numbering_on(kind, day)
    now = Parameters(dialect())
    found = await rows(
        "INSERT INTO paper_counter (kind, year, last_sequence)"
        f" VALUES ({now.add(kind)}, {now.add(day.year)}, {now.add(count)})"
        " ON CONFLICT (kind, year) DO UPDATE"
        " SET last_sequence = paper_counter.last_sequence + excluded.last_sequence RETURNING last_sequence",
        now,
    )
    last = int(found[0]["last_sequence"])
    return [
        GivenNumber(written_number(numbering.pattern, sequence, day), day.year, sequence, numbering.title)
        for sequence in range(last - count + 1, last + 1)
    ]


async def numbering_on(kind: str, day: date) -> PaperNumbering:
    """How papers of the kind are numbered on the day. Raises NotFoundError."""
    found = await PaperNumbering.filter(Q(effective_on=None) | Q(effective_on__lte=day), kind=kind)
    if not found:
        raise NotFoundError(
            f"Jenis surat {kind[:60]!r} belum punya penomoran pada {day.isoformat()}.",
            remedy="Tetapkan dengan kopukm do core.set_paper_numbering.",
        )
    return max(found, key=lambda one: (one.effective_on or date.min, one.id))


async def ensure_paper_kind(kind: str, title: str, pattern: str, *, source: str = _NOT_SET) -> None:
    """Give a kind its first pattern, where it has none; for `prepare`."""
    if not await PaperNumbering.exists(kind=kind):
        await PaperNumbering.create(
            kind=kind, title=title, pattern=pattern, source=source, recorded_at=clock.now()
        )
