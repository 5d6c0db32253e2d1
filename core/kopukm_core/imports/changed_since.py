"""Which records were changed by others since a run changed them, as the audit tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopukm_core.commands import UNDO_ACTION, RecordReference, UndoEntry
from kopukm_core.commands.models import AuditEntry
from kopukm_core.imports.models import ImportRun
from kopukm_core.imports.runs import record_ids_of

READINGS = ("read", "reveal")
"""Actions that leave a record as it is."""


@dataclass(frozen=True, slots=True)
class LaterChange:
    """What another command did to a record, and when."""

    command: str
    changed_at: datetime


async def later_changes(
    subjects: Sequence[RecordReference], after: int, own: Sequence[int]
) -> dict[RecordReference, LaterChange]:
    """The last change of each subject by an audit entry beyond the id `after` and of no record in `own`.

    What a later import did and its undoing took back again is no change.
    """
    found: dict[RecordReference, list[tuple[str, int, LaterChange]]] = {}
    for model in sorted({one.model for one in subjects}):
        keys = sorted({one.id for one in subjects if one.model == model})
        entries = (
            await AuditEntry.filter(subject_model=model, subject_id__in=keys, id__gt=after)
            .exclude(record_id__in=list(own))
            .exclude(action__in=READINGS)
            .order_by("id")
            .values("subject_id", "action", "record_id", "recorded_at", command="record__command")
        )
        for one in entries:
            change = LaterChange(one["command"], one["recorded_at"])
            reference = RecordReference(model, one["subject_id"])
            found.setdefault(reference, []).append((one["action"], one["record_id"], change))
    undoings = {record for each in found.values() for action, record, _ in each if action == UNDO_ACTION}
    taken_back = await _taken_back_by(undoings)
    last: dict[RecordReference, LaterChange] = {}
    for reference, changes in found.items():
        annulled: set[int] = set()
        for action, record, _ in changes:
            if action == UNDO_ACTION and record in taken_back:
                annulled |= {record, *taken_back[record]}
        standing = [change for _, record, change in changes if record not in annulled]
        if standing:
            last[reference] = standing[-1]
    return last


async def last_change(reference: RecordReference) -> LaterChange | None:
    """The last change of a record by whatever command."""
    found = await later_changes([reference], 0, ())
    return found.get(reference)


def subjects_of(entries: Sequence[UndoEntry]) -> list[RecordReference]:
    """The records that the entries are about."""
    return [one.subject for one in entries]


async def _taken_back_by(undo_records: set[int]) -> dict[int, list[int]]:
    """The records of the run that each of these undo records took back."""
    if not undo_records:
        return {}
    runs = await ImportRun.filter(undo_record_id__in=sorted(undo_records))
    return {run.undo_record_id: await record_ids_of(run) for run in runs if run.undo_record_id is not None}
