"""Regions that somebody may have meant by a code that is not there."""

from __future__ import annotations

from difflib import SequenceMatcher

from kopukm_core.regions.codes import ancestors_of, is_code
from kopukm_core.regions.models import Region
from kopukm_core.regions.search import search_regions

_SHOWN = 4


async def near_regions(text: str) -> list[str]:
    """Loaded regions beside or above this code, or with a name like this one."""
    if not is_code(text):
        return [f"{match.code} ({match.path})" for match in await search_regions(text, limit=_SHOWN)]
    for above in (*reversed(ancestors_of(text)), None):
        there = await Region.filter(parent_id=above, vanished_at__isnull=True).values_list("code", "name")
        if there:
            ranked = sorted(
                there, key=lambda one: (-SequenceMatcher(None, str(one[0]), text).ratio(), one[0])
            )
            return [f"{code} ({name})" for code, name in ranked[:_SHOWN]]
    return []
