"""Finding the region that a person's words mean: pure, in memory, for one district at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kopukm_core.regions.spelling import glued_region_key, is_city, region_key, region_words, says_regency
from kopukm_core.values.kinds import RegionCode
from kopukm_core.values.reading import Finding, Reading, doubtful

DISTRICT, SUBDISTRICT, VILLAGE = 2, 3, 4


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """A region: dotted Kemendagri code, official name, level (1 province to 4 village)."""

    code: str
    name: str
    level: int


class Certainty(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    FUZZY = "fuzzy"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """What a name means: `code` is empty unless exactly one region fits; `candidates` are all that do."""

    certainty: Certainty
    code: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        return bool(self.code)


NO_MATCH = RegionMatch(Certainty.NONE)


class RegionIndex:
    """The names of a district's kecamatan and villages, of all districts, and of the neighbours' kecamatan.

    `district` is the code that the office serves. `aliases` maps other spellings to codes. A slip is one
    letter added, dropped or changed, or two neighbours swapped, in a name of `shortest_fuzzy` letters or
    more.
    """

    def __init__(
        self,
        entries: Iterable[RegionEntry],
        district: str,
        *,
        aliases: Mapping[str, str] | None = None,
        shortest_fuzzy: int = 5,
    ) -> None:
        self.district = district
        self._shortest_fuzzy = shortest_fuzzy
        self._names: dict[str, str] = {}
        self._districts: dict[str, list[str]] = defaultdict(list)
        self._subdistricts: dict[str, list[str]] = defaultdict(list)
        self._outside_subdistricts: dict[str, list[str]] = defaultdict(list)
        self._villages: dict[str, list[str]] = defaultdict(list)
        self._villages_within: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries:
            self._names[entry.code] = entry.name
            self._add(entry.name, entry.code, entry.level)
        for alias, code in (aliases or {}).items():
            self._add(alias, code, code.count(".") + 1)

    def name_of(self, code: str) -> str | None:
        """The official name, or None when the code is unknown here."""
        return self._names.get(code)

    def subdistrict(self, text: str) -> RegionMatch:
        """The kecamatan of the district that the words mean."""
        return self._match(text, SUBDISTRICT, self._subdistricts)

    def village(self, text: str, within: str) -> RegionMatch:
        """The village of that name inside the kecamatan `within`."""
        return self._match(text, VILLAGE, self._villages_within.get(within, {}))

    def villages_named(self, text: str) -> tuple[str, ...]:
        """All villages of the district that bear exactly this name."""
        return _exact(text, VILLAGE, self._villages)

    def neighbours_subdistricts(self, text: str) -> tuple[str, ...]:
        """Kecamatan of exactly this name in the districts of the same name (a regency's city, a city's
        regency).
        """
        return _exact(text, SUBDISTRICT, self._outside_subdistricts)

    def other_districts(self, text: str) -> tuple[str, ...]:
        """The districts that the words name; none when they may mean the own one, or no district at all."""
        found = _exact(text, DISTRICT, self._districts)
        if says_regency(text):
            found = tuple(code for code in found if not is_city(self._names[code]))
        elif is_city(text):
            found = tuple(code for code in found if is_city(self._names[code]))
        return () if self.district in found else found

    def read(self, text: str) -> Reading[RegionCode]:
        """The region that one line of words means: "Kec. Ciawi", "Desa Pakansari", "Pakansari, Cibinong"."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if len(parts) > 1 and (subdistrict := self.subdistrict(parts[1])).is_found:
            return self._reading(text, self.village(parts[0], subdistrict.code))
        subdistrict = self.subdistrict(text)
        villages = self.villages_named(text)
        if text.strip().casefold().startswith(("desa", "ds", "kel")) and villages:
            return self._reading(text, _one_of(villages))
        if subdistrict.certainty is Certainty.EXACT or not villages:
            return self._reading(text, subdistrict)
        return self._reading(text, _one_of(villages))

    def _reading(self, text: str, match: RegionMatch) -> Reading[RegionCode]:
        if match.is_found:
            code = RegionCode(match.code)
            if match.certainty is Certainty.EXACT:
                return Reading(code)
            name = self.name_of(match.code)
            return Reading(code, (Finding("REGION_FUZZY", f"{text!r} dibaca sebagai {name}."),))
        if match.candidates:
            places = ", ".join(self._placed(code) for code in match.candidates[:6])
            return doubtful(
                "REGION_AMBIGUOUS", f"{text!r} ada di beberapa tempat: {places}. Sebutkan kecamatannya."
            )
        return doubtful(
            "REGION_UNKNOWN", f"{text!r} tidak ditemukan di {self._names.get(self.district, self.district)}."
        )

    def _placed(self, code: str) -> str:
        above = self._names.get(code.rpartition(".")[0], "")
        return f"{self._names.get(code, code)} ({above})"

    def _add(self, name: str, code: str, level: int) -> None:
        key = region_key(name, level)
        is_own = code == self.district or code.startswith(self.district + ".")
        if level == DISTRICT:
            _append(self._districts[key], code)
        elif level == SUBDISTRICT:
            _append((self._subdistricts if is_own else self._outside_subdistricts)[key], code)
        elif level == VILLAGE and is_own:
            _append(self._villages[key], code)
            _append(self._villages_within[code.rpartition(".")[0]][key], code)

    def _match(self, text: str, level: int, names: Mapping[str, list[str]]) -> RegionMatch:
        exact = _exact(text, level, names)
        if exact:
            return _one_of(exact)
        beginnings = self._beginnings(region_words(text, level), names)
        if len(beginnings) > 1:
            return RegionMatch(Certainty.AMBIGUOUS, candidates=beginnings)
        for key in dict.fromkeys((region_key(text, level), glued_region_key(text, level))):
            near = self._one_slip(key, names)
            if len(near) == 1:
                return RegionMatch(Certainty.FUZZY, near[0], near)
            if near:
                return RegionMatch(Certainty.AMBIGUOUS, candidates=near)
        return NO_MATCH

    def _one_slip(self, key: str, names: Mapping[str, list[str]]) -> tuple[str, ...]:
        if not key:
            return ()
        near = process.extract(key, names.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        return tuple(
            code
            for name, _, _ in near
            if max(len(name), len(key)) >= self._shortest_fuzzy
            for code in names[name]
        )

    def _beginnings(self, words: tuple[str, ...], names: Mapping[str, list[str]]) -> tuple[str, ...]:
        """The regions that have these words and one more ("Tapos" of Tapos I and Tapos II)."""
        if not words:
            return ()
        return tuple(
            code
            for codes in names.values()
            for code in codes
            if region_words(self._names[code], VILLAGE)[:-1] == words
        )


def _exact(text: str, level: int, names: Mapping[str, list[str]]) -> tuple[str, ...]:
    key = region_key(text, level)
    if not key:
        return ()
    return tuple(names.get(key) or names.get(glued_region_key(text, level)) or ())


def _one_of(codes: tuple[str, ...]) -> RegionMatch:
    if len(codes) == 1:
        return RegionMatch(Certainty.EXACT, codes[0], codes)
    return RegionMatch(Certainty.AMBIGUOUS, candidates=codes)


def _append(codes: list[str], code: str) -> None:
    if code not in codes:
        codes.append(code)
