"""Taking back what an import recorded of book years and annual meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kopukm_core import clock
from kopukm_core.commands import CommandContext, RecordReference, UndoEntry, UndoResult, kept, undone
from kopukm_siopik.models import AnnualMeeting, Cooperative, YearlyReport
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.undoing import OUTSIDE, may_write

Yearly = YearlyReport | AnnualMeeting
MODELS: dict[str, type[YearlyReport] | type[AnnualMeeting]] = {
    "siopik.YearlyReport": YearlyReport,
    "siopik.AnnualMeeting": AnnualMeeting,
}
_TITLES = {"siopik.YearlyReport": "laporan", "siopik.AnnualMeeting": "RAT"}


async def undo_reports(context: CommandContext, entries: Sequence[UndoEntry]) -> list[UndoResult]:
    """The answer to each entry, in order. One that was replaced since is kept, and so is what replaced it."""
    rows = await _rows(entries)
    owners = await _owners(rows.values(), hold=True)
    results = []
    for entry in entries:
        one = rows.get(entry.subject)
        cooperative = None if one is None else owners.get(one.cooperative_id)
        if one is None or cooperative is None:
            results.append(undone())
            continue
        name = _name(entry.subject, one, cooperative)
        if not may_write(context, cooperative):
            results.append(kept(OUTSIDE, name))
        elif not one.is_current:
            results.append(await _replaced(entry.subject, one, name))
        else:
            await _take_back(MODELS[entry.subject.model], one)
            results.append(undone())
    await announce([(one.id, one.region_id) for one in owners.values()])
    return results


async def report_names(entries: Sequence[UndoEntry]) -> list[str]:
    """Cooperative and book year of each entry."""
    rows = await _rows(entries)
    owners = await _owners(rows.values(), hold=False)
    return [
        _name(entry.subject, one, owners[one.cooperative_id])
        if (one := rows.get(entry.subject)) is not None
        else ""
        for entry in entries
    ]


def _name(subject: RecordReference, one: Yearly, cooperative: Cooperative) -> str:
    return f"{cooperative.name}, {_TITLES[subject.model]} {one.year}"


async def _rows(entries: Sequence[UndoEntry]) -> dict[RecordReference, Yearly]:
    found: dict[RecordReference, Yearly] = {}
    for name, model in MODELS.items():
        keys = sorted({int(one.subject.id) for one in entries if one.subject.model == name})
        for row in await model.filter(id__in=keys) if keys else ():
            found[RecordReference(name, str(row.pk))] = row
    return found


async def _owners(rows: Iterable[Yearly], *, hold: bool) -> dict[int, Cooperative]:
    keys = sorted({one.cooperative_id for one in rows})
    query = Cooperative.filter(id__in=keys).order_by("id")
    return {one.id: one for one in await (query.select_for_update() if hold else query)}


async def _replaced(subject: RecordReference, one: Yearly, name: str) -> UndoResult:
    model = MODELS[subject.model]
    present = await model.get_or_none(cooperative_id=one.cooperative_id, year=one.year, is_current=True)
    if present is None:
        return undone()
    return kept("Sudah diganti sesudah impor ini.", name, RecordReference(subject.model, str(present.pk)))


async def _take_back(model: type[YearlyReport] | type[AnnualMeeting], one: Yearly) -> None:
    """No longer current; the row that it replaced at that moment is so again."""
    await model.filter(id=one.id).update(is_current=False, replaced_at=clock.now())
    former = (
        await model.filter(
            cooperative_id=one.cooperative_id,
            year=one.year,
            is_current=False,
            replaced_at=one.recorded_at,
            id__lt=one.id,
        )
        .order_by("-id")
        .first()
    )
    if former is not None:
        await model.filter(id=former.id).update(is_current=True, replaced_at=None)
