"""The index of regions follows the database, whoever changes it."""

from __future__ import annotations

import pytest

from databases import run_apart
from kopukm_core.db import AppModels, Apps, Database, open_database
from kopukm_core.regions.aliases import add_alias
from kopukm_core.regions.kinds import AliasOrigin, RegionLevel
from kopukm_core.regions.loading import load_regions
from kopukm_core.regions.reading import region_names
from kopukm_core.regions.search import region_search_index, search_regions
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.regions.models", "kopukm_core.parties.models"))}


async def test_nothing_is_found_before_a_load_and_everything_after(database: Database) -> None:
    assert await search_regions("Cibinong") == []
    await load_regions("32.01")
    found = await search_regions("Cibinong", within="32.01", level=RegionLevel.DISTRICT)
    assert [(match.code, match.path) for match in found] == [("32.01.01", "Cibinong, Kabupaten Bogor")]


async def test_the_index_is_kept_while_nothing_changes(database: Database) -> None:
    await load_regions("32.01")
    assert await region_search_index() is await region_search_index()


async def test_an_alias_of_the_office_is_found_at_once(database: Database) -> None:
    await load_regions("32.01")
    assert await search_regions("Kota Seribu Curug") == []
    assert await add_alias("32.01.26", "Kota Seribu Curug", AliasOrigin.OFFICE)
    assert not await add_alias("32.01.26", "kota seribu-curug", AliasOrigin.OFFICE)
    assert [match.code for match in await search_regions("kota seribu curug")] == ["32.01.26"]


async def test_what_another_process_changes_is_seen(
    database: Database, settings: Settings, apps: Apps
) -> None:
    await load_regions("32.01")
    assert await search_regions("Bogor Selatan") == []

    async def elsewhere() -> None:
        async with open_database(settings, apps, process_wide=False):
            await load_regions("32.71")

    run_apart(elsewhere)
    assert [match.code for match in await search_regions("Bogor Selatan")] == ["32.71.01"]


async def test_at_most_a_hundred_are_given(database: Database) -> None:
    await load_regions("32.01")
    assert len(await search_regions("ka", limit=5_000)) == 100


async def test_readers_of_cells_know_the_office_s_aliases_too(database: Database) -> None:
    await load_regions("32.01")
    assert (await region_names("32.01")).read("Kota Seribu Curug").value is None
    await add_alias("32.01.26", "Kota Seribu Curug", AliasOrigin.OFFICE)
    assert (await region_names("32.01")).read("kota seribu curug").value == "32.01.26"
    assert (await region_names("32.01")).read("Tajur, Citeureup").value == "32.01.03.2004"
