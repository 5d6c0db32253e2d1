"""Storing a list of regions: again and again, by several starters at once, and after the list has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import orjson

from kopukm_core import clock
from kopukm_core.db import Dialect, Parameters, dialect, execute, rows, transaction
from kopukm_core.regions import codes
from kopukm_core.regions.aliases import add_alias
from kopukm_core.regions.dataset import RegionList, RegionRecord, lokal_list
from kopukm_core.regions.kinds import AliasOrigin, RegionLevel
from kopukm_core.regions.names import name_key, stored_search_text, stored_sort_key

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many regions of how many are stored."""

_CHUNK = 5_000
_CODES_PER_STATEMENT = 500
_LOCK = 7_318_032_001
"""Of PostgreSQL's advisory locks; on SQLite a transaction is alone anyway."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """A region that the new list calls otherwise; the former name stays as an alias."""

    code: str
    former_name: str
    name: str


@dataclass(frozen=True, slots=True)
class RegionLoad:
    """What a load did. `total` counts the regions of the list for this scope, `inside` those in its subtree.

    `was_current` means that this very version was stored already and nothing was touched. `vanished` regions
    are no longer in the list: they are kept, with `vanished_at`. `returned` ones had vanished before.
    """

    scope: str
    source: str
    version: str
    total: int = 0
    inside: int = 0
    added: int = 0
    changed: int = 0
    renamed: tuple[Renaming, ...] = ()
    vanished: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    was_current: bool = False


async def load_regions(
    scope: str,
    *,
    regions: RegionList | None = None,
    progress: Progress | None = None,
    again: bool = False,
) -> RegionLoad:
    """Store the regions of a scope: an office's district code, or "" for the whole of Indonesia.

    All or nothing, in one transaction. A version that is stored already is left alone unless `again`.
    Raises ConfigurationError for a code that the list does not have, with codes near it.
    """
    chosen = regions or lokal_list()
    if not again and await _is_current(scope, chosen):
        return RegionLoad(scope, chosen.source, chosen.version, was_current=True)
    records = chosen.scope(scope)
    async with transaction():
        await _lock()
        if not again and await _is_current(scope, chosen):
            return RegionLoad(scope, chosen.source, chosen.version, was_current=True)
        return await _store(scope, chosen, records, progress)


async def _store(
    scope: str, chosen: RegionList, records: Sequence[RegionRecord], progress: Progress | None
) -> RegionLoad:
    stored = {
        row["code"]: row for row in await rows("SELECT code, name, postal_code, vanished_at FROM region")
    }
    listed = {record.code for record in records}
    added = [record for record in records if record.code not in stored]
    changed = [
        record for record in records if record.code in stored and _differs(record, stored[record.code])
    ]
    vanished = sorted(
        code
        for code, row in stored.items()
        if code not in listed and row["vanished_at"] is None and _covers(scope, code)
    )
    renamed = tuple(
        Renaming(record.code, stored[record.code]["name"], record.name)
        for record in changed
        if stored[record.code]["name"] != record.name
    )
    returned = tuple(record.code for record in changed if stored[record.code]["vanished_at"] is not None)
    moment = clock.now()
    await _write(added + changed, moment, progress)
    await _keep_former_names(renamed, moment)
    await _mark_vanished(vanished, moment)
    await _write_dataset(scope, chosen, len(records), moment)
    return RegionLoad(
        scope,
        chosen.source,
        chosen.version,
        total=len(records),
        inside=sum(codes.is_within(record.code, scope) for record in records),
        added=len(added),
        changed=len(changed),
        renamed=renamed,
        vanished=tuple(vanished),
        returned=returned,
    )


def _differs(record: RegionRecord, row: dict[str, Any]) -> bool:
    return (
        row["name"] != record.name
        or (row["postal_code"] or "") != record.postal_code
        or row["vanished_at"] is not None
    )


def _covers(scope: str, code: str) -> bool:
    """Whether a load of the scope knows all there is at this place, so that a missing code has vanished."""
    if codes.is_within(code, scope):
        return True
    return codes.level_of(code) in (RegionLevel.PROVINCE, RegionLevel.REGENCY)


async def _lock() -> None:
    if dialect() is Dialect.POSTGRES:
        parameters = Parameters(Dialect.POSTGRES)
        await rows(f"SELECT pg_advisory_xact_lock({parameters.add(_LOCK)})::text AS held", parameters)


async def _is_current(scope: str, chosen: RegionList) -> bool:
    parameters = Parameters(dialect())
    sql = (
        f"SELECT scope FROM region_dataset WHERE scope = {parameters.add(scope)} "
        f"AND source = {parameters.add(chosen.source)} AND version = {parameters.add(chosen.version)}"
    )
    return bool(await rows(sql, parameters))


_COLUMNS = ("code", "name", "level", "kind", "parent_code", "sort_key", "search_text", "postal_code")
_REPLACED = ", ".join(
    f"{column} = excluded.{column}" for column in (*_COLUMNS[1:], "loaded_at", "vanished_at")
)


async def _write(records: Sequence[RegionRecord], moment: datetime, progress: Progress | None) -> None:
    """Insert or replace, thousands of rows a statement: they travel as one JSON text on both engines."""
    for start in range(0, len(records), _CHUNK):
        chunk = records[start : start + _CHUNK]
        parameters = Parameters(dialect())
        payload = parameters.add(orjson.dumps([_row(record) for record in chunk]).decode())
        stamp = parameters.add(moment)
        names = ", ".join(_COLUMNS)
        if parameters.dialect is Dialect.POSTGRES:
            shape = ", ".join(f"{column} text" for column in _COLUMNS)
            source = f"json_to_recordset({payload}::json) AS listed({shape})"
            picked = f"SELECT {names}, {stamp}::timestamptz, NULL FROM {source}"
        else:
            taken = ", ".join(f"value ->> '{column}'" for column in _COLUMNS)
            picked = f"SELECT {taken}, {stamp}, NULL FROM json_each({payload}) WHERE true"
        await execute(
            f"INSERT INTO region ({names}, loaded_at, vanished_at) {picked} "
            f"ON CONFLICT (code) DO UPDATE SET {_REPLACED}",
            parameters,
        )
        if progress is not None:
            progress(start + len(chunk), len(records))


def _row(record: RegionRecord) -> dict[str, str | None]:
    return {
        "code": record.code,
        "name": record.name,
        "level": codes.level_of(record.code).value,
        "kind": codes.kind_of(record.code).value,
        "parent_code": codes.parent_of(record.code),
        "sort_key": stored_sort_key(record.name),
        "search_text": stored_search_text(record.name),
        "postal_code": record.postal_code or None,
    }


async def _keep_former_names(renamed: Iterable[Renaming], moment: datetime) -> None:
    for renaming in renamed:
        if name_key(renaming.former_name) != name_key(renaming.name):
            await add_alias(renaming.code, renaming.former_name, AliasOrigin.FORMER_NAME, moment)


async def _mark_vanished(vanished: Sequence[str], moment: datetime) -> None:
    for start in range(0, len(vanished), _CODES_PER_STATEMENT):
        parameters = Parameters(dialect())
        stamp = parameters.add(moment)
        listed = parameters.add_all(vanished[start : start + _CODES_PER_STATEMENT])
        await execute(f"UPDATE region SET vanished_at = {stamp} WHERE code IN ({listed})", parameters)


async def _write_dataset(scope: str, chosen: RegionList, count: int, moment: datetime) -> None:
    parameters = Parameters(dialect())
    values = parameters.add_all((scope, chosen.source, chosen.version, count, moment))
    await execute(
        f"INSERT INTO region_dataset (scope, source, version, region_count, loaded_at) VALUES ({values}) "
        "ON CONFLICT (scope) DO UPDATE SET source = excluded.source, version = excluded.version, "
        "region_count = excluded.region_count, loaded_at = excluded.loaded_at",
        parameters,
    )
