"""Moving a cycle to another day H, and cancelling it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from tortoise.expressions import F

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.scheduling.cycles.announcing import cycles_changed
from kopukm_core.scheduling.cycles.choices import ChangeCause, CycleState
from kopukm_core.scheduling.cycles.commands.planning import checked_anchors
from kopukm_core.scheduling.cycles.finding import calendar_around, cycle_to_change
from kopukm_core.scheduling.cycles.making import default_title
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_core.scheduling.cycles.redating import moves_of, store_moves
from kopukm_core.scheduling.cycles.remarking import remark_day_off
from kopukm_core.scheduling.cycles.telling import tell_units
from kopukm_core.scheduling.cycles.why import day_words
from kopukm_core.values import RecordIdType

CycleId = Annotated[int, RecordIdType("ProgrammeCycle")]


@command("core.move_cycle", title="Pindahkan hari H", permission=None, returns=ProgrammeCycle)
class MoveCycle:
    """Memberi sebuah siklus hari H yang lain: hanya langkah yang masih terbuka yang berganti tanggal.

    Unit yang bertanggung jawab diberi tahu, satu pesan bagi tiap unit.
    """

    cycle_id: CycleId = ask("Nomor siklus")
    held_on: date = ask("Hari H yang baru", example="19 Januari 2027")
    first_session_on: date | None = ask("Sesi pertama", help="Kosong berarti ikut bergeser bersama hari H.")
    last_session_on: date | None = ask("Sesi terakhir", help="Kosong berarti ikut bergeser bersama hari H.")

    async def run(self, context: CommandContext) -> ProgrammeCycle:
        cycle, _ = await cycle_to_change(context, self.cycle_id)
        by = self.held_on - cycle.held_on
        anchors = checked_anchors(
            context,
            self.held_on,
            self.first_session_on or cycle.first_session_on + by,
            self.last_session_on or cycle.last_session_on + by,
        )
        same = ProgrammeCycle.filter(
            programme_id=cycle.programme_id, region_id=cycle.region_id, held_on=self.held_on
        ).exclude(id=cycle.id)
        if await same.exclude(state=CycleState.CANCELLED).exists():
            context.refuse("held_on", "ALREADY_PLANNED", "Sudah ada siklus lain program ini pada hari itu.")
        before = cycle.held_on
        row = await OfficeProgramme.get(id=cycle.programme_id)
        if cycle.title == default_title(row, before):
            cycle.title = default_title(row, self.held_on)
        cycle.held_on, cycle.first_session_on, cycle.last_session_on = (
            anchors.held_on,
            anchors.first,
            anchors.last,
        )
        cycle.changed_at = clock.now()
        await cycle.save(
            update_fields=["title", "held_on", "first_session_on", "last_session_on", "changed_at"]
        )
        calendar = await calendar_around(context, min(before, anchors.first), max(before, anchors.last))
        remark_day_off(context, calendar, self.held_on)
        moves = await store_moves(await moves_of([cycle], calendar), ChangeCause.MOVED)
        cause = f"hari H {cycle.title} dipindah dari {day_words(before)} ke {day_words(self.held_on)}."
        await tell_units(moves, cause, f"record-{context.record_id}")
        await context.audit("update", cycle, {"held_on": (before, self.held_on)})
        await context.publish(cycles_changed([cycle.id], cycle.region_id))
        return cycle


@command("core.cancel_cycle", title="Batalkan siklus", permission=None, returns=ProgrammeCycle)
class CancelCycle:
    """Membatalkan sebuah siklus: langkahnya tidak lagi ditunggu, dan tetap terbaca dengan alasannya."""

    cycle_id: CycleId = ask("Nomor siklus")
    reason: str = ask("Alasan", minimum_length=3, maximum_length=500)

    async def run(self, context: CommandContext) -> ProgrammeCycle:
        cycle, _ = await cycle_to_change(context, self.cycle_id)
        before = cycle.state
        cycle.state, cycle.reason, cycle.changed_at = CycleState.CANCELLED, self.reason, clock.now()
        await cycle.save(update_fields=["state", "reason", "changed_at"])
        await CycleStep.filter(cycle_id=cycle.id, waived_at=None).update(
            sequence=F("sequence") + 1, changed_at=cycle.changed_at
        )
        await context.audit("update", cycle, {"state": (before, cycle.state)})
        await context.publish(cycles_changed([cycle.id], cycle.region_id))
        return cycle
