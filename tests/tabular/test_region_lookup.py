"""Regions are found by what people write, and never guessed."""

from __future__ import annotations

import pytest

from kopukm_core.errors import ConfigurationError
from kopukm_core.regions.gazetteer import region_index_of
from kopukm_core.regions.lookup import Certainty, RegionEntry, RegionIndex

BOGOR = region_index_of("32.01")

SMALL = RegionIndex(
    [
        RegionEntry("99.01", "Kabupaten Contoh", 2),
        RegionEntry("99.02", "Kabupaten Lain", 2),
        RegionEntry("99.71", "Kota Contoh", 2),
        RegionEntry("99.01.01", "Melati", 3),
        RegionEntry("99.01.02", "Gunungmawar", 3),
        RegionEntry("99.01.03", "Melatu", 3),
        RegionEntry("99.71.01", "Contoh Utara", 3),
        RegionEntry("99.01.01.2001", "Suka Maju", 4),
        RegionEntry("99.01.02.2001", "Sukamaju", 4),
        RegionEntry("99.01.01.2002", "Tapos I", 4),
        RegionEntry("99.01.01.2003", "Tapos II", 4),
    ],
    "99.01",
    aliases={"Kembang": "99.01.01"},
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cibinong", "32.01.01"),
        ("KEC. CIBINONG", "32.01.01"),
        ("Kec.Babakan Madang", "32.01.05"),
        ("Babakanmadang", "32.01.05"),
        ("Kecamatan Gunung Putri", "32.01.02"),
        ("Gn. Putri", "32.01.02"),
        ("KECAMATANCIBINONG", "32.01.01"),
    ],
)
def test_spelling_does_not_matter(text: str, code: str) -> None:
    match = BOGOR.subdistrict(text)
    assert (match.certainty, match.code) == (Certainty.EXACT, code)


@pytest.mark.parametrize("text", ["Cirinong", "Jinggol", "Cibionng", "Draaga", "Cibinongg", "Sukarjaa"])
def test_one_slip_is_found_and_told(text: str) -> None:
    assert BOGOR.subdistrict(text).certainty is Certainty.FUZZY


@pytest.mark.parametrize("text", ["", "?", "Jabodetabek", "Wil. Timur", "Cibixyng"])
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert BOGOR.subdistrict(text).certainty is Certainty.NONE


def test_two_names_at_one_slip_are_ambiguous() -> None:
    assert SMALL.subdistrict("Melate").certainty is Certainty.AMBIGUOUS


def test_a_village_is_looked_up_inside_its_kecamatan() -> None:
    assert SMALL.village("Desa Sukamaju", "99.01.02").code == "99.01.02.2001"
    assert SMALL.villages_named("Ds. Suka Maju") == ("99.01.01.2001", "99.01.02.2001")


def test_the_beginning_of_two_villages_is_neither() -> None:
    assert SMALL.village("Tapos", "99.01.01").certainty is Certainty.AMBIGUOUS
    assert SMALL.village("Tapos 2", "99.01.01").code == "99.01.01.2003"


def test_aliases_are_names() -> None:
    assert SMALL.subdistrict("kembang").code == "99.01.01"


@pytest.mark.parametrize("text", ["Contoh", "Kab. Contoh", "KABUPATEN CONTOH", "", "tidak jelas"])
def test_the_own_district_is_no_other_district(text: str) -> None:
    assert SMALL.other_districts(text) == ()


@pytest.mark.parametrize(
    ("text", "code"), [("Kota Contoh", "99.71"), ("Lain", "99.02"), ("Kab.Lain", "99.02")]
)
def test_other_districts_are_known_by_name(text: str, code: str) -> None:
    assert SMALL.other_districts(text) == (code,)


def test_the_kecamatan_of_the_city_of_the_same_name_are_neighbours() -> None:
    assert SMALL.neighbours_subdistricts("Kec. Contoh Utara") == ("99.71.01",)
    assert BOGOR.neighbours_subdistricts("Tanah Sareal") == ("32.71.06",)


@pytest.mark.parametrize(
    ("text", "code", "codes"),
    [
        ("Kec. Ciawi", "32.01.24", []),
        ("Pakansari, Cibinong", "32.01.01.1007", []),
        ("cibinog", "32.01.01", ["REGION_FUZZY"]),
        ("Sukamaju", None, ["REGION_AMBIGUOUS"]),
        ("Atlantis", None, ["REGION_UNKNOWN"]),
    ],
)
def test_one_line_of_words_is_read(text: str, code: str | None, codes: list[str]) -> None:
    reading = BOGOR.read(text)
    assert (reading.value, [finding.code for finding in reading.findings]) == (code, codes)


def test_any_district_of_indonesia_has_its_index() -> None:
    sleman = region_index_of("34.04")
    assert sleman.subdistrict("Depok").is_found
    assert sleman.other_districts("Kab. Bogor") == ("32.01",)


def test_a_code_that_is_no_district_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="KOPUKM_REGION"):
        region_index_of("32.01.01")
