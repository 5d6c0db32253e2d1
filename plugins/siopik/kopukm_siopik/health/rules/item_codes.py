"""How many items of a questionnaire are named at once: "legalitas.2", "legalitas.1-3", "legalitas" (all)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kopukm_siopik.health.rules.rubric import Questionnaire, Rubric

Item = tuple[str, int]
"""(indicator, item from 1 on)."""

_FORM = re.compile(r"([a-z][a-z0-9_]{0,59})(?:\.(\d{1,3})(?:-(\d{1,3}))?)?")


class ItemCodeFaultError(ValueError):
    """A code that names no item of the rubric: Indonesian words for whoever wrote it."""


def items_of(rubric: Rubric, codes: Iterable[str]) -> list[Item]:
    """The items that the codes name, in order. Raises ItemCodeFaultError."""
    known = {one.key: one for one in rubric.indicators if isinstance(one, Questionnaire)}
    found: list[Item] = []
    for code in codes:
        matched = _FORM.fullmatch(code.strip())
        indicator = known.get(matched[1]) if matched else None
        if matched is None or indicator is None:
            raise ItemCodeFaultError(f"Butir {code!r} tidak ada dalam rubrik {rubric.version}.")
        count = len(indicator.items)
        first = int(matched[2]) if matched[2] else 1
        last = int(matched[3]) if matched[3] else first if matched[2] else count
        if not 1 <= first <= last <= count:
            raise ItemCodeFaultError(f"Butir {code!r}: {indicator.title} mempunyai {count} butir.")
        found += [(indicator.key, place) for place in range(first, last + 1)]
    return found


def notes_of(rubric: Rubric, texts: Iterable[str]) -> dict[Item, str]:
    """Notes such as "legalitas.2: akta belum diperbarui", by item. Raises ItemCodeFaultError."""
    notes: dict[Item, str] = {}
    for text in texts:
        code, colon, note = text.partition(":")
        if not colon or not note.strip():
            raise ItemCodeFaultError(f"Catatan {text[:60]!r}: tulis kode butir, titik dua, lalu catatannya.")
        notes |= dict.fromkeys(items_of(rubric, [code]), note.strip()[:500])
    return notes
