"""The evaluation sheet of a cycle for pen and paper: what is known is filled in, the rest is written at the meeting."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.files import StoredFile
from kopukm_core.files.contents import WrittenContent, write_content
from kopukm_core.files.storing import save_row
from kopukm_core.papers.evaluation_sheet import EvaluationSheet, SheetQuestion, evaluation_sheet_pdf
from kopukm_core.papers.office import office_letterhead
from kopukm_core.programmes import Programme, require_programme
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.scheduling.cycles.commands.changing import CycleId
from kopukm_core.scheduling.cycles.commands.evaluating import step_figures
from kopukm_core.scheduling.cycles.evaluation_models import Evaluation
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.scheduling.cycles.purposes import EVALUATION_PAPER
from kopukm_core.values import DateType

INTRODUCTION = (
    "Diisi bersama dalam rapat evaluasi. Sesudahnya, petugas memasukkan isinya ke aplikasi "
    "sebagai evaluasi siklus."
)


@command("core.print_evaluation_sheet", title="Cetak lembar evaluasi", permission=None, returns=StoredFile)
class PrintEvaluationSheet:
    """Mencetak lembar evaluasi sebuah siklus untuk diisi dengan pulpen; yang sudah diketahui sudah terisi."""

    cycle_id: CycleId = ask("Nomor siklus")

    _written: WrittenContent

    async def prepare(self, context: CommandContext) -> None:
        cycle, programme = await _cycle(context, self.cycle_id)
        self._written = await write_content(context.platform, await _sheet(context, cycle, programme))

    async def run(self, context: CommandContext) -> StoredFile:
        cycle, _ = await _cycle(context, self.cycle_id)
        stored = await save_row(
            self._written,
            name=f"lembar-evaluasi-{cycle.id}.pdf",
            purpose=EVALUATION_PAPER,
            actor=context.actor,
            region_code=cycle.region_id,
            kept=True,
        )
        await context.audit("create", stored)
        return stored


async def _cycle(context: CommandContext, cycle_id: int) -> tuple[ProgrammeCycle, Programme]:
    cycle = await ProgrammeCycle.get_or_none(id=cycle_id)
    if cycle is None:
        context.refuse("cycle_id", "NO_SUCH_CYCLE", "Siklus itu tidak ada.")
    row = await OfficeProgramme.get(id=cycle.programme_id)
    return cycle, require_programme(context, row.name, cycle.region_id)


async def _sheet(context: CommandContext, cycle: ProgrammeCycle, programme: Programme) -> bytes:
    known = await Evaluation.get_or_none(cycle_id=cycle.id, is_current=True)
    figures = list(await step_figures(cycle, context.today))
    if programme.figures is not None:
        figures += await programme.figures(cycle.id)
    written = DateType()
    return await evaluation_sheet_pdf(
        EvaluationSheet(
            title=f"Lembar evaluasi: {cycle.title}",
            particulars=(
                ("Program", programme.title),
                ("Hari pelaksanaan", written.format(cycle.held_on)),
                ("Hari evaluasi", "" if known is None else written.format(known.held_on)),
                *((one.title, one.value) for one in figures),
            ),
            questions=[
                SheetQuestion("Peserta rapat", lines=4, answer="" if known is None else known.participants),
                SheetQuestion("Yang sudah berjalan baik", lines=4),
                SheetQuestion("Kendala dan sebabnya", lines=4),
                SheetQuestion("Notulen", lines=8, answer="" if known is None else known.minutes),
                SheetQuestion(
                    "Keputusan untuk kegiatan selanjutnya",
                    lines=5,
                    answer="" if known is None else known.decision,
                ),
            ],
            letterhead=await office_letterhead(context.today),
            printed_at=clock.now(),
            introduction=INTRODUCTION,
            time_zone=context.settings.time_zone,
        )
    )
