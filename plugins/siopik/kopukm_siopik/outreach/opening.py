"""Opening the day H of a cycle: the outreach and the guidance after it, with the targets proposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.programmes import require_programme
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.regions.codes import is_within
from kopukm_core.scheduling.activities import (
    Activity,
    ActivityKind,
    ActivityMode,
    ActivityState,
    NewActivity,
    NewSession,
    create_activity,
)
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.values import RecordIdType, RegionCode
from kopukm_siopik.outreach.cohort import AT_H
from kopukm_siopik.outreach.targeting.candidates import PROGRAMME
from kopukm_siopik.outreach.targeting.commands import ORDER_HELP
from kopukm_siopik.outreach.targeting.order import TargetOrder
from kopukm_siopik.outreach.targeting.proposing import ListFilled, fill_list

ActivityId = Annotated[int, RecordIdType("Activity")]
PARTS = (("outreach", ActivityKind.OUTREACH), ("guidance", ActivityKind.GUIDANCE))
"""Key of the timeline's step, and the kind of activity that it is."""


@dataclass(frozen=True, slots=True)
class DayOpened(ListFilled):
    """Kegiatan yang dibuat, banyaknya sasaran yang diusulkan, dan yang menunggu giliran."""

    activities: list[ActivityId] = field(metadata={"description": "Penyuluhan dan bimbingan yang dibuat."})


@command("siopik.open_outreach", title="Siapkan penyuluhan", permission=None, returns=DayOpened)
class OpenOutreach:
    """Menyiapkan hari H sebuah siklus: penyuluhan dan bimbingan dengan jam menurut SOP, dan sasaran sebanyak tempatnya
    menurut giliran, masing-masing dengan alasannya. Yang tersisa mendahului pada siklus berikutnya. Periksa sasarannya
    sebelum mengundang. Satu siklus dapat disiapkan di beberapa kecamatan, satu per satu."""

    cycle_id: Annotated[int, RecordIdType("ProgrammeCycle")] = ask("Nomor siklus")
    region_code: RegionCode | None = ask(
        "Kecamatan atau desa", help="Kosong berarti seluruh wilayah siklusnya."
    )
    place: str | None = ask("Tempat", example="Aula Kecamatan Cibinong", maximum_length=300)
    link: str | None = ask("Tautan daring", example="https://rapat.contoh.id/kpk", maximum_length=500)
    seats_in_person: int | None = ask("Tempat tatap muka", minimum=1, maximum=10_000)
    seats_online: int | None = ask("Tempat daring", minimum=1, maximum=100_000)
    invitations: int | None = ask(
        "Banyaknya undangan", help="Kosong berarti sebanyak tempatnya.", minimum=1, maximum=10_000
    )
    order: list[TargetOrder] | None = ask("Urutan", help=ORDER_HELP)

    async def run(self, context: CommandContext) -> DayOpened:
        cycle, region = await _runnable(context, self.cycle_id, self.region_code)
        mode = self._mode(context)
        places = self.invitations or (self.seats_in_person or 0) + (self.seats_online or 0)
        if not places:
            message = "Isi banyaknya tempat atau undangan: sasaran diusulkan sebanyak itu."
            context.refuse("invitations", "PLACES_MISSING", message)
        made = []
        for key, kind in PARTS:
            step = await TimelineStep.get(timeline_id=cycle.timeline_id, key=key)
            new = self._activity(context, cycle, region, kind, mode, step)
            made.append(await create_activity(context, new))
        filled = await fill_list(context, made[0], region, places, self.order or ())
        return DayOpened(
            filled.targets,
            filled.left_over,
            filled.resting,
            filled.more_times,
            activities=[one.id for one in made],
        )

    def _mode(self, context: CommandContext) -> ActivityMode:
        if not self.place and not self.link:
            context.refuse("place", "PLACE_MISSING", "Isi tempat, tautan daring, atau keduanya.")
        if self.place and self.link:
            return ActivityMode.BOTH
        return ActivityMode.IN_PERSON if self.place else ActivityMode.ONLINE

    def _where(self) -> str:
        """Which of several of one cycle it is."""
        return f", {self.place}" if self.region_code and self.place else ""

    def _activity(
        self,
        context: CommandContext,
        cycle: ProgrammeCycle,
        region: str,
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
            f"{kind.label} {cycle.title}{self._where()}"[:200],
            region,
            [NewSession(starts, ends, place=self.place or "", link=self.link or "", title=kind.label)],
            programme=PROGRAMME,
            cycle_id=cycle.id,
            description=step.title,
            mode=mode,
            seats_in_person=self.seats_in_person if mode is not ActivityMode.ONLINE else None,
            seats_online=self.seats_online if mode is not ActivityMode.IN_PERSON else None,
        )


async def _runnable(context: CommandContext, cycle_id: int, told: str | None) -> tuple[ProgrammeCycle, str]:
    """The cycle, held until the transaction ends, and the region, if the actor may run it there and it is free yet."""
    cycle = await ProgrammeCycle.select_for_update().get_or_none(id=cycle_id, programme__name=PROGRAMME)
    if cycle is None:
        context.refuse("cycle_id", "NOT_FOUND", f"Siklus SI OPIK SEHAT nomor {cycle_id} tidak ada.")
    region = told or cycle.region_id
    require_programme(context, PROGRAMME, region)
    if cycle.state is CycleState.CANCELLED:
        context.refuse("cycle_id", "CANCELLED", "Siklus ini dibatalkan.")
    if not is_within(region, cycle.region_id):
        context.refuse("region_code", "OUTSIDE_CYCLE", f"Siklus ini untuk wilayah {cycle.region_id}.")
    held = Activity.filter(cycle_id=cycle.id, kind__in=list(AT_H)).exclude(state=ActivityState.CANCELLED)
    for one in await held.order_by("id"):
        if is_within(region, one.region_id) or is_within(one.region_id, region):
            context.refuse(
                "region_code" if told else "cycle_id",
                "ALREADY_OPEN",
                f"Hari H siklus ini sudah disiapkan di wilayah itu: {one.title} (nomor {one.id}).",
            )
    return cycle, region
