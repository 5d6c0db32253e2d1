"""Whether coordinates that were told can be those of an office in the regency, and lie in the desa that is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kopukm_core.commands import CommandContext
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.recording.entry import Entry
from kopukm_siopik.rules.coordinates import Position, kilometres_from, lies_inside, nearest

REGENCY_CODE_LENGTH = len("32.01")
NEAR = 2.0
"""Kilometres outside an indicative border that are still the kabupaten: the border and the telephone both err."""
BEYOND_CENTRES = 15.0
"""Kilometres from the nearest known middle of a desa or kecamatan, where no border is loaded."""
SURELY_ELSEWHERE = 5.0
"""Kilometres from the middle of the named desa from which a nearer one is believed, where no border is loaded."""


async def check_place(context: CommandContext, entry: Entry, region_code: str | None) -> None:
    """Refuse half a place and a place outside the regency of that region; remark one in another desa."""
    latitude, longitude = entry.facts["latitude"], entry.facts["longitude"]
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        context.refuse(missing, "COORDINATES_INCOMPLETE", "Isi lintang dan bujur bersama-sama.")
    if latitude is None or region_code is None:
        return
    place = Position(latitude, longitude)
    regency = region_code[:REGENCY_CODE_LENGTH]
    outlines = await _outlines({regency, region_code})
    centres = await _centres(regency)
    if not _is_in_regency(place, outlines.get(regency), centres):
        context.refuse(
            "latitude",
            "OUTSIDE_DISTRICT",
            f"Titik {latitude}, {longitude} tidak di wilayah {regency} atau di dekatnya. Periksa apakah lintang dan "
            "bujur tertukar; untuk kantor di luar kabupaten, nyatakan kantornya di luar.",
        )
    if _is_elsewhere(place, region_code, outlines.get(region_code), centres):
        context.remark(
            "latitude",
            "IN_ANOTHER_VILLAGE",
            "Titik ini tampaknya di luar desa atau kecamatan yang disebut. Periksa titik atau wilayahnya.",
        )


def _is_in_regency(
    place: Position, outline: Mapping[str, Any] | None, centres: Mapping[str, Position]
) -> bool:
    if outline is not None:
        return lies_inside(place, outline) or kilometres_from(place, outline) <= NEAR
    code = nearest(place, centres)
    return code is None or place.distance(centres[code]) <= BEYOND_CENTRES


def _is_elsewhere(
    place: Position, region_code: str, outline: Mapping[str, Any] | None, centres: Mapping[str, Position]
) -> bool:
    if outline is not None:
        return not lies_inside(place, outline)
    alike = {code: centre for code, centre in centres.items() if len(code) == len(region_code)}
    own = alike.get(region_code)
    return own is not None and place.distance(own) > SURELY_ELSEWHERE and nearest(place, alike) != region_code


async def _outlines(codes: set[str]) -> dict[str, Mapping[str, Any]]:
    """Code → geometry, the full one where there is one."""
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT region_code, geometry, simplified FROM region_boundary "
        f"WHERE region_code IN ({parameters.add_all(sorted(codes))})",
        parameters,
    )
    chosen = {
        row["region_code"]: row["geometry"] for row in sorted(found, key=lambda row: not row["simplified"])
    }
    read = {code: json.loads(geometry) for code, geometry in chosen.items()}
    return {code: geometry for code, geometry in read.items() if geometry.get("coordinates")}


async def _centres(regency: str) -> dict[str, Position]:
    """Code → middle, of the kecamatan and desa of the regency whose middle is known."""
    parameters = Parameters(dialect())
    found = await rows(
        f"SELECT code, latitude, longitude FROM region WHERE {within_region('code', regency, parameters)} "
        f"AND length(code) > {REGENCY_CODE_LENGTH} AND latitude IS NOT NULL AND longitude IS NOT NULL "
        "AND vanished_at IS NULL",
        parameters,
    )
    return {row["code"]: Position(row["latitude"], row["longitude"]) for row in found}
