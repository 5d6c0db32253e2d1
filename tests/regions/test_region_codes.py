"""Kemendagri codes: reading, level, kind, ancestors."""

from __future__ import annotations

import pytest

from kopukm_core.regions.codes import ancestors_of, dotted_code, is_within, kind_of, level_of, parent_of
from kopukm_core.regions.kinds import RegionKind, RegionLevel


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("320107", "32.01.07"),
        (" 32.01.07 ", "32.01.07"),
        ("3201072001", "32.01.07.2001"),
        ("32.01.07.2001", "32.01.07.2001"),
        ("32", "32"),
        ("32-01", "32.01"),
        ("32010", None),
        ("Bogor", None),
        ("", None),
        ("٣٢", None),
    ],
)
def test_a_code_is_read_with_or_without_dots(written: str, expected: str | None) -> None:
    assert dotted_code(written) == expected


@pytest.mark.parametrize(
    ("code", "level", "kind"),
    [
        ("32", RegionLevel.PROVINCE, RegionKind.PROVINCE),
        ("32.01", RegionLevel.REGENCY, RegionKind.REGENCY),
        ("32.71", RegionLevel.REGENCY, RegionKind.CITY),
        ("32.01.07", RegionLevel.DISTRICT, RegionKind.DISTRICT),
        ("91.03.01", RegionLevel.DISTRICT, RegionKind.PAPUAN_DISTRICT),
        ("32.01.01.1001", RegionLevel.VILLAGE, RegionKind.URBAN_VILLAGE),
        ("32.01.07.2001", RegionLevel.VILLAGE, RegionKind.VILLAGE),
        ("91.03.01.3001", RegionLevel.VILLAGE, RegionKind.CUSTOMARY_VILLAGE),
    ],
)
def test_the_code_tells_level_and_kind(code: str, level: RegionLevel, kind: RegionKind) -> None:
    assert (level_of(code), kind_of(code)) == (level, kind)


def test_parent_and_ancestors_follow_the_dots() -> None:
    assert parent_of("32") is None
    assert parent_of("32.01.07.2001") == "32.01.07"
    assert ancestors_of("32.01.07.2001") == ("32", "32.01", "32.01.07")


def test_a_subtree_ends_at_a_dot() -> None:
    assert is_within("32.01.07.2001", "32.01")
    assert is_within("32.01", "32.01")
    assert is_within("32.01", "")
    assert not is_within("32.010", "32.01")
    assert not is_within("32", "32.01")
