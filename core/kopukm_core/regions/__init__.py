"""Administrative regions: their codes, loading, outlines, and finding them by what people write."""

from kopukm_core.regions.aliases import add_alias
from kopukm_core.regions.boundaries import BoundaryLoad, load_boundaries
from kopukm_core.regions.codes import ancestors_of, dotted_code, is_within, kind_of, level_of, parent_of
from kopukm_core.regions.gazetteer import region_index_of
from kopukm_core.regions.kinds import AliasOrigin, RegionKind, RegionLevel
from kopukm_core.regions.loading import RegionLoad, Renaming, load_regions
from kopukm_core.regions.models import Region, RegionAlias, RegionBoundary, RegionDataset
from kopukm_core.regions.prepare import prepare_regions
from kopukm_core.regions.reading import region_names
from kopukm_core.regions.search import region_search_index, search_regions
from kopukm_core.regions.tree import ancestors_of_region, children_of, region_of

__all__ = [
    "AliasOrigin",
    "BoundaryLoad",
    "Region",
    "RegionAlias",
    "RegionBoundary",
    "RegionDataset",
    "RegionKind",
    "RegionLevel",
    "RegionLoad",
    "Renaming",
    "add_alias",
    "ancestors_of",
    "ancestors_of_region",
    "children_of",
    "dotted_code",
    "is_within",
    "kind_of",
    "level_of",
    "load_boundaries",
    "load_regions",
    "parent_of",
    "prepare_regions",
    "region_index_of",
    "region_names",
    "region_of",
    "region_search_index",
    "search_regions",
]
