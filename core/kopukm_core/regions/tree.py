"""Walking the tree of regions: one region, those above it, those directly below."""

from __future__ import annotations

from kopukm_core.regions.codes import ancestors_of
from kopukm_core.regions.models import Region


async def region_of(code: str) -> Region | None:
    """The region of this code, a vanished one too; None where it is not loaded."""
    return await Region.get_or_none(code=code)


async def ancestors_of_region(code: str) -> list[Region]:
    """The loaded regions above this one, the province first."""
    return await Region.filter(code__in=ancestors_of(code)).order_by("code")


async def children_of(code: str) -> list[Region]:
    """The loaded regions directly below, by code; "" gives the provinces. Vanished ones are left out."""
    return await Region.filter(parent_id=code or None, vanished_at=None).order_by("code")
