"""Which steps would move if a day became a day off, or a working day: asked before the command is given."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry import ID

from kopukm_core.errors import BadInputError, NotAllowedError
from kopukm_core.programmes.models import Unit
from kopukm_core.programmes.permissions import READ_PROGRAMMES
from kopukm_core.scheduling.calendar import DayOff
from kopukm_core.scheduling.calendar.loading import FIRST_YEAR, LAST_YEAR
from kopukm_core.scheduling.cycles.effect import effect_of
from kopukm_core.scheduling.cycles.redating import FELL_AWAY, Move
from kopukm_graphql.node import global_id
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten


@strawberry.type(description="Langkah yang akan berganti tanggal.")
class StepMove:
    """A step that would move."""

    cycle_id: ID = strawberry.field(description="Siklusnya.")
    cycle: str = strawberry.field(description="Judul siklusnya.")
    step_id: ID | None = strawberry.field(
        description="Langkahnya; kosong bila langkah hari itu baru akan ada."
    )
    step: str = strawberry.field(description="Kegiatannya.")
    unit: str = strawberry.field(description="Unit yang bertanggung jawab, dan akan diberi tahu.")
    old_from: date | None = strawberry.field(description="Awal tenggat sekarang.")
    old_until: date | None = strawberry.field(description="Akhir tenggat sekarang.")
    new_from: date | None = strawberry.field(description="Awal tenggat yang baru; kosong: ditiadakan.")
    new_until: date | None = strawberry.field(description="Akhir tenggat yang baru.")
    is_estimated: bool = strawberry.field(
        description="Tanggal yang baru bergantung pada hari libur yang masih perkiraan."
    )
    why: str = strawberry.field(description="Mengapa tanggal yang baru.")


async def holiday_effect(
    info: strawberry.Info[Any, Any],
    day: Annotated[date, strawberry.argument(description="Harinya.")],
    is_off: Annotated[
        bool, strawberry.argument(description="Menjadi hari libur; false: menjadi hari kerja.")
    ] = True,
    moved_from: Annotated[
        date | None, strawberry.argument(description="Hari libur yang pindah ke hari itu.")
    ] = None,
) -> list[StepMove]:
    """The steps of cycles that the caller may read; nothing is stored."""
    context = context_of(info)
    if not context.actor.may(READ_PROGRAMMES):
        raise NotAllowedError(
            "Anda tidak berwenang melihat siklus program.",
            remedy=f"Minta izin {READ_PROGRAMMES} kepada pengelola akun.",
        )
    for asked in (day, moved_from):
        if asked is not None and not FIRST_YEAR < asked.year < LAST_YEAR:
            raise BadInputError(
                f"Tidak ada kalender kerja untuk {asked.isoformat()}.",
                remedy=f"Kirim hari dalam tahun {FIRST_YEAR + 1} sampai {LAST_YEAR - 1}.",
            )
    days: dict[date, DayOff | None] = {day: DayOff("Hari libur") if is_off else None}
    if moved_from is not None:
        days[moved_from] = None
    moves = await effect_of(days, context.settings.time_zone)
    shown = [move for move in moves if context.actor.may(READ_PROGRAMMES, move.cycle.region_id)]
    units = {unit.id: unit.name for unit in await Unit.filter(id__in={move.unit_id for move in shown})}
    return [_shown(move, units) for move in shown]


def _shown(move: Move, units: dict[int, str]) -> StepMove:
    old, new = move.old or (None, None), move.new or (None, None)
    return StepMove(
        cycle_id=ID(global_id("ProgrammeCycle", move.cycle.id)),
        cycle=move.cycle.title,
        step_id=ID(global_id("CycleStep", move.step.id)) if move.step else None,
        step=move.title,
        unit=units[move.unit_id],
        old_from=old[0],
        old_until=old[1],
        new_from=new[0],
        new_until=new[1],
        is_estimated=move.planned is not None and move.planned.is_estimated,
        why=move.planned.why if move.planned else FELL_AWAY,
    )


EFFECT_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "holidayEffect",
        holiday_effect,
        description="Langkah yang akan berganti tanggal bila sebuah hari menjadi libur atau hari kerja.",
    ),
)
