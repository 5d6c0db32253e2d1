"""What a start does about regions: the office's district is there before anyone asks."""

from __future__ import annotations

from kopukm_core.db import rows
from kopukm_core.regions.loading import Progress, RegionLoad, load_regions
from kopukm_core.regions.lokal_memory import release_lokal
from kopukm_core.settings import Settings


async def prepare_regions(settings: Settings, *, progress: Progress | None = None) -> list[RegionLoad]:
    """Load the office's district, and whatever else was loaded before, where the list has a newer version.

    Quick where all is current. Raises ConfigurationError for a KOPUKM_REGION that is not in the list.
    """
    scopes = {row["scope"] for row in await rows("SELECT scope FROM region_dataset")}
    ordered = sorted(scopes | {settings.region_code})
    try:
        return [await load_regions(scope, progress=progress) for scope in ordered]
    finally:
        release_lokal()
