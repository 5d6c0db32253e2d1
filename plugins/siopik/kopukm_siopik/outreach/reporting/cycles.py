"""Tables of the cycles of a period: how they went step by step, and what their evaluations decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kopukm_core.papers.report import Cell, ColumnKind, Table, TableColumn
from kopukm_core.regions.subtree import in_subtree
from kopukm_core.scheduling.cycles.choices import CycleState
from kopukm_core.scheduling.cycles.evaluation_models import Evaluation
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_siopik.outreach.reporting.adding import total_of

_DAY = ColumnKind.DATE
_NUMBER = ColumnKind.NUMBER


async def cycles_between(first: date, last: date, region_code: str) -> list[ProgrammeCycle]:
    """The cycles whose H lies in the period, cancelled ones left out, by day."""
    return await (
        ProgrammeCycle.filter(
            in_subtree(region_code), programme__name="siopik", held_on__gte=first, held_on__lte=last
        )
        .exclude(state=CycleState.CANCELLED)
        .order_by("held_on", "id")
    )


async def steps_of(cycles: Sequence[ProgrammeCycle]) -> Mapping[int, list[CycleStep]]:
    """The steps of each cycle, in their order; one statement."""
    found: dict[int, list[CycleStep]] = {cycle.id: [] for cycle in cycles}
    for step in (
        await CycleStep.filter(cycle_id__in=list(found))
        .prefetch_related("template", "unit")
        .order_by("position", "id")
    ):
        found[step.cycle_id].append(step)
    return found


def cycles_table(
    cycles: Sequence[ProgrammeCycle], steps: Mapping[int, list[CycleStep]], today: date
) -> Table:
    """Each cycle with how many of its steps were done in time, done late, waived, and are late or to come."""
    rows: list[tuple[Cell, ...]] = []
    for cycle in cycles:
        of_cycle = steps[cycle.id]
        done = [one for one in of_cycle if one.done_on is not None]
        in_time = sum(one.done_on is not None and one.done_on <= one.due_until for one in done)
        waived = sum(one.waived_at is not None for one in of_cycle)
        open_steps = [one for one in of_cycle if one.done_on is None and one.waived_at is None]
        late = sum(one.due_until < today for one in open_steps)
        rows.append(
            (
                cycle.title,
                cycle.held_on,
                len(of_cycle),
                in_time,
                len(done) - in_time,
                waived,
                late,
                len(open_steps) - late,
            )
        )
    return Table(
        "Siklus program",
        (
            TableColumn("Siklus"),
            TableColumn("Hari H", _DAY),
            TableColumn("Langkah", _NUMBER),
            TableColumn("Tepat waktu", _NUMBER),
            TableColumn("Selesai lewat waktu", _NUMBER),
            TableColumn("Dilewati", _NUMBER),
            TableColumn("Terlambat", _NUMBER),
            TableColumn("Belum tiba", _NUMBER),
        ),
        tuple(rows),
        (
            "Tepat waktu: langkah yang selesai paling lambat pada hari terakhir jendelanya, menurut tanggal yang "
            "berlaku sekarang. Dilewati: tidak dikerjakan, dengan alasan tercatat. Terlambat: jendelanya sudah lewat "
            "dan belum selesai.",
        ),
        total_of(rows, ("Jumlah", None)),
    )


def steps_table(cycles: Sequence[ProgrammeCycle], steps: Mapping[int, list[CycleStep]]) -> Table:
    """Every step: when it was due, when it was done, and what shows it."""
    return Table(
        "Langkah dan buktinya",
        (
            TableColumn("Siklus"),
            TableColumn("Langkah"),
            TableColumn("Unit"),
            TableColumn("Jatuh tempo", _DAY),
            TableColumn("Selesai", _DAY),
            TableColumn("Bukti atau alasan"),
        ),
        tuple(
            (
                cycle.title,
                step.template.title,
                step.unit.name,
                step.due_until,
                step.done_on,
                step.evidence_text or step.evidence_link or step.waived_reason,
            )
            for cycle in cycles
            for step in steps[cycle.id]
        ),
        ("Jatuh tempo: hari terakhir jendela langkah, sesudah hari libur diperhitungkan.",),
    )


async def evaluations_table(cycles: Sequence[ProgrammeCycle]) -> Table:
    """What the evaluations decided, and which cycle follows from it."""
    found = (
        await Evaluation.filter(cycle_id__in=[cycle.id for cycle in cycles], is_current=True)
        .prefetch_related("cycle", "next_cycle")
        .order_by("held_on", "id")
    )
    return Table(
        "Evaluasi dan keputusan",
        (
            TableColumn("Siklus"),
            TableColumn("Tanggal evaluasi", _DAY),
            TableColumn("Keputusan"),
            TableColumn("Siklus berikutnya"),
        ),
        tuple(
            (one.cycle.title, one.held_on, one.decision, one.next_cycle.title if one.next_cycle else None)
            for one in found
        ),
        ("Evaluasi yang berlaku; catatan yang sudah diperbaiki tidak ikut.",),
    )
