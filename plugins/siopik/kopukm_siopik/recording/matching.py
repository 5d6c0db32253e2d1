"""Which stored cooperative an entry means: by NIK, then by badan hukum, then by name and desa."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from kopukm_core.db import Parameters, dialect, hold, rows
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


class Registered(NamedTuple):
    """A stored cooperative as far as it is compared."""

    id: int
    name: str
    nik: str | None
    legal_entity_key: str | None
    region_code: str | None


KnownT = TypeVar("KnownT", Cooperative, Registered)


@dataclass(frozen=True, slots=True)
class Match(Generic[KnownT]):
    """The stored cooperative that an entry names, and the input field it was known by.

    With a `fault` they cannot both be right, and nothing may be stored: NIK_CONFLICT, the number is another
    institution's, and money and meetings must not go to the wrong one; NIK_DIFFERS, it is the same institution under
    another NIK, and would be entered a second time.
    """

    cooperative: KnownT | None = None
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


async def find_same(entries: Sequence[Entry]) -> list[Match[Cooperative]]:
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


async def other_holder(entry: Entry, cooperative: Cooperative) -> Match[Cooperative]:
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


async def compared_with(entry: Entry) -> list[Registered]:
    """The stored cooperatives that the entry may mean: of its NIK, its badan hukum, or its place."""
    parameters = Parameters(dialect())
    told = {
        "nik": entry.facts["nik"],
        "legal_entity_key": entry.legal_entity_key,
        "region_code": entry.region_code,
    }
    conditions = [f"{column} = {parameters.add(value)}" for column, value in told.items() if value]
    found = await rows(
        f"SELECT {', '.join(Registered._fields)} FROM siopik_cooperative "
        f"WHERE {' OR '.join(conditions) or '1 = 0'} ORDER BY id",
        parameters,
    )
    return [Registered(**row) for row in found]


def same_among(entry: Entry, known: Sequence[Registered]) -> Match[Registered]:
    """The one that the entry means, as `find_same` tells it."""
    in_place = [one for one in known if one.region_code == entry.region_code]
    return _match(
        entry,
        _grouped(known, lambda one: one.nik),
        _grouped(known, lambda one: one.legal_entity_key),
        _grouped(in_place, lambda one: f"{one.region_code}/{name_key(one.name)}"),
    )


def namesake(entry: Entry, known: Sequence[Registered]) -> Registered | None:
    """One of the same name in the same place whose numbers are others: allowed, and worth a remark."""
    if not is_village(entry.region_code):
        return None
    wanted = name_key(str(entry.facts["name"]))
    for one in known:
        if (
            one.region_code == entry.region_code
            and name_key(one.name) == wanted
            and contradicts(one, entry.facts["nik"], entry.legal_entity_key)
        ):
            return one
    return None


def repeated(entries: Sequence[Entry], matches: Sequence[Match[Cooperative]]) -> set[int]:
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


Grouped: TypeAlias = dict[str, list[KnownT]]


def _match(
    entry: Entry, by_nik: Grouped[KnownT], by_number: Grouped[KnownT], by_place: Grouped[KnownT]
) -> Match[KnownT]:
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


def _grouped(found: Iterable[KnownT], key: Callable[[KnownT], str | None]) -> Grouped[KnownT]:
    groups: Grouped[KnownT] = {}
    for one in found:
        groups.setdefault(key(one) or "", []).append(one)
    return groups
