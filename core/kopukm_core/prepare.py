"""What the core loads at the embedded start: the regions of the office's district."""

from __future__ import annotations

from kopukm_core.platform import Platform
from kopukm_core.regions import load_regions


async def prepare(platform: Platform) -> None:
    """Load the district's regions; nothing to do where this version of the list is stored already."""
    await load_regions(platform.settings.region_code)
