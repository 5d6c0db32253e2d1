"""Taking back what an import noted of prospects."""

from __future__ import annotations

from collections.abc import Sequence

from tortoise.exceptions import IntegrityError

from kopukm_core.commands import CommandContext, UndoEntry, UndoResult, kept, undone
from kopukm_core.db import transaction
from kopukm_core.parties import parties_in_use, remove_parties
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.outreach.prospects.storing import hold_prospects
from kopukm_siopik.permissions import WRITE

OUTSIDE = "Di luar wilayah kewenangan Anda."
ENDED = "Sudah tercatat atau dihentikan sesudah impor ini."
IN_USE = "Sudah menjadi sasaran atau terdaftar pada kegiatan sesudah impor ini."


async def undo_prospects(context: CommandContext, entries: Sequence[UndoEntry]) -> list[UndoResult]:
    """The answer to each entry: what was noted disappears, what was told anew is as before. Contacts stay."""
    await hold_prospects()
    keys = sorted({int(one.subject.id) for one in entries})
    stored = {one.id: one for one in await Prospect.filter(id__in=keys).order_by("id").select_for_update()}
    return [await _undo(context, stored.get(int(entry.subject.id)), entry) for entry in entries]


async def prospect_names(entries: Sequence[UndoEntry]) -> list[str]:
    """The name of the prospect that each entry is about."""
    keys = sorted({int(one.subject.id) for one in entries})
    names = dict(await Prospect.filter(id__in=keys).values_list("id", "name"))
    return [str(names.get(int(one.subject.id), "")) for one in entries]


async def _undo(context: CommandContext, prospect: Prospect | None, entry: UndoEntry) -> UndoResult:
    if prospect is None:
        return undone()
    if not context.actor.may(WRITE, prospect.region_id):
        return kept(OUTSIDE, prospect.name)
    if prospect.state is not ProspectState.OPEN:
        return kept(ENDED, prospect.name)
    if entry.action == "create":
        return await _removed(prospect)
    former = {name: before for name, (before, _) in (entry.changes or {}).items()}
    try:
        async with transaction():
            if former:
                await Prospect.filter(id=prospect.id).update(**former)
    except IntegrityError:
        return kept("Nama dan wilayah semula sudah dipakai calon lain.", prospect.name)
    return undone()


async def _removed(prospect: Prospect) -> UndoResult:
    """Gone with its party and the contacts told of it, unless anything else refers to the party by now."""
    if await parties_in_use([prospect.party_id]):
        return kept(IN_USE, prospect.name)
    try:
        async with transaction():
            await Prospect.filter(id=prospect.id).delete()
            await remove_parties([prospect.party_id])
    except IntegrityError:
        return kept(IN_USE, prospect.name)
    return undone()
