"""The office's view: every cycle of a month or year with a colour for each step, and the late ones by unit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

import strawberry
from strawberry import ID

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.errors import BadInputError
from kopukm_core.scheduling.cycles.choices import StepColour
from kopukm_core.scheduling.cycles.colouring import DEFINITION, colour_of
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_graphql.node import global_id
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten

MOST_STEPS = 20_000


@strawberry.type(description="Satu langkah pada papan program.")
class BoardStep:
    """A cell of the grid."""

    step_id: ID = strawberry.field(description="Langkahnya.")
    number: str = strawberry.field(description="Nomor di SOP.")
    title: str = strawberry.field(description="Kegiatannya.")
    unit: str = strawberry.field(description="Unit yang bertanggung jawab.")
    due_from: date = strawberry.field(description="Awal tenggat.")
    due_until: date = strawberry.field(description="Akhir tenggat.")
    is_estimated: bool = strawberry.field(
        description="Tanggalnya bergantung pada hari libur yang masih perkiraan."
    )
    colour: StepColour = strawberry.field(description="Bagaimana langkah ini hari ini.")
    colour_word: str = strawberry.field(description="Yang sama dalam kata.")


@strawberry.type(description="Satu siklus pada papan program.")
class BoardCycle:
    """A row of the grid."""

    cycle_id: ID = strawberry.field(description="Siklusnya.")
    programme: str = strawberry.field(description="Judul programnya.")
    title: str = strawberry.field(description="Judul siklusnya.")
    held_on: date = strawberry.field(description="Hari H.")
    late: int = strawberry.field(description="Langkah yang terlambat.")
    steps: list[BoardStep] = strawberry.field(description="Langkah-langkahnya, menurut urutan.")


@strawberry.type(description="Papan program: siklus dan langkahnya, dengan warna tiap langkah.")
class ProgrammeBoard:
    """The grid."""

    today: date = strawberry.field(description="Hari yang dipakai menghitung warna.")
    definition: str = strawberry.field(description="Arti tiap warna.")
    late: int = strawberry.field(description="Jumlah langkah yang terlambat.")
    cycles: list[BoardCycle] = strawberry.field(description="Siklus, menurut program dan hari H.")


@strawberry.type(description="Langkah yang masih terbuka pada satu unit.")
class UnitWorkload:
    """The open steps of one unit."""

    unit_id: ID = strawberry.field(description="Unitnya.")
    unit: str = strawberry.field(description="Namanya.")
    late: int = strawberry.field(description="Terlambat.")
    due: int = strawberry.field(description="Jatuh tempo hari ini.")
    coming: int = strawberry.field(description="Akan datang.")


async def programme_board(
    info: strawberry.Info[Any, Any],
    year: Annotated[int, strawberry.argument(description="Tahun hari H.")],
    month: Annotated[
        int | None, strawberry.argument(description="Bulan hari H, 1 sampai 12; kosong berarti setahun.")
    ] = None,
    programme: Annotated[
        str | None, strawberry.argument(description="Nama program; kosong berarti semua.")
    ] = None,
) -> ProgrammeBoard:
    """The grid, read in one statement."""
    context = context_of(info)
    today = clock.today(context.settings.time_zone)
    given = Parameters(dialect())
    first, last = _days(year, month)
    conditions = [
        context.platform.visibility.condition(ProgrammeCycle, context.actor, "c", given),
        "c.state <> 'cancelled'",
        f"c.held_on >= {given.add(first)} AND c.held_on <= {given.add(last)}",
    ]
    if programme is not None:
        conditions.append(f"p.name = {given.add(programme[:100])}")
    found = await rows(
        "SELECT c.id AS cycle_id, c.title AS cycle, c.held_on, p.title AS programme, s.id, s.due_from, s.due_until,"
        " s.is_estimated, s.done_at, s.waived_at, t.number, t.title, u.name AS unit FROM programme_cycle c"
        " JOIN programme p ON p.id = c.programme_id JOIN cycle_step s ON s.cycle_id = c.id"
        " JOIN timeline_step t ON t.id = s.template_id JOIN unit u ON u.id = s.unit_id"
        f" WHERE {' AND '.join(f'({one})' for one in conditions)}"
        f" ORDER BY p.title, c.held_on, c.id, s.position, s.due_from, s.id LIMIT {MOST_STEPS + 1}",
        given,
    )
    if len(found) > MOST_STEPS:
        raise BadInputError("Papan setahun terlalu besar.", remedy="Minta satu bulan, atau satu program.")
    cycles: dict[int, BoardCycle] = {}
    for row in found:
        cycle = cycles.setdefault(
            row["cycle_id"],
            BoardCycle(
                cycle_id=ID(global_id("ProgrammeCycle", row["cycle_id"])),
                programme=row["programme"],
                title=row["cycle"],
                held_on=day_of(row["held_on"]),
                late=0,
                steps=[],
            ),
        )
        step = _step(row, today)
        cycle.late += step.colour is StepColour.LATE
        cycle.steps.append(step)
    late = sum(cycle.late for cycle in cycles.values())
    return ProgrammeBoard(today=today, definition=DEFINITION, late=late, cycles=list(cycles.values()))


async def unit_workloads(info: strawberry.Info[Any, Any]) -> list[UnitWorkload]:
    """The open steps that the caller sees, by unit, in one statement."""
    context = context_of(info)
    given = Parameters(dialect())
    today = given.add(clock.today(context.settings.time_zone))
    seen = context.platform.visibility.condition(CycleStep, context.actor, "s", given)
    found = await rows(
        "SELECT u.id, u.name,"
        f" SUM(CASE WHEN s.due_until < {today} THEN 1 ELSE 0 END) AS late,"
        f" SUM(CASE WHEN s.due_until >= {today} AND s.due_from <= {today} THEN 1 ELSE 0 END) AS due,"
        f" SUM(CASE WHEN s.due_from > {today} THEN 1 ELSE 0 END) AS coming"
        " FROM cycle_step s JOIN programme_cycle c ON c.id = s.cycle_id JOIN unit u ON u.id = s.unit_id"
        f" WHERE s.done_at IS NULL AND s.waived_at IS NULL AND c.state <> 'cancelled' AND ({seen})"
        " GROUP BY u.id, u.name ORDER BY late DESC, u.name, u.id",
        given,
    )
    return [
        UnitWorkload(
            unit_id=ID(global_id("Unit", row["id"])),
            unit=row["name"],
            late=int(row["late"]),
            due=int(row["due"]),
            coming=int(row["coming"]),
        )
        for row in found
    ]


def _step(row: dict[str, Any], today: date) -> BoardStep:
    begins, ends = day_of(row["due_from"]), day_of(row["due_until"])
    colour = colour_of(
        done=row["done_at"] is not None,
        waived=row["waived_at"] is not None,
        due_from=begins,
        due_until=ends,
        today=today,
    )
    return BoardStep(
        step_id=ID(global_id("CycleStep", row["id"])),
        number=row["number"],
        title=row["title"],
        unit=row["unit"],
        due_from=begins,
        due_until=ends,
        is_estimated=bool(row["is_estimated"]),
        colour=colour,
        colour_word=colour.label,
    )


def _days(year: int, month: int | None) -> tuple[date, date]:
    if not 2000 <= year <= 2190:
        raise BadInputError("Tahun harus antara 2000 dan 2190.")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise BadInputError("Bulan harus antara 1 dan 12.")
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


BOARD_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "programmeBoard",
        programme_board,
        description="Papan program: siklus yang hari H-nya pada bulan atau tahun itu, dengan warna tiap langkah.",
    ),
    handwritten(
        "unitWorkloads",
        unit_workloads,
        description="Langkah yang masih terbuka menurut unit: terlambat, jatuh tempo hari ini, akan datang.",
    ),
)
