"""Kemendagri's region codes: `32`, `32.01`, `32.01.07`, `32.01.07.2001`. Pure functions on text.

Format in force: Kepmendagri 300.2.2-2138/2025. The first digit of the fourth part tells kelurahan (1),
desa (2) and desa adat (3); in the second part 01–69 are kabupaten and 71–99 kota.
"""

from __future__ import annotations

import re

from kopukm_core.regions.kinds import RegionKind, RegionLevel

MAXIMUM_LENGTH = 13

CODE_LENGTHS = {
    RegionLevel.PROVINCE: 2,
    RegionLevel.REGENCY: 5,
    RegionLevel.DISTRICT: 8,
    RegionLevel.VILLAGE: 13,
}
"""Characters of a dotted code at each level: the first so many of a deeper code name the region above it."""

_DOTTED = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
_PLAIN_LENGTHS = {2, 4, 6, 10}
_VILLAGE_KINDS = {"1": RegionKind.URBAN_VILLAGE, "3": RegionKind.CUSTOMARY_VILLAGE}
_FIRST_CITY = 71
_FIRST_PAPUAN_PROVINCE = 91


def dotted_code(text: str) -> str | None:
    """The code in dotted form from what people write (`320107`, ` 32.01.07 `, `32-01-07`), or None."""
    digits = re.sub(r"[\s.\-/]", "", text)
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in _PLAIN_LENGTHS:
        return None
    parts = (digits[0:2], digits[2:4], digits[4:6], digits[6:10])
    return ".".join(part for part in parts if part)


def is_code(text: str) -> bool:
    """Whether the text is a code in dotted form already."""
    return _DOTTED.fullmatch(text) is not None


def level_of(code: str) -> RegionLevel:
    """The level that a dotted code lies at."""
    return tuple(CODE_LENGTHS)[code.count(".")]


def parent_of(code: str) -> str | None:
    """The code one level up; None for a province."""
    return code.rpartition(".")[0] or None


def district_code_of(code: str) -> str:
    """The code of the kecamatan that this one lies in; a wider region's code as it is."""
    return code[: CODE_LENGTHS[RegionLevel.DISTRICT]]


def ancestors_of(code: str) -> tuple[str, ...]:
    """The codes above this one, the province first."""
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in range(1, len(parts)))


def is_within(code: str, above: str) -> bool:
    """Whether the code is `above` itself or lies in its subtree; everything lies within ""."""
    return above in ("", code) or code.startswith(f"{above}.")


def kind_of(code: str) -> RegionKind:
    """What a region is in law, as its code tells."""
    parts = code.split(".")
    match len(parts):
        case 1:
            return RegionKind.PROVINCE
        case 2:
            return RegionKind.CITY if int(parts[1]) >= _FIRST_CITY else RegionKind.REGENCY
        case 3:
            return (
                RegionKind.PAPUAN_DISTRICT if int(parts[0]) >= _FIRST_PAPUAN_PROVINCE else RegionKind.DISTRICT
            )
        case _:
            return _VILLAGE_KINDS.get(parts[3][0], RegionKind.VILLAGE)
