"""Closing a cycle with its evaluation: who was there, what was said, the figures, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.programmes import CycleFigure, Programme
from kopukm_core.scheduling.cycles.announcing import cycles_changed
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.commands.changing import CycleId
from kopukm_core.scheduling.cycles.evaluation_models import Evaluation, EvaluationFigure
from kopukm_core.scheduling.cycles.finding import cycle_to_change
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_core.values import RecordIdType, short_date


@command("core.record_evaluation", title="Catat evaluasi siklus", permission=None, returns=Evaluation)
class RecordEvaluation:
    """Mencatat evaluasi sebuah siklus: peserta, notulen, angka yang terisi sendiri, dan keputusan.

    Evaluasi yang dicatat lagi menggantikan yang terdahulu, yang tetap tersimpan.
    """

    cycle_id: CycleId = ask("Nomor siklus")
    held_on: date | None = ask("Tanggal evaluasi", help="Kosong berarti hari ini.")
    participants: list[str] = ask(
        "Peserta", help="Pisahkan dengan titik koma.", example="Bidang KPK; Tim Acara"
    )
    minutes: str = ask("Notulen", minimum_length=3, maximum_length=20_000)
    decision: str = ask(
        "Keputusan",
        help="Apa yang ditentukan untuk kegiatan selanjutnya.",
        minimum_length=3,
        maximum_length=5_000,
    )
    next_cycle_id: Annotated[int, RecordIdType("ProgrammeCycle")] | None = ask(
        "Nomor siklus berikutnya", help="Siklus yang menjalankan keputusan ini."
    )

    async def run(self, context: CommandContext) -> Evaluation:
        cycle, programme = await cycle_to_change(context, self.cycle_id)
        held_on = self.held_on or context.today
        if held_on > context.today:
            context.refuse("held_on", "IN_THE_FUTURE", "Tanggal evaluasi belum tiba.")
        if held_on < cycle.held_on:
            context.refuse("held_on", "CYCLE_AHEAD", f"Hari H siklus ini baru {short_date(cycle.held_on)}.")
        await self._check_next(context, cycle)
        now = clock.now()
        await Evaluation.filter(cycle_id=cycle.id, is_current=True).update(is_current=False, replaced_at=now)
        evaluation = await Evaluation.create(
            cycle_id=cycle.id,
            held_on=held_on,
            participants="\n".join(one.strip() for one in self.participants),
            minutes=self.minutes,
            decision=self.decision,
            next_cycle_id=self.next_cycle_id,
            recorded_by=context.actor.key,
            recorded_at=now,
        )
        figures = [*await step_figures(cycle, context.today), *await _own_figures(programme, cycle.id)]
        await EvaluationFigure.bulk_create(
            [
                EvaluationFigure(
                    evaluation_id=evaluation.id,
                    name=one.name,
                    title=one.title,
                    value=one.value,
                    definition=one.definition,
                    position=position,
                )
                for position, one in enumerate(figures, start=1)
            ]
        )
        cycle.state, cycle.changed_at = CycleState.EVALUATED, now
        await cycle.save(update_fields=["state", "changed_at"])
        await context.audit("create", evaluation)
        await context.publish(cycles_changed([cycle.id], cycle.region_id))
        return evaluation

    async def _check_next(self, context: CommandContext, cycle: ProgrammeCycle) -> None:
        if self.next_cycle_id is None:
            return
        following = await ProgrammeCycle.get_or_none(id=self.next_cycle_id)
        if (
            following is None
            or following.programme_id != cycle.programme_id
            or following.state is CycleState.CANCELLED
        ):
            context.refuse("next_cycle_id", "NO_SUCH_CYCLE", "Siklus berikutnya tidak ada pada program ini.")
        if following.held_on <= cycle.held_on:
            context.refuse("next_cycle_id", "NOT_LATER", "Siklus berikutnya harus sesudah siklus ini.")


async def step_figures(cycle: ProgrammeCycle, today: date) -> Sequence[CycleFigure]:
    """How the steps of the cycle went, counted from their rows."""
    steps = await CycleStep.filter(cycle_id=cycle.id)
    done = [step for step in steps if step.done_on is not None and step.done_at is not None]
    on_time = sum(step.done_on <= step.due_until for step in done if step.done_on)
    waived = sum(step.waived_at is not None for step in steps)
    late = sum(step.done_at is None and step.waived_at is None and step.due_until < today for step in steps)
    counted = (
        ("steps", "Langkah", len(steps), "Semua langkah siklus ini."),
        ("steps_on_time", "Selesai tepat waktu", on_time, "Selesai paling lambat pada akhir tenggatnya."),
        ("steps_after_time", "Selesai terlambat", len(done) - on_time, "Selesai sesudah akhir tenggatnya."),
        ("steps_waived", "Dikecualikan", waived, "Tidak dikerjakan, dengan alasan."),
        ("steps_late", "Belum selesai dan lewat tenggat", late, "Masih terbuka sesudah tenggat."),
    )
    return [CycleFigure(name, title, str(value), definition) for name, title, value, definition in counted]


async def _own_figures(programme: Programme, cycle_id: int) -> Sequence[CycleFigure]:
    return await programme.figures(cycle_id) if programme.figures is not None else ()
