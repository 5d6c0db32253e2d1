"""Storing outlines from a GeoJSON file. On both engines."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.db import AppModels, Apps, Database
from kopukm_core.errors import BadInputError
from kopukm_core.regions.boundaries import load_boundaries
from kopukm_core.regions.dataset import RegionRecord, plain_list
from kopukm_core.regions.loading import load_regions
from kopukm_core.regions.models import Region, RegionBoundary

pytestmark = pytest.mark.anyio

MOMENT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.regions.models", "kopukm_core.parties.models"))}


@pytest.fixture
async def loaded(database: Database) -> None:
    listed = [("32", "Jawa Barat"), ("32.01", "Kabupaten Bogor"), ("32.01.01", "Cibinong")]
    await load_regions("", regions=plain_list("uji", "1", [RegionRecord(*each) for each in listed]))


def square(west: float, south: float) -> dict[str, Any]:
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def written(folder: Path, *features: tuple[str, dict[str, Any]]) -> Path:
    path = folder / "batas.geojson"
    listed = [
        {"type": "Feature", "properties": {"code": code}, "geometry": geometry} for code, geometry in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))
    return path


async def test_outlines_are_stored_with_source_and_licence(loaded: None, tmp_path: Path) -> None:
    path = written(tmp_path, ("32.01", square(106, -7)), ("320101", square(106, -6)))
    with clock.using(clock.MovingClock(MOMENT)):
        load = await load_boundaries(path, source="Peta contoh", licence="MIT")
    assert (load.loaded, load.unknown) == (2, ())
    stored = await RegionBoundary.get(region_id="32.01.01")
    assert json.loads(stored.geometry) == square(106, -6)
    assert (stored.source, stored.licence, stored.simplified, stored.loaded_at) == (
        "Peta contoh",
        "MIT",
        False,
        MOMENT,
    )
    region = await Region.get(code="32.01")
    assert (region.longitude, region.latitude) == (106.5, -6.5)


async def test_the_file_s_name_is_the_source_where_none_is_given(loaded: None, tmp_path: Path) -> None:
    await load_boundaries(written(tmp_path, ("32.01", square(106, -7))))
    stored = await RegionBoundary.get(region_id="32.01")
    assert (stored.source, stored.licence) == ("batas.geojson", "tidak disebutkan")


async def test_codes_that_are_not_loaded_are_reported_and_left_out(loaded: None, tmp_path: Path) -> None:
    path = written(tmp_path, ("32.01", square(106, -7)), ("32.02", square(107, -7)), ("31", square(0, 0)))
    load = await load_boundaries(path)
    assert (load.loaded, load.unknown) == (1, ("31", "32.02"))
    assert await RegionBoundary.all().count() == 1


async def test_outlines_are_replaced_and_simplified_ones_stand_beside(loaded: None, tmp_path: Path) -> None:
    await load_boundaries(written(tmp_path, ("32.01", square(106, -7))))
    await load_boundaries(written(tmp_path, ("32.01", square(107, -7))))
    await load_boundaries(written(tmp_path, ("32.01", square(100, 0))), simplified=True)
    stored = await RegionBoundary.filter(region_id="32.01").order_by("simplified")
    assert [(json.loads(each.geometry), each.simplified) for each in stored] == [
        (square(107, -7), False),
        (square(100, 0), True),
    ]
    assert (await Region.get(code="32.01")).longitude == 107.5


async def test_a_file_with_a_wrong_feature_changes_nothing(loaded: None, tmp_path: Path) -> None:
    path = written(
        tmp_path, ("32.01", square(106, -7)), ("32.01.01", {"type": "Point", "coordinates": [1, 2]})
    )
    with pytest.raises(BadInputError, match="fitur 1"):
        await load_boundaries(path)
    assert await RegionBoundary.all().count() == 0
    assert (await Region.get(code="32.01")).longitude is None


async def test_a_file_that_is_not_there_is_named(loaded: None, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"tiada\.geojson"):
        await load_boundaries(tmp_path / "tiada.geojson")


async def test_many_outlines_are_stored_in_one_go(database: Database, tmp_path: Path) -> None:
    codes = [f"{province}.{number:02}" for province in (11, 12, 13) for number in range(1, 70)]
    provinces = [RegionRecord(code, code) for code in ("11", "12", "13")]
    listed = provinces + [RegionRecord(code, code) for code in codes]
    await load_regions("", regions=plain_list("uji", "1", listed))
    told: list[tuple[int, int]] = []
    path = written(tmp_path, *[(code, square(100, 0)) for code in codes])
    await load_boundaries(path, progress=lambda done, total: told.append((done, total)))
    assert told == [(100, 207), (200, 207), (207, 207)]
    assert await RegionBoundary.all().count() == 207
