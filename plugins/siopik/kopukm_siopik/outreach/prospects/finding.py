"""Whom a name and a place may mean: a recorded cooperative, or a prospect that is open."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.regions.subtree import in_subtree
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.rules.names import are_similar_names, name_key

DISTRICT_CODE_LENGTH = len("32.01.01")


async def recorded_like(name: str, region_code: str) -> Cooperative | None:
    """A cooperative of the same kecamatan whose name may be a spelling of this one, the oldest first."""
    place = _district(region_code)
    found = await Cooperative.filter(in_subtree(place)).order_by("id")
    return next((one for one in found if are_similar_names(one.name, name)), None)


async def open_prospects(names: Sequence[str] = ()) -> list[Prospect]:
    """The open prospects, or those whose name key is that of one of the names; oldest first."""
    query = Prospect.filter(state=ProspectState.OPEN)
    if names:
        query = query.filter(name_key__in=[name_key(name) for name in names])
    return await query.order_by("id")


def lies_near(prospect: Prospect, region_code: str | None) -> bool:
    """Whether both lie in one kecamatan: whoever told of a prospect often knew no desa."""
    return region_code is not None and _district(prospect.region_id) == _district(region_code)


def _district(code: str) -> str:
    return code[:DISTRICT_CODE_LENGTH]
