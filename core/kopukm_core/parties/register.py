"""Entering parties, renaming and moving them, and finding them by name.

Programmes call these inside the transaction of their own command: that command checks the permission and
leaves the audit trail. No function here begins a transaction of its own.
"""

from __future__ import annotations

from tortoise.backends.base.client import BaseDBAsyncClient

from kopukm_core import clock
from kopukm_core.db import sort_key
from kopukm_core.errors import NotFoundError, Problem, ProblemsError
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.parties.naming import stored_name
from kopukm_core.regions.models import Region
from kopukm_core.regions.subtree import in_subtree

MAXIMUM_FOUND = 100


async def create_party(
    connection: BaseDBAsyncClient,
    *,
    kind: PartyKind,
    name: str,
    region_code: str | None = None,
    outside_region: str = "",
    plugin: str = "",
) -> Party:
    """Enter a party. `plugin` is the name of the plugin whose record stands behind it.

    `outside_region` is the place as written where it is not among the loaded regions.
    Raises ProblemsError for a name or a region that cannot be.
    """
    named = stored_name(name)
    await _check_region(connection, region_code)
    moment = clock.now()
    return await Party.create(
        using_db=connection,
        kind=kind,
        name=named.name,
        sort_key=named.sort_key,
        search_text=named.search_text,
        region_id=region_code,
        outside_region=_place(outside_region),
        plugin=plugin,
        created_at=moment,
        changed_at=moment,
    )


async def rename_party(connection: BaseDBAsyncClient, party_id: int, name: str) -> Party:
    """Give a party another name. Raises NotFoundError, and ProblemsError for a name that cannot be."""
    named = stored_name(name)
    party = await party_of(connection, party_id)
    party.name, party.sort_key, party.search_text = named.name, named.sort_key, named.search_text
    return await _save(connection, party, "name", "sort_key", "search_text")


async def move_party(
    connection: BaseDBAsyncClient, party_id: int, region_code: str | None, outside_region: str = ""
) -> Party:
    """Give a party another place. Raises NotFoundError, and ProblemsError for a region not loaded."""
    party = await party_of(connection, party_id)
    await _check_region(connection, region_code)
    party.region_id, party.outside_region = region_code, _place(outside_region)
    return await _save(connection, party, "region_id", "outside_region")


async def merge_parties(connection: BaseDBAsyncClient, duplicate_id: int, kept_id: int) -> Party:
    """Mark one party as the same as another; the kept one is returned.

    What already pointed at the duplicate now points at the kept one: a chain is never longer than one step.
    The records that plugins hold for the duplicate are theirs to move.
    """
    duplicate = await party_of(connection, duplicate_id)
    kept = await party_of(connection, kept_id)
    if kept.merged_into_id is not None:
        kept = await party_of(connection, kept.merged_into_id)
    if kept.id == duplicate.id:
        raise ProblemsError([Problem("kept_id", "SAME_PARTY", "Pihak tidak dapat digabung dengan dirinya.")])
    moment = clock.now()
    await (
        Party.filter(merged_into_id=duplicate.id)
        .using_db(connection)
        .update(merged_into_id=kept.id, changed_at=moment)
    )
    duplicate.merged_into_id = kept.id
    await _save(connection, duplicate, "merged_into_id")
    return kept


async def parties_named(
    connection: BaseDBAsyncClient, name: str, *, kind: PartyKind | None = None, within: str = ""
) -> list[Party]:
    """The parties of this name, whatever its case, punctuation and blanks around; merged ones left out.

    `within` keeps those in a region's subtree. At most 100, oldest first.
    """
    query = Party.filter(sort_key=sort_key(name), merged_into_id=None).using_db(connection)
    if kind is not None:
        query = query.filter(kind=kind)
    return await query.filter(in_subtree(within)).order_by("id").limit(MAXIMUM_FOUND)


async def party_of(connection: BaseDBAsyncClient, party_id: int) -> Party:
    """The party of this id. Raises NotFoundError."""
    party = await Party.get_or_none(id=party_id, using_db=connection)
    if party is None:
        raise NotFoundError(f"Pihak {party_id} tidak ada.", remedy="Cari lagi menurut namanya.")
    return party


async def _check_region(connection: BaseDBAsyncClient, region_code: str | None) -> None:
    if region_code is None:
        return
    if not await Region.filter(code=region_code).using_db(connection).exists():
        raise ProblemsError(
            [
                Problem(
                    "region_code",
                    "REGION_UNKNOWN",
                    f"Wilayah {region_code!r} tidak ada dalam data yang dimuat. "
                    "Pilih wilayah lain, atau tulis tempatnya sebagai teks.",
                )
            ]
        )


async def _save(connection: BaseDBAsyncClient, party: Party, *changed: str) -> Party:
    party.changed_at = clock.now()
    await party.save(using_db=connection, update_fields=[*changed, "changed_at"])
    return party


def _place(written: str) -> str:
    return " ".join(written.split())[:200]
