"""Loading what plugins tell of programmes: units, SOP editions, timelines and hours. What the office edited stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import hold, transaction
from kopukm_core.errors import ConfigurationError
from kopukm_core.programmes.models import OfficeProgramme, Unit
from kopukm_core.programmes.office import load_office, new_unit
from kopukm_core.programmes.programme import Programme, ProgrammeUnit
from kopukm_core.programmes.revising import add_edition
from kopukm_core.programmes.timeline import EvidenceCheck, StepTemplate, Timeline
from kopukm_core.programmes.timeline_models import ProgrammeTimeline, TimelineStep
from kopukm_core.scheduling.calendar.seeding import seed_hours

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def prepare_programmes(platform: Platform) -> None:
    """Load the office's own data, and each programme of the enabled plugins; a second time nothing changes."""
    async with transaction():
        await hold("core.programmes")
        await load_office(platform.settings.region_code)
        for programme in platform.programmes:
            await _load(programme)


async def ensure_units(units: Iterable[ProgrammeUnit]) -> dict[str, Unit]:
    """The units by key; those that are not there yet are made, each with its party."""
    found: dict[str, Unit] = {}
    for unit in units:
        stored = await Unit.get_or_none(key=unit.key)
        if stored is None:
            parent = found.get(unit.parent)
            stored = await new_unit(
                unit.key, unit.name, is_team=unit.is_team, parent_id=parent.id if parent else None
            )
        found[unit.key] = stored
    return found


async def _load(programme: Programme) -> None:
    units = await ensure_units((programme.unit, *programme.teams))
    stored, _ = await OfficeProgramme.get_or_create(
        {"title": programme.title, "unit_id": units[programme.unit.key].id, "recorded_at": clock.now()},
        name=programme.name,
    )
    await add_edition(stored, programme.document)
    for timeline in programme.timelines:
        await _load_timeline(stored, timeline, units, programme.unit.key)
    await seed_hours(programme.opening_hours)


async def _load_timeline(
    programme: OfficeProgramme, timeline: Timeline, units: dict[str, Unit], own: str
) -> None:
    digest = timeline_digest(timeline)
    known = await ProgrammeTimeline.get_or_none(programme_id=programme.id, version=timeline.version)
    if known is not None:
        if known.digest != digest:
            raise ConfigurationError(
                f"Langkah program {programme.name} versi {timeline.version} berubah sesudah dimuat.",
                remedy="Kembalikan langkahnya, dan tulis perubahannya sebagai versi baru.",
            )
        await _follow_evidence(known, timeline)
        return
    stored = await ProgrammeTimeline.create(
        programme_id=programme.id,
        version=timeline.version,
        effective_on=timeline.effective_on,
        source=timeline.source,
        digest=digest,
        recorded_at=clock.now(),
    )
    await TimelineStep.bulk_create(
        [
            _row(stored.id, position, step, units[step.team or own].id)
            for position, step in enumerate(timeline.steps, start=1)
        ]
    )


async def _follow_evidence(stored: ProgrammeTimeline, timeline: Timeline) -> None:
    """What shows that a step was done may become better without another version: no date depends on it."""
    rows = {row.key: row for row in await TimelineStep.filter(timeline_id=stored.id)}
    for step in timeline.steps:
        row, kind, check = rows[step.key], step.kind_of_evidence, _check_name(step)
        if (row.evidence, row.evidence_check) != (kind, check):
            row.evidence, row.evidence_check = kind, check
            await row.save(update_fields=["evidence", "evidence_check"])


def _check_name(step: StepTemplate) -> str:
    return step.evidence.name if isinstance(step.evidence, EvidenceCheck) else ""


def _row(timeline_id: int, position: int, step: StepTemplate, unit_id: int) -> TimelineStep:
    return TimelineStep(
        timeline_id=timeline_id,
        position=position,
        key=step.key,
        number=step.number,
        phase=step.phase,
        title=step.title,
        anchor=step.anchor,
        offset_from=step.offset_from,
        offset_to=step.offset_to,
        unit_of_offset=step.unit_of_offset,
        roll=step.roll,
        after_step=step.after_step,
        time_from=step.time_from,
        time_to=step.time_to,
        unit_id=unit_id,
        place=step.place,
        parties=step.parties,
        tools=step.tools,
        evidence=step.kind_of_evidence,
        evidence_check=_check_name(step),
        inferred=",".join(step.inferred),
    )


def timeline_digest(timeline: Timeline) -> str:
    """SHA-256 of all that a step says, but for what shows that it was done.

    What stands at its default is left out: a field that templates get later changes no timeline that was loaded.
    """
    parts = []
    for step in timeline.steps:
        said = {field.name: (getattr(step, field.name), field.default) for field in fields(step)}
        told = sorted(
            (name, str(value))
            for name, (value, default) in said.items()
            if name != "evidence" and value != default
        )
        parts.append(repr(told))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
