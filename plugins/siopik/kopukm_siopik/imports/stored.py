"""The stored cooperatives that a row of a file may be a twin of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kopukm_core.regions.codes import district_code_of
from kopukm_siopik.imports.context import StoredCooperative
from kopukm_siopik.rules import are_similar_names, contradicts, differ, name_key


class StoredRegistry:
    """The registry so far, by what identifies its cooperatives."""

    def __init__(self, stored: Iterable[StoredCooperative]) -> None:
        self._niks: set[str] = set()
        self._by_nik: dict[str, StoredCooperative] = {}
        self._by_district: dict[str, list[StoredCooperative]] = defaultdict(list)
        self._by_legal_entity: dict[str, list[StoredCooperative]] = defaultdict(list)
        self._by_name_and_place: dict[tuple[str, str], list[StoredCooperative]] = defaultdict(list)
        for one in stored:
            if one.nik:
                self._niks.add(one.nik)
                self._by_nik.setdefault(one.nik, one)
            if one.legal_entity_key:
                self._by_legal_entity[one.legal_entity_key].append(one)
            if one.region_code:
                self._by_name_and_place[name_key(one.name), one.region_code].append(one)
                self._by_district[district_code_of(one.region_code)].append(one)

    def recorded_as(
        self, name: str, nik: str | None, legal_entity_key: str | None, subdistrict: str | None
    ) -> StoredCooperative | None:
        """The cooperative that a prospect is already: by NIK, by badan hukum and name, by name in its kecamatan."""
        if nik in self._niks:
            return self._by_nik[nik or ""]
        for one in self._twins(name, legal_entity_key):
            return one
        for one in self._by_district.get(subdistrict or "", ()):
            if are_similar_names(one.name, name) and not contradicts(one, nik, legal_entity_key):
                return one
        return None

    def under_another_nik(
        self, name: str, nik: str | None, legal_entity_key: str | None
    ) -> StoredCooperative | None:
        """The cooperative that has this legal entity and a similar name, if its NIK is another."""
        if nik in self._niks:
            return None
        twins = self._twins(name, legal_entity_key)
        return twins[0] if twins and all(differ(one.nik, nik) for one in twins) else None

    def namesake(
        self, name: str, nik: str | None, legal_entity_key: str | None, village: str
    ) -> StoredCooperative | None:
        """For a new cooperative: one of the same name in the village whose numbers are others."""
        if nik in self._niks or self._twins(name, legal_entity_key):
            return None
        bearers = self._by_name_and_place.get((name_key(name), village), ())
        if all(contradicts(one, nik, legal_entity_key) for one in bearers):
            return bearers[0] if bearers else None
        return None

    def _twins(self, name: str, legal_entity_key: str | None) -> list[StoredCooperative]:
        sharers = self._by_legal_entity.get(legal_entity_key or "", ())
        return [one for one in sharers if are_similar_names(one.name, name)]
