"""Who sees regions: everyone. They are public facts."""

from __future__ import annotations

from kopukm_core.regions.models import Region, RegionAlias, RegionBoundary, RegionDataset
from kopukm_core.visibility import Everyone, Visibility

REGION_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(Region, rows=Everyone()),
    Visibility(RegionAlias, rows=Everyone()),
    Visibility(RegionBoundary, rows=Everyone()),
    Visibility(RegionDataset, rows=Everyone()),
)
