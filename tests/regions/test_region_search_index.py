"""Finding regions of Kabupaten Bogor by what people write."""

from __future__ import annotations

import pytest

from kopukm_core.db import sort_key
from kopukm_core.regions.codes import kind_of
from kopukm_core.regions.dataset import lokal_list
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.regions.search_index import Match, RegionName, RegionSearchIndex

ALIASES = {"32.01.26": ("Puncak",)}


@pytest.fixture(scope="module")
def index() -> RegionSearchIndex:
    return RegionSearchIndex(
        RegionName(
            record.code,
            record.name,
            kind_of(record.code),
            sort_key(record.name),
            ALIASES.get(record.code, ()),
            record.postal_code,
        )
        for record in lokal_list().scope("32.01")
    )


def codes_found(index: RegionSearchIndex, text: str, level: RegionLevel | None = None) -> list[str]:
    return [match.code for match in index.search(text, within="32.01", level=level)]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Gunung Putri", "32.01.02"),
        ("gunungputri", "32.01.02"),
        ("GUNUNG PUTRI", "32.01.02"),
        ("Kec. Gunung Putri", "32.01.02"),
        ("Kec.Cibinong", "32.01.01"),
        ("kecamatan bojong gede", "32.01.13"),
        ("Babakanmadang", "32.01.05"),
        ("Kab Bogor", "32.01"),
        ("kabupaten bogor", "32.01"),
        ("Ranca Bungur, Kab. Bogor", "32.01.34"),
        ("Cilengsi", "32.01.07"),
        ("Cibinongg", "32.01.01"),
        ("Puncak", "32.01.26"),
        ("320107", "32.01.07"),
        ("32.01.07", "32.01.07"),
    ],
)
def test_the_first_answer_is_the_place_meant(index: RegionSearchIndex, written: str, code: str) -> None:
    assert codes_found(index, written)[0] == code


@pytest.mark.parametrize(
    "written",
    [
        "Tajur, Citeureup",
        "Citeureup, Tajur",
        "Desa Tajur Kec. Citeureup",
        "Kel. Tajur Kec. Citeureup Kab. Bogor",
        "tajur citeureup",
        "Tajur, Citeurep",
        "TAJUR / CITEUREUP",
    ],
)
def test_a_village_is_found_inside_the_kecamatan_named(index: RegionSearchIndex, written: str) -> None:
    assert codes_found(index, written) == ["32.01.03.2004"]


def test_a_village_is_not_found_inside_another_kecamatan(index: RegionSearchIndex) -> None:
    assert codes_found(index, "Tajur, Cibinong") == []
    assert codes_found(index, "Tajur Cibinong") == []


def test_a_word_of_kind_keeps_that_kind(index: RegionSearchIndex) -> None:
    assert codes_found(index, "Kec. Cileungsi") == ["32.01.07"]
    assert "32.01.07" not in codes_found(index, "Desa Cileungsi")
    assert codes_found(index, "Desa Cileungsi")[:2] == ["32.01.07.2012", "32.01.24.2001"]


def test_a_word_of_kind_may_be_part_of_the_name(index: RegionSearchIndex) -> None:
    assert codes_found(index, "Kota Batu") == ["32.01.29.2009"]
    assert codes_found(index, "Desa Kota Batu, Ciomas") == ["32.01.29.2009"]


def test_a_regency_and_the_city_beside_it_are_told_apart(index: RegionSearchIndex) -> None:
    assert [match.code for match in index.search("kota bogor")] == ["32.71"]
    assert [match.code for match in index.search("kab. bogor")] == ["32.01"]
    assert [match.code for match in index.search("bogor")][:2] == ["32.01", "32.71"]


def test_whole_names_come_before_beginnings_and_upper_levels_first(index: RegionSearchIndex) -> None:
    found = index.search("tajur", within="32.01")
    assert [(match.code, match.match) for match in found] == [
        ("32.01.03.2004", Match.WHOLE),
        ("32.01.37", Match.BEGINNING),
        ("32.01.28.2004", Match.BEGINNING),
        ("32.01.37.2001", Match.BEGINNING),
    ]


def test_a_part_of_a_name_is_found_when_no_name_begins_so(index: RegionSearchIndex) -> None:
    found = index.search("ungputri", within="32.01", level=RegionLevel.DISTRICT)
    assert [(match.code, match.match) for match in found] == [("32.01.02", Match.PART)]


def test_a_slip_is_forgiven_only_when_nothing_is_nearer(index: RegionSearchIndex) -> None:
    assert {match.match for match in index.search("parung", within="32.01")} <= {Match.WHOLE, Match.BEGINNING}
    assert {match.match for match in index.search("jongol", within="32.01")} == {Match.ONE_SLIP}


def test_level_and_scope_limit_what_is_found(index: RegionSearchIndex) -> None:
    assert codes_found(index, "Gunungputri", RegionLevel.VILLAGE) == ["32.01.02.2004"]
    assert [match.code for match in index.search("Kota Depok", within="32.01")] == []
    assert [match.code for match in index.search("Kota Depok")] == ["32.76"]


def test_a_postal_code_finds_its_villages(index: RegionSearchIndex) -> None:
    found = index.search("16914", within="32.01")
    assert "32.01.01.1001" in [match.code for match in found]
    assert all(match.kind.value in ("village", "urban_village") for match in found)


def test_the_path_names_the_regions_around_without_the_province(index: RegionSearchIndex) -> None:
    assert index.search("Tajur, Citeureup")[0].path == "Tajur, Citeureup, Kabupaten Bogor"
    assert index.search("Jawa Barat")[0].path == "Jawa Barat"


@pytest.mark.parametrize(
    "written", ["", "  ", ".,;", "kec.", "x" * 5_000, "a", "'; DROP TABLE region", "\x00"]
)
def test_words_that_name_nothing_find_nothing(index: RegionSearchIndex, written: str) -> None:
    assert index.search(written, within="32.01") == []


def test_the_limit_holds(index: RegionSearchIndex) -> None:
    assert len(index.search("ci", limit=3)) == 3
    assert index.search("ci", limit=0) == []
    assert index.search("ci", limit=-1) == []
