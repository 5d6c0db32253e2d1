"""Taking back what an import recorded of cooperatives."""

from __future__ import annotations

from collections.abc import Sequence

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.commands import CommandContext, RecordReference, UndoEntry, UndoResult, kept, undone
from kopukm_core.db import transaction
from kopukm_core.parties import parties_in_use, remove_parties
from kopukm_siopik.models import FACTS, AnnualMeeting, Cooperative, CooperativeVersion, Officer, YearlyReport
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.correcting import facts_of, update_present
from kopukm_siopik.recording.matching import hold_registry

OUTSIDE = "Di luar wilayah kewenangan Anda."
IN_USE = "Sudah dipakai catatan lain sesudah impor ini."


async def undo_cooperatives(context: CommandContext, entries: Sequence[UndoEntry]) -> list[UndoResult]:
    """The answer to each entry, in order: created cooperatives are removed, updated ones have their former facts."""
    await hold_registry()
    keys = sorted({int(one.subject.id) for one in entries})
    stored = {one.id: one for one in await Cooperative.filter(id__in=keys).order_by("id").select_for_update()}
    mine = {key for key, one in stored.items() if may_write(context, one)}
    created = [int(one.subject.id) for one in entries if one.action == "create"]
    removed = await _remove([stored[key] for key in created if key in mine])
    results = []
    for entry in entries:
        cooperative = stored.get(int(entry.subject.id))
        if cooperative is None:
            results.append(undone())
        elif cooperative.id not in mine:
            results.append(kept(OUTSIDE, cooperative.name))
        elif entry.action == "create":
            results.append(removed[cooperative.id])
        else:
            results.append(await _restore(cooperative, entry.record_id))
    await announce([(one.id, one.region_id) for one in stored.values() if one.id in mine])
    return results


async def cooperative_names(entries: Sequence[UndoEntry]) -> list[str]:
    """The name of the cooperative that each entry is about."""
    keys = sorted({int(one.subject.id) for one in entries})
    names = {one.id: one.name for one in await Cooperative.filter(id__in=keys)}
    return [names.get(int(one.subject.id), "") for one in entries]


def may_write(context: CommandContext, cooperative: Cooperative) -> bool:
    """Whether the actor may write the cooperative where it is."""
    held = context.actor.regions(WRITE)
    if "" in held:
        return True
    return cooperative.region_id is not None and context.actor.may(WRITE, cooperative.region_id)


async def _remove(cooperatives: Sequence[Cooperative]) -> dict[int, UndoResult]:
    """Remove those that nothing later refers to, with their parties and all that is kept of them but the audit."""
    blocked = await _blocked(cooperatives)
    free = [one for one in cooperatives if one.id not in blocked]
    results = {one.id: kept(IN_USE, one.name, blocked[one.id]) for one in cooperatives if one.id in blocked}
    for group in [free] if await _removed(free) else [[one] for one in free]:
        gone = group is free or await _removed(group)
        for one in group:
            results[one.id] = undone() if gone else kept(IN_USE, one.name)
    return results


async def _removed(cooperatives: Sequence[Cooperative]) -> bool:
    """Whether they could be removed, all together; else nothing has changed: another table refers to one of them."""
    keys = [one.id for one in cooperatives]
    if not keys:
        return True
    try:
        async with transaction():
            for model in (YearlyReport, AnnualMeeting, Officer, CooperativeVersion):
                await model.filter(cooperative_id__in=keys).delete()
            await Cooperative.filter(id__in=keys).delete()
            await remove_parties([one.party_id for one in cooperatives])
    except IntegrityError:
        return False
    return True


async def _blocked(cooperatives: Sequence[Cooperative]) -> dict[int, RecordReference | None]:
    """What of later commands refers to each."""
    keys = [one.id for one in cooperatives]
    found: dict[int, RecordReference | None] = {}
    for meeting in await AnnualMeeting.filter(cooperative_id__in=keys, is_current=True):
        found[meeting.cooperative_id] = RecordReference("siopik.AnnualMeeting", str(meeting.id))
    for report in await YearlyReport.filter(cooperative_id__in=keys, is_current=True):
        found[report.cooperative_id] = RecordReference("siopik.YearlyReport", str(report.id))
    in_use = await parties_in_use([one.party_id for one in cooperatives])
    for one in cooperatives:
        if one.party_id in in_use:
            found.setdefault(one.id, None)
    return found


async def _restore(cooperative: Cooperative, record_id: int) -> UndoResult:
    """Withdraw the states that the record brought; the present one is what the rest of the history says."""
    try:
        async with transaction():
            await _withdraw(cooperative, record_id)
            await _restore_officers(cooperative.id, record_id)
    except IntegrityError:
        return kept("NIK semula sudah dipakai koperasi lain.", cooperative.name)
    return undone()


async def _withdraw(cooperative: Cooperative, record_id: int) -> None:
    moment = clock.now()
    withdrawn = await CooperativeVersion.filter(
        cooperative_id=cooperative.id, command_record_id=record_id, withdrawn_at__isnull=True
    ).update(withdrawn_at=moment)
    if not withdrawn:
        return
    former = (
        await CooperativeVersion.filter(cooperative_id=cooperative.id, withdrawn_at__isnull=True)
        .order_by("-effective_on", "-id")
        .first()
    )
    if former is None:
        return
    facts = {**{name: getattr(former, name) for name in FACTS}, "region_code": former.region_code}
    present = facts_of(cooperative)
    changes = {name: (present[name], facts[name]) for name in facts if present[name] != facts[name]}
    cooperative.effective_on = former.effective_on
    await update_present(cooperative, changes)


async def _restore_officers(cooperative_id: int, record_id: int) -> None:
    moment = clock.now()
    for one in await Officer.filter(
        cooperative_id=cooperative_id, command_record_id=record_id, is_current=True
    ):
        await Officer.filter(id=one.id).update(is_current=False, replaced_at=moment)
        former = (
            await Officer.filter(
                cooperative_id=cooperative_id,
                position=one.position,
                is_current=False,
                replaced_at=one.recorded_at,
                id__lt=one.id,
            )
            .order_by("-id")
            .first()
        )
        if former is not None:
            await Officer.filter(id=former.id).update(is_current=True, replaced_at=None)
