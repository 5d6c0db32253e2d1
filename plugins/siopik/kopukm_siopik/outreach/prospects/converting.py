"""A prospect becomes a recorded cooperative: by an officer's word, or because it was recorded under its name."""

from __future__ import annotations

from datetime import date

from kopukm_core import clock
from kopukm_core.db import connection
from kopukm_core.parties import add_contact_point, contact_points_of, merge_parties
from kopukm_core.scheduling.activities import move_participation
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outreach.prospects.finding import lies_near, open_prospects, recorded_as
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.outreach.prospects.telling import Told
from kopukm_siopik.rules.names import name_key


async def convert(prospect: Prospect, cooperative: Cooperative, because: str) -> bool:
    """Mark the prospect as recorded; whatever pointed at its party now means the cooperative's. False: it was not open.

    The ways to reach it come along. Runs in the caller's transaction.
    """
    changed = (
        await Prospect.filter(id=prospect.id, state=ProspectState.OPEN)
        .using_db(connection())
        .update(
            state=ProspectState.CONVERTED,
            cooperative_id=cooperative.id,
            ended_at=clock.now(),
            ended_because=because[:500],
        )
    )
    if not changed:
        return False
    for point in await contact_points_of(connection(), prospect.party_id):
        await add_contact_point(connection(), cooperative.party_id, point.kind, point.value.whole())
    await move_participation(prospect.party_id, cooperative.party_id)
    await merge_parties(connection(), prospect.party_id, cooperative.party_id)
    return True


async def convert_recorded(day: date) -> int:
    """Convert every open prospect that has been recorded under its number, or its name in its kecamatan; how many.

    The oldest such cooperative is taken. Runs in the caller's transaction.
    """
    prospects = await open_prospects()
    if not prospects:
        return 0
    recorded = await recorded_as(
        [Told(one.name, one.region_id, "", one.nik, one.legal_entity_number) for one in prospects], day
    )
    converted = 0
    for prospect, cooperative in zip(prospects, recorded, strict=True):
        if cooperative is not None and _is_it(prospect, cooperative):
            converted += await convert(prospect, cooperative, "Tercatat dengan nomor atau nama yang sama.")
    return converted


def _is_it(prospect: Prospect, cooperative: Cooperative) -> bool:
    """Surer than what refuses a new prospect: one of its numbers, or its very name in its kecamatan."""
    if prospect.nik and prospect.nik == cooperative.nik:
        return True
    if prospect.legal_entity_key and prospect.legal_entity_key == cooperative.legal_entity_key:
        return True
    return prospect.name_key == name_key(cooperative.name) and lies_near(prospect, cooperative.region_id)
