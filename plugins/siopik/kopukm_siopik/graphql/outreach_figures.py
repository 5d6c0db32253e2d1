"""`siopik.cycleFigures`: what a cycle came to, at any time."""

from typing import Annotated, Any

import strawberry

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_graphql.node import record_number
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_siopik.outreach.figures import cycle_measures
from kopukm_siopik.permissions import READ_AGGREGATES


@strawberry.type(description="Satu angka siklus, dengan artinya.")
class CycleFigureType:
    """A count, or a share of something."""

    name: str = strawberry.field(description="Nama tetapnya.")
    title: str = strawberry.field(description="Judulnya.")
    text: str = strawberry.field(description="Dalam kata-kata, seperti tercetak di evaluasi.")
    count: int = strawberry.field(description="Banyaknya.")
    of: int | None = strawberry.field(description="Dari berapa; null: bukan bagian dari sesuatu.")
    share: float | None = strawberry.field(description="Bagiannya, 0 sampai 1.")
    definition: str = strawberry.field(description="Apa yang dihitung.")


async def resolve_cycle_figures(
    info: strawberry.Info[Any, Any],
    cycle: Annotated[strawberry.ID, strawberry.argument(description="Siklus SI OPIK SEHAT.")],
) -> list[CycleFigureType]:
    """The figures as they are now. Raises NotFoundError for a cycle of another programme, or that nobody may see."""
    number = record_number(cycle, "ProgrammeCycle")
    request = context_of(info)
    parameters = Parameters(dialect())
    seen = request.platform.visibility.condition(ProgrammeCycle, request.actor, "c", parameters)
    found = await rows(
        f"SELECT c.id, c.region_code, CASE WHEN {seen} THEN 1 ELSE 0 END AS is_seen"
        " FROM programme_cycle c JOIN programme p ON p.id = c.programme_id"
        f" WHERE c.id = {parameters.add(number)} AND p.name = {parameters.add('siopik')}",
        parameters,
    )
    if not any(one["is_seen"] or request.actor.may(READ_AGGREGATES, one["region_code"]) for one in found):
        raise NotFoundError(
            "Siklus itu tidak ada.", remedy="Pilih siklus SI OPIK SEHAT yang boleh Anda lihat."
        )
    return [
        CycleFigureType(
            name=one.name,
            title=one.title,
            text=one.text,
            count=one.count,
            of=one.of,
            share=one.share,
            definition=one.definition,
        )
        for one in await cycle_measures(number)
    ]


OUTREACH_FIGURES_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "cycleFigures",
        resolve_cycle_figures,
        description="Hasil satu siklus sejauh tercatat sekarang, setiap angka dengan definisinya.",
    ),
)
