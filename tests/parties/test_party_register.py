"""Entering, renaming, moving, merging and finding parties. On both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kopukm_core import clock
from kopukm_core.db import AppModels, Apps, Database, transaction
from kopukm_core.errors import NotFoundError, ProblemsError
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.parties.register import (
    create_party,
    merge_parties,
    move_party,
    parties_named,
    party_of,
    rename_party,
)
from kopukm_core.regions.dataset import RegionRecord, plain_list
from kopukm_core.regions.loading import load_regions

pytestmark = pytest.mark.anyio

MOMENT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.regions.models", "kopukm_core.parties.models"))}


@pytest.fixture
async def loaded(database: Database) -> None:
    listed = [("32", "Jawa Barat"), ("32.01", "Kabupaten Bogor"), ("32.01.01", "Cibinong")]
    await load_regions("", regions=plain_list("uji", "1", [RegionRecord(*each) for each in listed]))


async def cooperative(name: str, region_code: str | None = None) -> Party:
    async with transaction() as connection:
        return await create_party(
            connection, kind=PartyKind.ORGANISATION, name=name, region_code=region_code, plugin="siopik"
        )


async def test_a_party_is_entered_with_the_stored_forms_of_its_name(loaded: None) -> None:
    with clock.using(clock.MovingClock(MOMENT)):
        entered = await cooperative("  KPRI  Mandiri Sejahtera 2 ", "32.01.01")
    async with transaction() as connection:
        party = await party_of(connection, entered.id)
    assert (party.name, party.sort_key) == ("KPRI Mandiri Sejahtera 2", "kpri mandiri sejahtera 0000000002")
    assert party.search_text == "kpri mandiri sejahtera 2"
    assert (party.kind, party.region_id, party.plugin) == (PartyKind.ORGANISATION, "32.01.01", "siopik")
    assert (party.created_at, party.changed_at) == (MOMENT, MOMENT)


async def test_a_place_that_is_not_loaded_is_kept_as_written(loaded: None) -> None:
    async with transaction() as connection:
        party = await create_party(
            connection, kind=PartyKind.PERSON, name="Siti", outside_region=" Desa X,  Kab. Lebak "
        )
    assert (party.region_id, party.outside_region) == (None, "Desa X, Kab. Lebak")


@pytest.mark.parametrize(
    ("name", "region_code", "field", "code"),
    [
        ("", None, "name", "NAME_EMPTY"),
        (" -– ", None, "name", "NAME_EMPTY"),
        ("x" * 201, None, "name", "NAME_TOO_LONG"),
        ("Koperasi", "32.01.99", "region_code", "REGION_UNKNOWN"),
        ("Koperasi", "", "region_code", "REGION_UNKNOWN"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_stored(
    loaded: None, name: str, region_code: str | None, field: str, code: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        await cooperative(name, region_code)
    assert [(problem.field, problem.code) for problem in caught.value.problems] == [(field, code)]
    assert await Party.all().count() == 0


async def test_renaming_changes_what_it_is_found_by(loaded: None) -> None:
    moving = clock.MovingClock(MOMENT)
    with clock.using(moving):
        party = await cooperative("KUD Sumber Alam")
        moving.move(timedelta(days=1))
        async with transaction() as connection:
            await rename_party(connection, party.id, "KUD Sumber Makmur")
            assert await parties_named(connection, "kud sumber alam") == []
            found = await parties_named(connection, "KUD  SUMBER-MAKMUR")
    assert [each.id for each in found] == [party.id]
    assert (found[0].created_at, found[0].changed_at) == (MOMENT, MOMENT + timedelta(days=1))


async def test_a_refused_new_name_changes_nothing(loaded: None) -> None:
    party = await cooperative("KUD Sumber Alam")
    with pytest.raises(ProblemsError):
        async with transaction() as connection:
            await rename_party(connection, party.id, "…")
    async with transaction() as connection:
        assert (await party_of(connection, party.id)).name == "KUD Sumber Alam"


async def test_moving_checks_the_region(loaded: None) -> None:
    party = await cooperative("KUD Sumber Alam", "32.01.01")
    async with transaction() as connection:
        moved = await move_party(connection, party.id, None, "Jakarta")
    assert (moved.region_id, moved.outside_region) == (None, "Jakarta")
    with pytest.raises(ProblemsError):
        async with transaction() as connection:
            await move_party(connection, party.id, "99")
    async with transaction() as connection:
        assert (await party_of(connection, party.id)).outside_region == "Jakarta"


async def test_names_are_looked_up_by_kind_and_place(loaded: None) -> None:
    inside = await cooperative("Koperasi Melati", "32.01.01")
    above = await cooperative("Koperasi Melati", "32.01")
    elsewhere = await cooperative("Koperasi Melati", "32")
    async with transaction() as connection:
        everywhere = await parties_named(connection, "koperasi melati")
        within = await parties_named(connection, "koperasi melati", within="32.01")
        persons = await parties_named(connection, "koperasi melati", kind=PartyKind.PERSON)
    assert [each.id for each in everywhere] == [inside.id, above.id, elsewhere.id]
    assert [each.id for each in within] == [inside.id, above.id]
    assert persons == []


async def test_merged_parties_point_at_the_kept_one_in_one_step(loaded: None) -> None:
    first, second, kept = [await cooperative(f"Koperasi {name}") for name in ("Satu", "Dua", "Tiga")]
    async with transaction() as connection:
        await merge_parties(connection, first.id, second.id)
        await merge_parties(connection, second.id, kept.id)
        # Into one that is merged itself: the kept one behind it is meant.
        late = await create_party(connection, kind=PartyKind.ORGANISATION, name="Koperasi Empat")
        assert (await merge_parties(connection, late.id, first.id)).id == kept.id
        assert await parties_named(connection, "Koperasi Satu") == []
    assert await Party.filter(merged_into_id=kept.id).count() == 3


async def test_a_party_is_not_merged_with_itself(loaded: None) -> None:
    first, second = [await cooperative(f"Koperasi {name}") for name in ("Satu", "Dua")]
    async with transaction() as connection:
        await merge_parties(connection, first.id, second.id)
    for duplicate, kept in ((second.id, second.id), (second.id, first.id)):
        with pytest.raises(ProblemsError):
            async with transaction() as connection:
                await merge_parties(connection, duplicate, kept)
    async with transaction() as connection:
        assert (await party_of(connection, second.id)).merged_into_id is None


async def test_a_party_that_is_not_there_is_not_found(loaded: None) -> None:
    async with transaction() as connection:
        with pytest.raises(NotFoundError):
            await rename_party(connection, 4711, "Baru")
