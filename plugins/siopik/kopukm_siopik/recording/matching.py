"""Which stored cooperative an entry means: by NIK, then by badan hukum, then by name and desa."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kopukm_core.db import hold
from kopukm_siopik.models import Cooperative
from kopukm_siopik.recording.entry import Entry
from kopukm_siopik.rules import (
    are_similar_names,
    contradicts,
    differ,
    is_village,
    name_key,
    nik_differs,
)


@dataclass(frozen=True, slots=True)
class Match:
    """The stored cooperative that an entry names, and the input field it was known by.

    With a `fault` they cannot both be right, and nothing may be stored: NIK_CONFLICT, the number is another
    institution's, and money and meetings must not go to the wrong one; NIK_DIFFERS, it is the same institution under
    another NIK, and would be entered a second time.
    """

    cooperative: Cooperative | None = None
    field: str = ""
    fault: str = ""

    @property
    def shown(self) -> str:
        """The stored one, in the middle of a sentence."""
        return "" if self.cooperative is None else f"{self.cooperative.name!r} (nomor {self.cooperative.id})"

    @property
    def explanation(self) -> str:
        """What the fault means, as a sentence."""
        if self.cooperative is None or not self.fault:
            return ""
        if self.fault == "NIK_CONFLICT":
            return f"NIK ini sudah dipakai {self.shown}, koperasi yang lain."
        return nik_differs(self.shown, self.cooperative.nik)


async def hold_registry() -> None:
    """Until this transaction ends nobody else enters or corrects a cooperative: two of them cannot miss each other."""
    await hold("siopik.registry")


async def find_same(entries: Sequence[Entry]) -> list[Match]:
    """The match of each entry, with three statements however many there are."""
    by_nik = _grouped(
        await Cooperative.filter(nik__in=_told(entry.facts["nik"] for entry in entries)), lambda one: one.nik
    )
    by_number = _grouped(
        await Cooperative.filter(legal_entity_key__in=_told(entry.legal_entity_key for entry in entries)),
        lambda one: one.legal_entity_key,
    )
    by_place = _grouped(
        await Cooperative.filter(
            region_id__in=_told(entry.region_code for entry in entries if entry.region_code)
        ),
        lambda one: f"{one.region_id}/{name_key(one.name)}",
    )
    return [_match(entry, by_nik, by_number, by_place) for entry in entries]


async def other_holder(entry: Entry, cooperative: Cooperative) -> Match:
    """Another cooperative that has the NIK, or the badan hukum under a similar name, that the entry gives this one."""
    if entry.facts["nik"]:
        other = await Cooperative.exclude(id=cooperative.id).get_or_none(nik=entry.facts["nik"])
        if other is not None:
            return Match(other, "nik", "NIK_CONFLICT")
    if entry.legal_entity_key:
        name = entry.facts["name"] or cooperative.name
        for other in await Cooperative.exclude(id=cooperative.id).filter(
            legal_entity_key=entry.legal_entity_key
        ):
            if are_similar_names(other.name, name):
                return Match(other, "legal_entity_number")
    return Match()


async def namesake(entry: Entry) -> Cooperative | None:
    """A stored cooperative of the same name in the same place whose numbers are others: allowed, and worth a remark."""
    wanted = name_key(str(entry.facts["name"]))
    for one in await Cooperative.filter(region_id=entry.region_code) if is_village(entry.region_code) else ():
        if name_key(one.name) == wanted and contradicts(one, entry.facts["nik"], entry.legal_entity_key):
            return one
    return None


def repeated(entries: Sequence[Entry], matches: Sequence[Match]) -> set[int]:
    """The places of entries that name a cooperative which an entry before them already names."""
    seen: set[str] = set()
    found = set()
    for place, (entry, match) in enumerate(zip(entries, matches, strict=True)):
        names = set()
        if match.cooperative is not None and not match.fault:
            names.add(f"id:{match.cooperative.id}")
        if entry.facts["nik"]:
            names.add(f"nik:{entry.facts['nik']}")
        if entry.legal_entity_key:
            names.add(f"number:{entry.legal_entity_key}/{name_key(str(entry.facts['name']))}")
        if seen & names:
            found.add(place)
        seen |= names
    return found


Grouped = dict[str, list[Cooperative]]


def _match(entry: Entry, by_nik: Grouped, by_number: Grouped, by_place: Grouped) -> Match:
    name = str(entry.facts["name"] or "")
    for one in by_nik.get(entry.facts["nik"] or "", ()):
        same_number = one.legal_entity_key is not None and one.legal_entity_key == entry.legal_entity_key
        return Match(one, "nik", "" if same_number or are_similar_names(one.name, name) else "NIK_CONFLICT")
    twins = [
        one
        for one in by_number.get(entry.legal_entity_key or "", ())
        if entry.legal_entity_key and are_similar_names(one.name, name)
    ]
    for one in twins:
        if not differ(one.nik, entry.facts["nik"]):
            return Match(one, "legal_entity_number")
    if twins:
        return Match(twins[0], "nik", "NIK_DIFFERS")
    for one in by_place.get(f"{entry.region_code}/{name_key(name)}", ()) if entry.region_code else ():
        if not contradicts(one, entry.facts["nik"], entry.legal_entity_key):
            return Match(one, "name")
    return Match()


def _told(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})


def _grouped(found: Iterable[Cooperative], key: Callable[[Cooperative], str | None]) -> Grouped:
    groups: Grouped = {}
    for one in found:
        groups.setdefault(key(one) or "", []).append(one)
    return groups
