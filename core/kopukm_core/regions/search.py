"""Finding regions by what people write, from an index in memory that follows the database."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, get_current_context

from kopukm_core.db import rows
from kopukm_core.errors import ConfigurationError
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.search_index import RegionMatch, RegionName, RegionSearchIndex

DEFAULT_LIMIT = 20
MAXIMUM_LIMIT = 100


@dataclass(frozen=True, slots=True)
class _Kept:
    """An index with the state of the tables that it was built from."""

    state: tuple[tuple[Any, ...], ...]
    index: RegionSearchIndex


_kept: WeakKeyDictionary[TortoiseContext, _Kept] = WeakKeyDictionary()

_STATE = """
SELECT scope, source, version, region_count AS number, loaded_at AS moment FROM region_dataset
UNION ALL
SELECT '', '', 'alias', count(*), max(added_at) FROM region_alias
ORDER BY 1, 3
"""


async def search_regions(
    text: str, *, within: str = "", level: RegionLevel | None = None, limit: int = DEFAULT_LIMIT
) -> list[RegionMatch]:
    """The loaded regions that the words may mean, best first: see `RegionSearchIndex.search`.

    `within` keeps a subtree; at most 100 are given. Vanished regions are not found.
    """
    index = await region_search_index()
    return index.search(text, within=within, level=level, limit=min(limit, MAXIMUM_LIMIT))


async def region_search_index() -> RegionSearchIndex:
    """The index of the loaded regions, built again when any process has changed them."""
    context = get_current_context()
    if context is None:
        raise ConfigurationError("Basis data belum dibuka.", remedy="Panggil di dalam open_database().")
    state = tuple(tuple(row.values()) for row in await rows(_STATE))
    kept = _kept.get(context)
    if kept is None or kept.state != state:
        names = await _names()
        kept = _Kept(state, await to_thread(RegionSearchIndex, names))
        _kept[context] = kept
    return kept.index


async def _names() -> list[RegionName]:
    aliases: dict[str, list[str]] = {}
    for row in await rows("SELECT region_code, alias FROM region_alias ORDER BY id"):
        aliases.setdefault(row["region_code"], []).append(row["alias"])
    found = await rows(
        "SELECT code, name, kind, sort_key, postal_code FROM region WHERE vanished_at IS NULL ORDER BY code"
    )
    return [
        RegionName(
            row["code"],
            row["name"],
            RegionKind(row["kind"]),
            row["sort_key"],
            tuple(aliases.get(row["code"], ())),
            row["postal_code"] or "",
        )
        for row in found
    ]
