"""Units of the office: entering and changing them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import connection
from kopukm_core.parties.register import rename_party
from kopukm_core.programmes.models import Unit
from kopukm_core.programmes.office import new_unit
from kopukm_core.programmes.permissions import MANAGE_PROGRAMMES
from kopukm_core.values import RecordIdType

UnitId = Annotated[int, RecordIdType("Unit")]


@command("core.add_unit", title="Catat unit", permission=MANAGE_PROGRAMMES, returns=Unit)
class AddUnit:
    """Mencatat unit atau tim dinas; anggotanya menjadi anggota pihaknya, dan membaca pesan untuk unit itu."""

    key: str = ask(
        "Kunci",
        help="Nama pendek yang dipakai langkah program.",
        example="humas",
        pattern=r"[a-z][a-z0-9_]{0,59}",
        pattern_help="Huruf kecil, angka, dan garis bawah.",
    )
    name: str = ask("Nama", example="Tim Humas", minimum_length=3, maximum_length=200)
    is_team: bool = ask("Ini tim", help="Tim dibentuk untuk sebuah kegiatan.", default=False)
    parent_id: UnitId | None = ask("Nomor unit induknya")

    async def run(self, context: CommandContext) -> Unit:
        if await Unit.exists(key=self.key):
            context.refuse("key", "ALREADY_THERE", "Unit dengan kunci itu sudah ada.")
        if self.parent_id is not None and not await Unit.exists(id=self.parent_id):
            context.refuse("parent_id", "NO_SUCH_UNIT", "Unit induk itu tidak ada.")
        unit = await new_unit(self.key, self.name, is_team=self.is_team, parent_id=self.parent_id)
        await context.audit("create", unit)
        return unit


@command("core.change_unit", title="Ubah unit", permission=MANAGE_PROGRAMMES, returns=Unit, updates=True)
class ChangeUnit:
    """Mengubah nama unit, batas langkahnya sehari, atau mencatat kapan unit itu berakhir."""

    unit_id: UnitId = ask("Nomor unit")
    name: str | None = ask("Nama", minimum_length=3, maximum_length=200)
    steps_per_day: int | None = ask(
        "Batas langkah sehari", help="Lebih dari itu diperingatkan sebagai tumpukan.", minimum=1, maximum=100
    )
    closed_on: date | None = ask("Berakhir pada")

    async def run(self, context: CommandContext) -> Unit:
        unit = await Unit.select_for_update().get_or_none(id=self.unit_id)
        if unit is None:
            context.refuse("unit_id", "NO_SUCH_UNIT", "Unit itu tidak ada.")
        changes = {}
        for name in ("name", "steps_per_day", "closed_on"):
            given = getattr(self, name)
            if given is not None:
                changes[name] = (getattr(unit, name), given)
                setattr(unit, name, given)
        if self.name is not None:
            await rename_party(connection(), unit.party_id, self.name)
        await unit.save()
        await context.audit("update", unit, changes)
        if self.closed_on is not None:
            await _remark_open_steps(context, unit)
        return unit


async def _remark_open_steps(context: CommandContext, unit: Unit) -> None:
    """Point out what a unit that ends still has to do after its last day."""
    from kopukm_core.scheduling.cycles.models import CycleStep

    left = CycleStep.filter(unit_id=unit.id, done_at=None, waived_at=None, due_until__gt=unit.closed_on)
    count = await left.exclude(cycle__state="cancelled").count()
    if count:
        words = f"{count} langkah {unit.name} jatuh tempo sesudah hari itu; alihkan ke unit lain."
        context.remark("closed_on", "STEPS_LEFT", words)


@command("core.set_cycle_limit", title="Tetapkan batas siklus", permission=MANAGE_PROGRAMMES)
class SetCycleLimit:
    """Menetapkan berapa siklus sebuah program yang berjalan bersamaan sudah diperingatkan sebagai tumpukan."""

    programme: str = ask("Program", maximum_length=100)
    cycles_in_flight: int = ask("Batas siklus bersamaan", minimum=2, maximum=100)

    async def run(self, context: CommandContext) -> None:
        from kopukm_core.programmes.models import OfficeProgramme

        row = await OfficeProgramme.select_for_update().get_or_none(name=self.programme)
        if row is None:
            context.refuse("programme", "NO_SUCH_PROGRAMME", "Program itu tidak ada.")
        before, row.cycles_in_flight = row.cycles_in_flight, self.cycles_in_flight
        await row.save(update_fields=["cycles_in_flight"])
        await context.audit("update", row, {"cycles_in_flight": (before, self.cycles_in_flight)})
