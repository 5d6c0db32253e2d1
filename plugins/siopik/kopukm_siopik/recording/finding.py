"""The cooperative that a command names, if the actor may write it."""

from __future__ import annotations

from kopukm_core.commands import CommandContext
from kopukm_core.errors import NotAllowedError
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
        _require_place(context, cooperative.region_id)
    return cooperative


def _require_place(context: CommandContext, region_code: str | None) -> None:
    """A cooperative without a place (an office outside the district) is for those who may write everywhere."""
    if region_code is not None:
        context.require(WRITE, region_code)
    elif "" not in context.actor.regions(WRITE):
        raise NotAllowedError(
            "Koperasi ini berkantor di luar wilayah kewenangan Anda.",
            remedy="Minta petugas tingkat dinas mencatatnya.",
        )
