"""Levels and kinds of administrative regions, as Kemendagri's code list distinguishes them."""

from __future__ import annotations

from kopukm_core.values import Choice


class RegionLevel(Choice):
    """How deep a region lies: the number of parts in its dotted code."""

    PROVINCE = "province", "Provinsi"
    REGENCY = "regency", "Kabupaten/Kota"
    DISTRICT = "district", "Kecamatan"
    VILLAGE = "village", "Desa/Kelurahan"


class RegionKind(Choice):
    """What a region is in law; three kinds share the village level."""

    PROVINCE = "province", "Provinsi"
    REGENCY = "regency", "Kabupaten"
    CITY = "city", "Kota"
    DISTRICT = "district", "Kecamatan"
    PAPUAN_DISTRICT = "papuan_district", "Distrik"
    VILLAGE = "village", "Desa"
    URBAN_VILLAGE = "urban_village", "Kelurahan"
    CUSTOMARY_VILLAGE = "customary_village", "Desa adat"


class AliasOrigin(Choice):
    """Where another name of a region comes from."""

    FORMER_NAME = "former_name", "Nama pada kumpulan data terdahulu"
    OFFICE = "office", "Ditambahkan oleh dinas"
