"""The names of the loaded regions in memory, searched by whole, beginning, part and one slip. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from heapq import nsmallest
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kopukm_core.regions import codes
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.names import name_key
from kopukm_core.regions.phrases import Part, Phrase, phrases_of, split_phrases_of, undesignated_key

SHORTEST_PART = 2
"""Other names that begin with a name or hold it are sought from this many letters on."""

SHORTEST_SLIP = 4
"""One slip of the pen is forgiven in a name of at least this many letters."""

_MOST_SLIPS = 50


class Match(IntEnum):
    """How well a name answers, the best first."""

    WHOLE = 0
    BEGINNING = 1
    PART = 2
    ONE_SLIP = 3


_AFTER_LETTERS = "\x7f"
"""Sorts after every letter and digit of a key."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where and at which level regions are sought."""

    within: str = ""
    level: RegionLevel | None = None

    def holds(self, code: str) -> bool:
        return codes.is_within(code, self.within) and (
            self.level is None or codes.level_of(code) == self.level
        )


@dataclass(frozen=True, slots=True)
class RegionName:
    """What the index knows of a region; `aliases` are its other names."""

    code: str
    name: str
    kind: RegionKind
    sort_key: str
    aliases: tuple[str, ...] = ()
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A region found. `path` names it with the regions above it, nearest first, without the province."""

    code: str
    name: str
    kind: RegionKind
    match: Match
    path: str


class RegionSearchIndex:
    """Searches a fixed set of region names; built once and shared."""

    def __init__(self, names: Iterable[RegionName]) -> None:
        self._names = {name.code: name for name in names}
        spellings: dict[str, list[str]] = {}
        for entry in self._names.values():
            written = (name_key(entry.name), undesignated_key(entry.name), *map(name_key, entry.aliases))
            for key in dict.fromkeys(each for each in written if each):
                spellings.setdefault(key, []).append(entry.code)
        self._codes_by_key = spellings
        self._keys = sorted(spellings)
        # One text with a line per key: finding in it is far quicker than asking key by key.
        self._lines = "\n".join(self._keys)
        self._starts = list(accumulate((len(key) + 1 for key in self._keys), initial=0))[:-1]

    def __len__(self) -> int:
        return len(self._names)

    def name_of(self, code: str) -> str | None:
        """The region's name, or None where it is not loaded."""
        found = self._names.get(code)
        return found.name if found else None

    def path_of(self, code: str) -> str:
        """The region with those above it: "Tajur, Citeureup, Kabupaten Bogor". The province is left out."""
        above = [
            each
            for each in reversed(codes.ancestors_of(code))
            if codes.level_of(each) != RegionLevel.PROVINCE
        ]
        return ", ".join(self._names[each].name for each in (code, *above) if each in self._names)

    def search(
        self, text: str, *, within: str = "", level: RegionLevel | None = None, limit: int = 20
    ) -> list[RegionMatch]:
        """The regions that the words may mean, best first; of equals the upper levels first.

        The words may be a code, a postal code, or names with or without their kind, the place around a region
        before or after it: "Desa Tajur Kec. Citeureup", "Tajur, Citeureup", "gunung putri".
        """
        scope = _Scope(within, level)
        found = {code: Match.WHOLE for code in self._numbered(text.strip()) if scope.holds(code)}
        for phrases in (phrases_of(text), split_phrases_of(text)):
            for phrase in () if found else phrases:
                for code, match in self._phrase(phrase, scope):
                    found[code] = min(match, found.get(code, match))
        ranked = ((match, len(code), self._names[code].sort_key, code) for code, match in found.items())
        return [self._match(code, match) for match, _, _, code in nsmallest(max(0, limit), ranked)]

    def _match(self, code: str, match: Match) -> RegionMatch:
        entry = self._names[code]
        return RegionMatch(code, entry.name, entry.kind, match, self.path_of(code))

    def _numbered(self, text: str) -> list[str]:
        code = codes.dotted_code(text)
        if code is not None and code in self._names:
            return [code]
        if len(text) == 5 and text.isascii() and text.isdigit():
            return [each.code for each in self._names.values() if each.postal_code == text]
        return []

    def _phrase(self, phrase: Phrase, scope: _Scope) -> Iterator[tuple[str, Match]]:
        """The regions that one part names while every other part names a place around them."""
        places = [self._places(part) for part in phrase] if len(phrase) > 1 else [{}]
        for position, part in enumerate(phrase):
            around = places[:position] + places[position + 1 :]
            if not all(around):
                continue
            for code, match in self._matches(part, scope).items():
                above = codes.ancestors_of(code)
                fits = [
                    min((named[each] for each in above if each in named), default=None) for named in around
                ]
                known = [fit for fit in fits if fit is not None]
                if len(known) == len(fits):
                    yield code, max([match, *known])

    def _places(self, part: Part) -> dict[str, Match]:
        """The regions a part may mean as the place around another: half a name is too little to go by."""
        whole = dict.fromkeys(self._fitting(part, [part.key]), Match.WHOLE)
        return whole or dict.fromkeys(self._fitting(part, self._slips(part.key)), Match.ONE_SLIP)

    def _matches(self, part: Part, scope: _Scope) -> dict[str, Match]:
        """The regions that a part may mean; pieces of names and slips only if nothing is nearer."""
        found: dict[str, Match] = {}
        for match, find in (
            (Match.WHOLE, lambda key: [key]),
            (Match.BEGINNING, self._beginnings),
            (Match.PART, self._containing),
            (Match.ONE_SLIP, self._slips),
        ):
            if found and match >= Match.PART:
                break
            for code in self._fitting(part, find(part.key)):
                if code not in found and scope.holds(code):
                    found[code] = match
        return found

    def _fitting(self, part: Part, keys: Iterable[str]) -> Iterator[str]:
        for key in keys:
            for code in self._codes_by_key.get(key, ()):
                if not part.kinds or self._names[code].kind in part.kinds:
                    yield code

    def _beginnings(self, key: str) -> list[str]:
        if len(key) < SHORTEST_PART:
            return []
        return self._keys[bisect_left(self._keys, key) : bisect_left(self._keys, key + _AFTER_LETTERS)]

    def _containing(self, key: str) -> Iterator[str]:
        position = self._lines.find(key) if len(key) >= SHORTEST_PART else -1
        while position >= 0:
            index = bisect_right(self._starts, position) - 1
            yield self._keys[index]
            position = self._lines.find(key, self._starts[index] + len(self._keys[index]))

    def _slips(self, key: str) -> list[str]:
        if len(key) < SHORTEST_SLIP:
            return []
        near = process.extract(key, self._keys, scorer=OSA.distance, score_cutoff=1, limit=_MOST_SLIPS)
        return [found for found, _, _ in near]
