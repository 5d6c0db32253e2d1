"""Cooperatives as points on the map, where their coordinates are known: as of any day, as the counts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_siopik.figures.as_of import judged_tables
from kopukm_siopik.figures.choices import ComputedStatus
from kopukm_siopik.figures.question import Question

MOST_SHOWN = 5_000
"""More points than a map of one district has, and as many as a cheap telephone draws."""


@dataclass(frozen=True, slots=True)
class CooperativePoint:
    """A cooperative at its office, in degrees, with the status in force on the day."""

    cooperative_id: int
    name: str
    latitude: float
    longitude: float
    status: ComputedStatus


@dataclass(frozen=True, slots=True)
class CooperativePoints:
    """The points in order of keys, at most MOST_SHOWN; how many have no place, and how many were left out."""

    points: tuple[CooperativePoint, ...]
    unplaced: int
    left_out: int

    def collection(self, global_id: Mapping[int, str]) -> Mapping[str, Any]:
        """GeoJSON, with the ids that clients know."""
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": global_id[one.cooperative_id],
                    "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
                    "properties": {
                        "name": one.name,
                        "status": one.status.name,
                        "statusLabel": one.status.label,
                    },
                }
                for one in self.points
            ],
        }


async def cooperative_points(question: Question) -> CooperativePoints:
    """The cooperatives of the question that were not dissolved. One statement."""
    parameters = Parameters(dialect())
    tables = judged_tables(question, parameters, ("name", "latitude", "longitude"))
    found = await rows(
        f"{tables} SELECT j.id, j.name, j.latitude, j.longitude, j.in_force FROM judged j "
        "WHERE j.computed <> 'dissolved' ORDER BY j.id",
        parameters,
    )
    placed = [row for row in found if row["latitude"] is not None and row["longitude"] is not None]
    shown = tuple(
        CooperativePoint(
            row["id"], row["name"], row["latitude"], row["longitude"], ComputedStatus(row["in_force"])
        )
        for row in placed[:MOST_SHOWN]
    )
    return CooperativePoints(shown, len(found) - len(placed), len(placed) - len(shown))
