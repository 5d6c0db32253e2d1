"""Who sees what of programmes and cycles, told a second time in plain Python; and rows that cover every case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from kopukm_core.identity.actor import Actor
from kopukm_core.parties.models import Party
from kopukm_core.programmes import document_models, timeline_models
from kopukm_core.programmes import models as office
from kopukm_core.programmes.choices import Capacity, DocumentSection, Paper
from kopukm_core.programmes.timeline import Anchor, EvidenceKind
from kopukm_core.scheduling.calendar import DayUnit
from kopukm_core.scheduling.cycles import evaluation_models, models
from kopukm_core.scheduling.cycles.choices import ChangeCause
from registry_rows import GUNUNG, JONGGOL
from visibility_oracle import TypeOracle

if TYPE_CHECKING:
    from registry_actors import Cast

READ = "core.read_programmes"
_MOMENT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
_DAY = date(2027, 3, 10)
Link = Callable[[Any, Any], bool]


def _of(column: str) -> Link:
    return lambda row, each: getattr(each, column) == row.id


CYCLES_RECORDS: Mapping[str, tuple[str, str, str]] = {
    "Unit.parent": ("Unit", "parent_id", "id"),
    "Unit.party": ("Party", "party_id", "id"),
    "Letterhead.region": ("Region", "region_id", "code"),
    "Programme.unit": ("Unit", "unit_id", "id"),
    "ProgrammeRevision.programme": ("Programme", "programme_id", "id"),
    "TimelineStep.unit": ("Unit", "unit_id", "id"),
    "ProgrammeCycle.programme": ("Programme", "programme_id", "id"),
    "ProgrammeCycle.timeline": ("ProgrammeTimeline", "timeline_id", "id"),
    "ProgrammeCycle.region": ("Region", "region_id", "code"),
    "CycleStep.template": ("TimelineStep", "template_id", "id"),
    "CycleStep.unit": ("Unit", "unit_id", "id"),
    "CycleStep.cycle": ("ProgrammeCycle", "cycle_id", "id"),
    "StepFile.file": ("File", "file_id", "id"),
    "Evaluation.cycle": ("ProgrammeCycle", "cycle_id", "id"),
    "Evaluation.nextCycle": ("ProgrammeCycle", "next_cycle_id", "id"),
}

CYCLES_LINKS: Mapping[str, Link] = {
    "Programme.revisions": _of("programme_id"),
    "Programme.document": lambda row, each: each.programme_id == row.id and each.is_current,
    "Programme.timelines": _of("programme_id"),
    "Programme.cycles": _of("programme_id"),
    "ProgrammeRevision.entries": _of("revision_id"),
    "ProgrammeTimeline.steps": _of("timeline_id"),
    "ProgrammeCycle.steps": _of("cycle_id"),
    "ProgrammeCycle.evaluation": _of("cycle_id"),
    "ProgrammeCycle.decidedBy": _of("next_cycle_id"),
    "CycleStep.files": _of("step_id"),
    "CycleStep.changes": _of("step_id"),
    "Evaluation.figures": _of("evaluation_id"),
}

CYCLES_FIGURES: Mapping[str, tuple[str, Link, Callable[[Actor, list[Any]], Any]]] = {
    "ProgrammeCycle.stepCount": ("CycleStep", _of("cycle_id"), lambda _actor, rows: len(rows)),
}

CYCLES_COUNTS: Mapping[str, str] = {"programmeCycleCounts": "ProgrammeCycle"}


async def cycles_types(cast: Cast) -> dict[str, TypeOracle]:
    """The types over the rows now stored: the office is everybody's, cycles are of who reads them in the region."""
    cycles = {row.id: row for row in await models.ProgrammeCycle.all()}
    steps = {row.id: row for row in await models.CycleStep.all()}
    evaluations = {row.id: row for row in await evaluation_models.Evaluation.all()}
    units = {row.id: row for row in await office.Unit.all()}

    def everyone(_actor: Actor, _row: Any) -> bool:
        return True

    def sees_cycle(actor: Actor, row: Any) -> bool:
        who = cast.of(actor)
        return who.sees_all or who.has(READ, row.region_id)

    def sees_step(actor: Actor, row: Any) -> bool:
        return (
            sees_cycle(actor, cycles[row.cycle_id]) or units[row.unit_id].party_id in cast.of(actor).parties
        )

    def sees_evaluation(actor: Actor, row: Any) -> bool:
        return bool(row.is_current) and sees_cycle(actor, cycles[row.cycle_id])

    def of_step(actor: Actor, row: Any) -> bool:
        return sees_step(actor, steps[row.step_id])

    def sees_nip(actor: Actor, _row: Any) -> bool:
        who = cast.of(actor)
        return who.sees_all or who.anywhere(READ)

    return {
        "Unit": TypeOracle(list(units.values()), everyone),
        "Official": TypeOracle(
            await office.Official.all(), everyone, masks={"nip": ("nip", sees_nip, "•••")}
        ),
        "Letterhead": TypeOracle(await office.Letterhead.all(), everyone),
        "Programme": TypeOracle(await office.OfficeProgramme.all(), everyone),
        "ProgrammeRevision": TypeOracle(await document_models.ProgrammeRevision.all(), everyone),
        "ProgrammeRevisionEntry": TypeOracle(await document_models.RevisionEntry.all(), everyone),
        "ProgrammeTimeline": TypeOracle(await timeline_models.ProgrammeTimeline.all(), everyone),
        "TimelineStep": TypeOracle(await timeline_models.TimelineStep.all(), everyone),
        "ProgrammeCycle": TypeOracle(list(cycles.values()), sees_cycle),
        "CycleStep": TypeOracle(list(steps.values()), sees_step),
        "StepFile": TypeOracle(await models.StepFile.all(), of_step),
        "StepChange": TypeOracle(await models.StepChange.all(), of_step),
        "Evaluation": TypeOracle(list(evaluations.values()), sees_evaluation),
        "EvaluationFigure": TypeOracle(
            await evaluation_models.EvaluationFigure.all(),
            lambda actor, row: sees_evaluation(actor, evaluations[row.evaluation_id]),
        ),
    }


