"""The region index that readers of people's writing are given, with the office's own names in it."""

from __future__ import annotations

from kopukm_core.db import rows
from kopukm_core.regions.gazetteer import region_index_of
from kopukm_core.regions.lookup import RegionIndex


async def region_names(district: str) -> RegionIndex:
    """The index of a district for commands and imports; it knows the aliases that the database holds.

    Raises ConfigurationError when no district has the code.
    """
    found = await rows("SELECT region_code, alias FROM region_alias ORDER BY id")
    return region_index_of(district, aliases={row["alias"]: row["region_code"] for row in found})
