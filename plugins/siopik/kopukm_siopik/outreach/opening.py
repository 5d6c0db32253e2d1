"""Opening the day H of a cycle: the outreach and the guidance after it, with the targets proposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.programmes import require_programme
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.scheduling.activities import (
    Activity,
    ActivityKind,
    ActivityMode,
    ActivityState,
    NewActivity,
    NewSession,
    create_activity,
)
from kopukm_core.scheduling.activities.targets import propose_targets
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.values import RecordIdType
from kopukm_siopik.outreach.cohort import AT_H

PROGRAMME = "siopik"
ActivityId = Annotated[int, RecordIdType("Activity")]
TARGETS = ("siopik.incomplete", "siopik.prospects")
"""Whom the SOP names: "yang sama sekali belum maupun tidak lengkap dalam melakukan pendataan"."""
PARTS = (("outreach", ActivityKind.OUTREACH), ("guidance", ActivityKind.GUIDANCE))
"""Key of the timeline's step, and the kind of activity that it is."""


@dataclass(frozen=True, slots=True)
class DayOpened:
    """Kegiatan yang dibuat dan banyaknya sasaran yang diusulkan."""

    activities: list[ActivityId] = field(metadata={"description": "Penyuluhan dan bimbingan yang dibuat."})
    targets: int = field(metadata={"description": "Banyaknya sasaran yang diusulkan untuk penyuluhan."})


@command("siopik.open_outreach", title="Siapkan penyuluhan", permission=None, returns=DayOpened)
class OpenOutreach:
    """Menyiapkan hari H sebuah siklus: penyuluhan dan bimbingan dengan jam menurut SOP, dan sasaran yang diusulkan dari
    koperasi yang datanya belum lengkap serta calon koperasi. Periksa sasarannya sebelum mengundang."""

    cycle_id: Annotated[int, RecordIdType("ProgrammeCycle")] = ask("Nomor siklus")
    place: str | None = ask("Tempat", example="Aula Kecamatan Cibinong", maximum_length=300)
    link: str | None = ask("Tautan daring", example="https://rapat.contoh.id/kpk", maximum_length=500)
    seats_in_person: int | None = ask("Tempat tatap muka", minimum=1, maximum=10_000)
    seats_online: int | None = ask("Tempat daring", minimum=1, maximum=100_000)

    async def run(self, context: CommandContext) -> DayOpened:
        cycle = await _runnable(context, self.cycle_id)
        mode = self._mode(context)
        made = []
        for key, kind in PARTS:
            step = await TimelineStep.get(timeline_id=cycle.timeline_id, key=key)
            made.append(await create_activity(context, self._activity(context, cycle, kind, mode, step)))
        targets = 0
        for audience in TARGETS:
            targets += await propose_targets(context, made[0], audience, cycle.region_id, {})
        return DayOpened([one.id for one in made], targets)

    def _mode(self, context: CommandContext) -> ActivityMode:
        if not self.place and not self.link:
            context.refuse("place", "PLACE_MISSING", "Isi tempat, tautan daring, atau keduanya.")
        if self.place and self.link:
            return ActivityMode.BOTH
        return ActivityMode.IN_PERSON if self.place else ActivityMode.ONLINE

    def _activity(
        self,
        context: CommandContext,
        cycle: ProgrammeCycle,
        kind: ActivityKind,
        mode: ActivityMode,
        step: TimelineStep,
    ) -> NewActivity:
        zone = context.settings.time_zone
        starts, ends = (
            datetime.combine(cycle.held_on, time.fromisoformat(told), zone)
            for told in (step.time_from, step.time_to)
        )
        return NewActivity(
            kind,
            f"{kind.label} {cycle.title}"[:200],
            cycle.region_id,
            [NewSession(starts, ends, place=self.place or "", link=self.link or "", title=kind.label)],
            programme=PROGRAMME,
            cycle_id=cycle.id,
            description=step.title,
            mode=mode,
            seats_in_person=self.seats_in_person if mode is not ActivityMode.ONLINE else None,
            seats_online=self.seats_online if mode is not ActivityMode.IN_PERSON else None,
        )


async def _runnable(context: CommandContext, cycle_id: int) -> ProgrammeCycle:
    """The cycle, held until the transaction ends, if the actor may run it and its day H is not opened yet."""
    cycle = await ProgrammeCycle.select_for_update().get_or_none(id=cycle_id, programme__name=PROGRAMME)
    if cycle is None:
        context.refuse("cycle_id", "NOT_FOUND", f"Siklus SI OPIK SEHAT nomor {cycle_id} tidak ada.")
    require_programme(context, PROGRAMME, cycle.region_id)
    if cycle.state is CycleState.CANCELLED:
        context.refuse("cycle_id", "CANCELLED", "Siklus ini dibatalkan.")
    opened = await (
        Activity.filter(cycle_id=cycle.id, kind__in=list(AT_H)).exclude(state=ActivityState.CANCELLED).first()
    )
    if opened is not None:
        context.refuse(
            "cycle_id",
            "ALREADY_OPEN",
            f"Hari H siklus ini sudah disiapkan: {opened.title} (nomor {opened.id}).",
        )
    return cycle
