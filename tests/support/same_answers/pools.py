"""The values that documents are made with: real ones of the data set, and ones that break what is weak."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

HOSTILE: tuple[str, ...] = (
    "",
    " ",
    "'",
    '"',
    "\\",
    "''",
    '\\"',
    "\\'; --",
    "' OR '1'='1",
    "'); DROP TABLE party; --",
    "$1",
    "?1",
    "%",
    "_",
    "%_%",
    "\\%",
    "100%_",
    "{name}",
    "{0}",
    "%s",
    "%(name)s",
    ":name",
    "/* */",
    "a\tb\nc\r\n",
    "\u0001\u0002\u0003",
    "\u0001H0\u0001",
    "\u0002",
    "\u001f",
    "\u007f",
    "\u0000",
    "a\u0000b",
    "\u2028\u2029",
    "\ufeffx",
    "é",
    "e\u0301",
    "ß",
    "İ",
    "𝔘𝔫𝔦",
    "👩‍👩‍👧‍👦",
    "مرحبا بالعالم",
    "\u202eterbalik",
    "null",
    "true",
    "__typename",
    "</script><script>",
    "\\u0000",
    "[]",
    '{"a": 1}',
)
LONG = "panjang " * 1_250
"""10,000 characters: longer than anything a column takes."""
WHOLE_NUMBERS: tuple[int, ...] = (
    *(0, 1, -1, 2, 7, 99, 100, 101),
    *(2023, 2024, 2025, 2**31 - 1, -(2**31)),
)
BIG_NUMBERS: tuple[int, ...] = (2**31, 2**53 - 1, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63) + 1)
DATES: tuple[str, ...] = ("0001-01-01", "9999-12-31", "2024-02-29", "2026-01-01", "2025-03-05")
INSTANTS: tuple[str, ...] = (
    "2026-11-02T01:00:00+00:00",
    "2026-11-02T08:00:00+07:00",
    "2026-11-02T01:00:00.000001+00:00",
    "2026-11-02T00:59:59.999999Z",
    "0001-01-02T00:00:00+00:00",
    "9999-12-30T23:59:59.999999+00:00",
)
REGION_CODES: tuple[str, ...] = ("32", "32.01", "32.01.07", "32.01.13", "32.01.07.2001", "31.71", "99")


@dataclass(slots=True)
class Pools:
    """What is known of the data set: global ids by type, values by type and field, cursors by type, words."""

    ids: dict[str, list[str]] = field(default_factory=dict)
    values: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    cursors: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """By type of rows and order (as written in a document; "" where none is asked for)."""
    words: list[str] = field(default_factory=list)
    bad_ids: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    """Fields, as "Type.field", of declared types whose resolver is written by hand."""

    def some_id(self, chance: random.Random, type_name: str = "") -> str:
        """A global id: mostly of this type and there, at times another's, missing, or none at all."""
        draw = chance.random()
        if type_name in self.ids and draw < 0.85:
            return chance.choice(self.ids[type_name])
        if self.ids and (draw < 0.95 or not self.bad_ids):
            return chance.choice(self.ids[chance.choice(list(self.ids))])
        return chance.choice(self.bad_ids) if self.bad_ids else "x"

    def some_value(self, chance: random.Random, type_name: str, field_name: str) -> Any:
        """A value that stands in this field of some row; None where none is known."""
        known = self.values.get((type_name, field_name))
        return chance.choice(known) if known else None

    def some_cursor(self, chance: random.Random, type_name: str, order: str) -> str:
        """A cursor of this list and order; at times one of another, or none at all."""
        draw = chance.random()
        known = self.cursors.get((type_name, order))
        if known and draw < 0.85:
            return chance.choice(known)
        if self.cursors and draw < 0.93:
            return chance.choice(self.cursors[chance.choice(list(self.cursors))])
        return chance.choice(("", "x", "bm9uc2Vuc2U=", "%", "\u0001"))

    def some_text(self, chance: random.Random) -> str:
        """A word of the data, a part of one, or a hostile string."""
        draw = chance.random()
        if self.words and draw < 0.6:
            word = chance.choice(self.words)
            return word if draw < 0.4 else word[: chance.randint(1, len(word))]
        return LONG if draw > 0.99 else chance.choice(HOSTILE)


def words_of(texts: Iterable[str]) -> list[str]:
    """The different words of the texts, and the texts themselves where they are short."""
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(text.split())
        if 0 < len(text) < 60:
            found[text] = None
    return list(found)
