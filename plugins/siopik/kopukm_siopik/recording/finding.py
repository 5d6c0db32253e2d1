"""The cooperative that a command names, if the actor may write it."""

from __future__ import annotations

from kopukm_core.commands import CommandContext
from kopukm_siopik.models import Cooperative
from kopukm_siopik.permissions import WRITE


async def writable_cooperative(context: CommandContext, cooperative_id: int) -> Cooperative:
    """The cooperative, held against other writers until the transaction ends (PostgreSQL; SQLite has one writer).

    Refuses an unknown number, and raises NotAllowedError outside the actor's region. Members of the cooperative
    itself may write their own.
    """
    cooperative = await Cooperative.select_for_update().get_or_none(id=cooperative_id)
    if cooperative is None:
        context.refuse("cooperative_id", "NOT_FOUND", f"Koperasi nomor {cooperative_id} tidak ada.")
    if cooperative.party_id not in context.actor.party_ids:
        held = context.actor.regions(WRITE)
        if not (cooperative.region_id is None and "" in held):
            context.require(WRITE, cooperative.region_id or "-")
    return cooperative
