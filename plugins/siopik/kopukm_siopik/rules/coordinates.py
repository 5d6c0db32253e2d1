"""Where a point lies: inside an outline, and how far from one. Pure; flat within a district, which is exact enough."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

KILOMETRES_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Position:
    """A place in degrees, WGS 84."""

    latitude: float
    longitude: float

    def distance(self, other: Position) -> float:
        """Kilometres to the other, for places of one district."""
        east, north = _offset(self, other.longitude, other.latitude)
        return math.hypot(east, north)


def lies_inside(place: Position, geometry: Mapping[str, Any]) -> bool:
    """Whether the place lies in a GeoJSON Polygon or MultiPolygon, holes left out."""
    crossings = 0
    for (x, y), (to_x, to_y) in _edges(geometry):
        if (y > place.latitude) != (to_y > place.latitude):
            crossing = x + (place.latitude - y) / (to_y - y) * (to_x - x)
            crossings += place.longitude < crossing
    return crossings % 2 == 1


def kilometres_from(place: Position, geometry: Mapping[str, Any]) -> float:
    """How far from the outline's border the place lies; infinite for an outline without one."""
    return min((_to_edge(place, *edge) for edge in _edges(geometry)), default=math.inf)


def nearest(place: Position, centres: Mapping[str, Position]) -> str | None:
    """The code of the centre that is nearest."""
    return min(centres, key=lambda code: place.distance(centres[code]), default=None)


def _edges(geometry: Mapping[str, Any]) -> Iterator[tuple[Sequence[float], Sequence[float]]]:
    told = geometry.get("coordinates") or []
    for polygon in [told] if geometry.get("type") == "Polygon" else told:
        for ring in polygon:
            for start, end in pairwise(ring):
                yield start[:2], end[:2]


def _to_edge(place: Position, start: Sequence[float], end: Sequence[float]) -> float:
    """Kilometres from the place, which is taken as the origin, to the stretch between two points."""
    (x, y), (to_x, to_y) = _offset(place, *start), _offset(place, *end)
    length = (to_x - x) ** 2 + (to_y - y) ** 2
    along = 0.0 if not length else max(0.0, min(1.0, -(x * (to_x - x) + y * (to_y - y)) / length))
    return math.hypot(x + along * (to_x - x), y + along * (to_y - y))


def _offset(place: Position, longitude: float, latitude: float) -> tuple[float, float]:
    """Kilometres to the east and to the north."""
    east = (longitude - place.longitude) * math.cos(math.radians(place.latitude))
    return east * KILOMETRES_PER_DEGREE, (latitude - place.latitude) * KILOMETRES_PER_DEGREE
