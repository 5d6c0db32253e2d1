"""Where a cooperative has its office, by what three cells say."""

from __future__ import annotations

from dataclasses import dataclass

from kopukm_core.regions.lookup import Certainty, RegionIndex


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """A finding about one of the three cells (`district`, `subdistrict`, `village`)."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Place:
    """The place: `region_code` is the village, or the kecamatan when the village is not known.

    With an `error` there is no place and the row is refused; an office outside the district has no codes.
    """

    region_code: str | None = None
    subdistrict_code: str | None = None
    office_outside: bool = False
    findings: tuple[PlaceFinding, ...] = ()
    error: PlaceFinding | None = None


def place_of(
    district: str | None, subdistrict: str | None, village: str | None, regions: RegionIndex
) -> Place:
    """The place that kabupaten, kecamatan and desa tell; a desa is looked up inside its kecamatan."""
    is_elsewhere = bool(district and regions.other_districts(district))
    found = regions.subdistrict(subdistrict or "")
    if found.certainty is not Certainty.EXACT and regions.neighbours_subdistricts(subdistrict or ""):
        return _outside("subdistrict", f"Kecamatan {subdistrict!r} di luar wilayah.")
    if not found.is_found:
        if is_elsewhere:
            return _outside("district", f"{district!r} di luar wilayah.")
        return _by_village(subdistrict, village, regions)
    findings: list[PlaceFinding] = []
    if found.certainty is Certainty.FUZZY:
        name = regions.name_of(found.code)
        findings.append(
            PlaceFinding("subdistrict", "KECAMATAN_FUZZY", f"{subdistrict!r} dibaca sebagai {name}.")
        )
    village_code, finding = _village(village, found.code, regions)
    if is_elsewhere and village_code is None:
        return _outside("district", f"{district!r} di luar wilayah.")
    if is_elsewhere:
        message = f"{district!r} tidak cocok dengan kecamatan dan desanya."
        findings.append(PlaceFinding("district", "KABUPATEN_MISMATCH", message))
    if finding is not None:
        findings.append(finding)
    return Place(village_code or found.code, found.code, findings=tuple(findings))


def _village(
    village: str | None, subdistrict: str, regions: RegionIndex
) -> tuple[str | None, PlaceFinding | None]:
    if not village:
        return None, PlaceFinding("village", "DESA_MISSING", "Desa atau kelurahan kosong.")
    place = regions.name_of(subdistrict)
    match = regions.village(village, subdistrict)
    if match.certainty is Certainty.EXACT:
        return match.code, None
    if regions.villages_named(village):
        return None, PlaceFinding(
            "village", "DESA_OTHER_KECAMATAN", f"{village!r} bukan desa di Kecamatan {place}."
        )
    if match.certainty is Certainty.FUZZY:
        name = regions.name_of(match.code)
        return match.code, PlaceFinding("village", "DESA_FUZZY", f"{village!r} dibaca sebagai {name}.")
    return None, PlaceFinding("village", "DESA_UNKNOWN", f"{village!r} tidak ada di Kecamatan {place}.")


def _by_village(subdistrict: str | None, village: str | None, regions: RegionIndex) -> Place:
    codes = regions.villages_named(village or "")
    written = f"Kecamatan {subdistrict!r} tidak dikenal" if subdistrict else "Kecamatan kosong"
    if len(codes) == 1:
        above = codes[0].rpartition(".")[0]
        message = f"{written}; Kecamatan {regions.name_of(above)} diambil dari desanya."
        return Place(codes[0], above, findings=(PlaceFinding("subdistrict", "KECAMATAN_FROM_DESA", message),))
    if codes:
        places = ", ".join(regions.name_of(code.rpartition(".")[0]) or "" for code in codes)
        message = f"{written}, sedangkan desa {village!r} ada di beberapa kecamatan: {places}."
        return Place(error=PlaceFinding("subdistrict", "REGION_AMBIGUOUS", message))
    message = f"{written}, dan desanya ({village or 'kosong'}) tidak ditemukan."
    return Place(error=PlaceFinding("subdistrict", "REGION_UNRESOLVED", message))


def _outside(field: str, message: str) -> Place:
    finding = PlaceFinding(
        field, "OFFICE_OUTSIDE", f"{message} Kantor di luar kabupaten; wilayahnya dikosongkan."
    )
    return Place(office_outside=True, findings=(finding,))