async def seed_cycles() -> None:
    """A programme with cycles in two kecamatan; a step of a unit that is a party somebody belongs to."""
    units: list[office.Unit] = []
    for number, party in enumerate(await Party.filter(merged_into_id=None).order_by("id").limit(2), start=1):
        parent = units[0].id if units else None
        units.append(
            await office.Unit.create(
                key=f"unit{number}",
                name=f"Unit {number}",
                party_id=party.id,
                parent_id=parent,
                recorded_at=_MOMENT,
            )
        )
    fields: dict[str, Any] = {
        "title": "Kepala",
        "capacity": Capacity.DEFINITIVE,
        "signs": Paper.ALL,
        "recorded_at": _MOMENT,
    }
    await office.Official.create(name="Siti", nip="197001011990012001", **fields)
    await office.Letterhead.create(name="Dinas", address="Jalan 1", region_id=GUNUNG, recorded_at=_MOMENT)
    programme = await office.OfficeProgramme.create(
        name="siopik", title="Uji", unit_id=units[0].id, recorded_at=_MOMENT
    )
    for version in (1, 2):
        revision = await document_models.ProgrammeRevision.create(
            programme_id=programme.id,
            version=version,
            title="SOP",
            recorded_at=_MOMENT,
            is_current=version == 2,
        )
        await document_models.RevisionEntry.create(
            revision_id=revision.id, section=DocumentSection.POLICY, position=1, text="Aturan"
        )
    timeline = await timeline_models.ProgrammeTimeline.create(
        programme_id=programme.id, version=1, effective_on=_DAY, source="uji", digest="", recorded_at=_MOMENT
    )
    template = await timeline_models.TimelineStep.create(
        timeline_id=timeline.id, position=1, key="a", number="1", phase="", title="A", anchor=Anchor.H,
        offset_from=0, offset_to=0, unit_of_offset=DayUnit.CALENDAR, unit_id=units[0].id, evidence=EvidenceKind.ANY,
    )  # fmt: skip
    for region in (GUNUNG, JONGGOL):
        await _seed_cycle(programme.id, timeline.id, template.id, region, units)


async def _seed_cycle(
    programme_id: int, timeline_id: int, template_id: int, region: str, units: list[office.Unit]
) -> None:
    cycle = await models.ProgrammeCycle.create(
        programme_id=programme_id, timeline_id=timeline_id, title="Siklus", held_on=_DAY, first_session_on=_DAY,
        last_session_on=_DAY, region_id=region, command_record_id=1, recorded_at=_MOMENT, changed_at=_MOMENT,
    )  # fmt: skip
    for number, unit in enumerate(units, start=1):
        step = await models.CycleStep.create(
            cycle_id=cycle.id, template_id=template_id, unit_id=unit.id, position=number,
            occurrence_on=date(2027, 3, number), due_from=_DAY, due_until=_DAY, why="H", changed_at=_MOMENT,
        )  # fmt: skip
        await models.StepChange.create(
            step_id=step.id,
            cause=ChangeCause.MOVED,
            old_from=_DAY,
            old_until=_DAY,
            why="H",
            recorded_at=_MOMENT,
        )
    for is_current in (False, True):
        evaluation = await evaluation_models.Evaluation.create(
            cycle_id=cycle.id, held_on=_DAY, minutes="Baik", decision="Lanjut", recorded_by="person:1",
            recorded_at=_MOMENT, is_current=is_current,
        )  # fmt: skip
        await evaluation_models.EvaluationFigure.create(
            evaluation_id=evaluation.id, name="a", title="A", value="1", definition="A", position=1
        )
