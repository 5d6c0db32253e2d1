"""Timelines as they are stored: a cycle is planned by the version that it was begun with, whatever plugins say now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kopukm_core.programmes.timeline import StepTemplate, Timeline
from kopukm_core.programmes.timeline_models import ProgrammeTimeline, TimelineStep


@dataclass(frozen=True, slots=True)
class StoredTimeline:
    """A timeline with the rows of its steps by key."""

    id: int
    timeline: Timeline
    rows: Mapping[str, TimelineStep]


async def stored_timelines(ids: Iterable[int]) -> dict[int, StoredTimeline]:
    """The timelines by id, in two statements."""
    wanted = sorted(set(ids))
    found: dict[int, list[TimelineStep]] = {one: [] for one in wanted}
    for row in await TimelineStep.filter(timeline_id__in=wanted).order_by("timeline_id", "position"):
        found[row.timeline_id].append(row)
    return {
        one.id: StoredTimeline(
            one.id,
            Timeline(
                one.version, one.effective_on, one.source, tuple(template_of(row) for row in found[one.id])
            ),
            {row.key: row for row in found[one.id]},
        )
        for one in await ProgrammeTimeline.filter(id__in=wanted)
    }


def template_of(row: TimelineStep) -> StepTemplate:
    """The template that a row keeps; of evidence, its kind."""
    return StepTemplate(
        key=row.key,
        number=row.number,
        phase=row.phase,
        title=row.title,
        anchor=row.anchor,
        offset_from=row.offset_from,
        offset_to=row.offset_to,
        unit_of_offset=row.unit_of_offset,
        roll=row.roll,
        after_step=row.after_step,
        time_from=row.time_from,
        time_to=row.time_to,
        place=row.place,
        parties=row.parties,
        tools=row.tools,
        evidence=row.evidence,
        inferred=tuple(name for name in row.inferred.split(",") if name),
    )
