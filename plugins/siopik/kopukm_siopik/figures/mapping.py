"""Figures on a map: outlines where they are loaded, and a place in a grid of tiles for every region."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.figures.counting import HEALTH_COUNTS, Counts
from kopukm_siopik.figures.disclosure import Disclosure
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.statistics import DISTRICT, statistics


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the map, with the middle of its outline in degrees where that is known."""

    code: str
    name: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class FiguresMap:
    """A GeoJSON FeatureCollection; `has_outlines` tells whether every region has one, else draw the tiles."""

    collection: Mapping[str, Any]
    has_outlines: bool
    sources: tuple[str, ...]


async def figures_map(question: Question, disclosure: Disclosure, *, level: int = DISTRICT) -> FiguresMap:
    """The regions of the level with their figures as properties, as far as they are disclosed. Three statements."""
    counted = {row.region_code: row.counts for row in await statistics(question, level=level)}
    places = await _places(question.within, level)
    shown = disclosure.shown({place.code: counted.get(place.code, Counts()) for place in places})
    tiles = tile_grid(places)
    outlines, sources = await _outlines([place.code for place in places])
    features = [
        {
            "type": "Feature",
            "id": place.code,
            "geometry": outlines.get(place.code),
            "properties": {
                "code": place.code,
                "name": place.name,
                "column": tiles[place.code][0],
                "row": tiles[place.code][1],
                **_figures(counted.get(place.code, Counts()), place.code in shown),
            },
        }
        for place in places
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return FiguresMap(collection, bool(places) and len(outlines) == len(places), sources)


def tile_grid(places: Sequence[Place]) -> dict[str, tuple[int, int]]:
    """Code → column and row, from the north-west: rows from north to south, in each from west to east.

    Where the middle of a region is not known, it follows the others in order of codes.
    """
    width = math.ceil(math.sqrt(len(places))) or 1
    known = sorted(
        (place for place in places if place.latitude is not None and place.longitude is not None),
        key=lambda place: (-(place.latitude or 0), place.code),
    )
    unknown = sorted((place for place in places if place not in known), key=lambda place: place.code)
    grid: dict[str, tuple[int, int]] = {}
    for start in range(0, len(known), width):
        line = sorted(known[start : start + width], key=lambda place: (place.longitude or 0, place.code))
        grid |= {place.code: (column, start // width) for column, place in enumerate(line)}
    for number, place in enumerate(unknown, start=len(known)):
        grid[place.code] = (number % width, number // width)
    return grid


def _figures(counts: Counts, shown: bool) -> dict[str, Any]:
    told: dict[str, Any] = {**asdict(counts), "active_share": counts.share(counts.active_computed)}
    told["healthy_share"] = counts.healthy_share
    if not shown:
        told |= dict.fromkeys((*HEALTH_COUNTS, "healthy_share"))
    return {_camel(name): value for name, value in told.items()}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)


async def _places(within: str, level: int) -> list[Place]:
    parameters = Parameters(dialect())
    inside = f" AND {within_region('r.code', within, parameters)}" if within else ""
    found = await rows(
        "SELECT r.code, r.name, r.latitude, r.longitude FROM region r "
        f"WHERE length(r.code) = {parameters.add(level)} AND r.vanished_at IS NULL{inside}",
        parameters,
    )
    return sorted((Place(**row) for row in found), key=lambda place: place.code)


async def _outlines(codes: Sequence[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Code → GeoJSON geometry, the simplified one where there is one; and whom to name."""
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT b.region_code, b.geometry, b.simplified, b.source, b.licence FROM region_boundary b "
        f"WHERE b.region_code IN ({parameters.add_all(codes)})",
        parameters,
    )
    chosen = {row["region_code"]: row for row in sorted(found, key=lambda row: bool(row["simplified"]))}
    sources = sorted({f"{row['source']} ({row['licence']})" for row in chosen.values()})
    return {code: json.loads(row["geometry"]) for code, row in chosen.items()}, tuple(sources)
