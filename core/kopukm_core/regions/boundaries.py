"""Storing outlines of regions from a GeoJSON file. Indicative: no legal border is decided by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute, rows, transaction
from kopukm_core.regions.geojson import Outline, read_outlines
from kopukm_core.regions.loading import Progress

UNNAMED_LICENCE = "tidak disebutkan"
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class BoundaryLoad:
    """What a load of outlines did. `unknown` codes are of regions that are not loaded; they were left out."""

    loaded: int
    unknown: tuple[str, ...]


async def load_boundaries(
    path: Path,
    *,
    source: str = "",
    licence: str = UNNAMED_LICENCE,
    simplified: bool = False,
    progress: Progress | None = None,
) -> BoundaryLoad:
    """Store the outlines of a GeoJSON FeatureCollection with `properties.code`, all or nothing.

    `source` and `licence` are shown beside each outline; without a source it is the file's name. Outlines
    that are there already are replaced; `simplified` ones stand beside the full ones. The regions get the
    middle of their outline as latitude and longitude.

    Raises BadInputError that names the file and the positions of wrong features.
    """
    outlines = read_outlines(path)
    async with transaction():
        known = {row["code"] for row in await rows("SELECT code FROM region")}
        found = [outline for outline in outlines if outline.code in known]
        moment = clock.now()
        for start in range(0, len(found), _CHUNK):
            chunk = found[start : start + _CHUNK]
            await _write(chunk, source or path.name, licence, simplified, moment)
            await _place(chunk, only_unplaced=simplified)
            if progress is not None:
                progress(start + len(chunk), len(found))
    return BoundaryLoad(len(found), tuple(sorted({each.code for each in outlines} - known)))


async def _write(
    outlines: Sequence[Outline], source: str, licence: str, simplified: bool, moment: datetime
) -> None:
    parameters = Parameters(dialect())
    shared = parameters.add_all((simplified, source, licence, moment))
    values = ", ".join(
        f"({parameters.add(outline.code)}, {parameters.add(outline.geometry)}, {shared})"
        for outline in outlines
    )
    await execute(
        "INSERT INTO region_boundary (region_code, geometry, simplified, source, licence, loaded_at) "
        f"VALUES {values} ON CONFLICT (region_code, simplified) DO UPDATE SET geometry = excluded.geometry, "
        "source = excluded.source, licence = excluded.licence, loaded_at = excluded.loaded_at",
        parameters,
    )


async def _place(outlines: Sequence[Outline], *, only_unplaced: bool) -> None:
    for outline in outlines:
        parameters = Parameters(dialect())
        sql = (
            f"UPDATE region SET latitude = {parameters.add(outline.latitude)}, "
            f"longitude = {parameters.add(outline.longitude)} WHERE code = {parameters.add(outline.code)}"
        )
        await execute(sql + (" AND latitude IS NULL" if only_unplaced else ""), parameters)
