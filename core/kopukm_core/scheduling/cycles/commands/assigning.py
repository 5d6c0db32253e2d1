"""Giving steps to another unit: one of them, or all that a unit still has to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, audit_many, command
from kopukm_core.db import hold
from kopukm_core.programmes import runs_programme
from kopukm_core.programmes.models import Unit
from kopukm_core.scheduling.cycles.announcing import cycles_changed
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.commands.finishing import ENDED, StepId
from kopukm_core.scheduling.cycles.finding import step_to_change
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_core.scheduling.cycles.telling import tell_assigned
from kopukm_core.scheduling.cycles.why import day_words
from kopukm_core.values import RecordIdType

UnitId = Annotated[int, RecordIdType("Unit")]


@command("core.assign_step", title="Alihkan langkah", permission=None, returns=CycleStep)
class AssignStep:
    """Mengalihkan sebuah langkah yang masih terbuka kepada unit atau tim lain; keduanya diberi tahu."""

    step_id: StepId = ask("Nomor langkah")
    unit_id: UnitId = ask("Nomor unit", help="Unit yang mulai sekarang bertanggung jawab.")

    async def run(self, context: CommandContext) -> CycleStep:
        step, _, cycle, _ = await step_to_change(context, self.step_id)
        former = await Unit.get(id=step.unit_id)
        present = await living_unit(context, self.unit_id, former, "unit_id")
        if step.done_at is not None or step.waived_at is not None:
            context.refuse("step_id", "STEP_ENDED", ENDED)
        await _give(context, [step.id], former, present)
        await context.audit("update", step, {"unit_id": (former.id, present.id)})
        await context.publish(cycles_changed([cycle.id], cycle.region_id))
        await step.refresh_from_db()
        return step


@dataclass(frozen=True, slots=True)
class HandedOverSteps:
    """Langkah yang dialihkan kepada unit lain."""

    step_count: int = field(metadata={"description": "Jumlah langkah yang dialihkan."})


@command("core.hand_over_steps", title="Alihkan semua langkah unit", permission=None, returns=HandedOverSteps)
class HandOverSteps:
    """Mengalihkan semua langkah yang masih terbuka dari sebuah unit kepada unit lain, misalnya tim yang dibubarkan.

    Hanya langkah program yang boleh Anda jalankan; kedua unit diberi tahu, masing-masing dengan satu pesan.
    """

    unit_id: UnitId = ask("Nomor unit asal")
    to_unit_id: UnitId = ask("Nomor unit tujuan")

    async def run(self, context: CommandContext) -> HandedOverSteps:
        former = await Unit.get_or_none(id=self.unit_id)
        if former is None:
            context.refuse("unit_id", "NO_SUCH_UNIT", "Unit itu tidak ada.")
        present = await living_unit(context, self.to_unit_id, former, "to_unit_id")
        await hold("core.redate_steps")
        found = CycleStep.filter(unit_id=former.id, done_at=None, waived_at=None).exclude(
            cycle__state=CycleState.CANCELLED
        )
        by_cycle = await found.order_by("id").values_list("cycle_id", "id")
        cycles = {
            cycle.id: cycle
            for cycle in await ProgrammeCycle.filter(id__in={int(pair[0]) for pair in by_cycle})
            .select_related("programme")
            .order_by("id")
        }
        mine = {key for key, cycle in cycles.items() if self._may_run(context, cycle)}
        steps = [int(pair[1]) for pair in by_cycle if pair[0] in mine]
        if not steps:
            context.refuse(
                "unit_id",
                "NOTHING_TO_HAND_OVER",
                "Tidak ada langkah terbuka unit itu yang boleh Anda alihkan.",
            )
        if len(steps) < len(by_cycle):
            left = len(by_cycle) - len(steps)
            context.remark("unit_id", "STEPS_LEFT", f"{left} langkah program lain tetap pada {former.name}.")
        await _give(context, steps, former, present)
        await audit_many(context, "update", CycleStep, steps)
        for region in sorted({cycles[key].region_id for key in mine}):
            ids = [key for key in sorted(mine) if cycles[key].region_id == region]
            await context.publish(cycles_changed(ids, region))
        return HandedOverSteps(len(steps))

    def _may_run(self, context: CommandContext, cycle: ProgrammeCycle) -> bool:
        platform, name = context.platform, cycle.programme.name
        return name in platform.programmes and runs_programme(platform, context.actor, name, cycle.region_id)


async def living_unit(context: CommandContext, unit_id: int, former: Unit, field_name: str) -> Unit:
    """The unit that steps may be given to: another one, that has not ended."""
    unit = await Unit.get_or_none(id=unit_id)
    if unit is None:
        context.refuse(field_name, "NO_SUCH_UNIT", "Unit itu tidak ada.")
    if unit.id == former.id:
        context.refuse(field_name, "SAME_UNIT", f"Langkahnya sudah pada {former.name}.")
    if unit.closed_on is not None and unit.closed_on < context.today:
        context.refuse(field_name, "UNIT_CLOSED", f"{unit.name} sudah berakhir {day_words(unit.closed_on)}.")
    return unit


async def _give(context: CommandContext, steps: Sequence[int], former: Unit, present: Unit) -> None:
    await CycleStep.filter(id__in=list(steps)).update(unit_id=present.id, changed_at=clock.now())
    await tell_assigned(steps, former, present, f"record-{context.record_id}")
