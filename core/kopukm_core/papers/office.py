"""The letterhead and the signatory of a day, as the office has recorded them."""

from __future__ import annotations

from datetime import date

from kopukm_core.papers.letterhead import Letterhead, Signatory
from kopukm_core.programmes import Capacity, Paper, letterhead, official_on
from kopukm_core.regions.codes import level_of
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.regions.tree import region_of

_CAPACITIES = {Capacity.ACTING_DAILY: "Plh.", Capacity.ACTING_TEMPORARY: "Plt."}

_SEATS = (RegionLevel.DISTRICT, RegionLevel.VILLAGE)
"""Papers are dated in a town: the name of a regency or a province says less."""


async def office_letterhead(day: date) -> Letterhead:
    """The office's letterhead on papers of this day; blank where nothing is recorded."""
    found = await letterhead(day)
    if found is None:
        return Letterhead()
    region = await region_of(found.region_id) if found.region_id else None
    return Letterhead(
        government=found.parent_name,
        office=found.name,
        address=found.address,
        phone=found.phone,
        email=found.email,
        website=found.website,
        place=region.name if region and level_of(region.code) in _SEATS else "",
    )


async def office_signatory(day: date, paper: Paper) -> Signatory:
    """Who signs such a paper of this day; blank where nobody is recorded."""
    found = await official_on(day, paper)
    if found is None:
        return Signatory()
    return Signatory(
        name=found.name, position=found.title, nip=found.nip, capacity=_CAPACITIES.get(found.capacity, "")
    )
