"""Evaluations of cycles in the contract, with their figures."""

from __future__ import annotations

from kopukm_core.scheduling.cycles import evaluation_models
from kopukm_graphql.source.declaration import source
from kopukm_graphql.source.fields import column, computed, to_many, to_one


@source(
    evaluation_models.Evaluation,
    description="Evaluasi sebuah siklus.",
    filters=("cycle", "held_on"),
    orders=("held_on",),
)
class EvaluationSource:
    held_on = column("Tanggalnya.")
    minutes = column("Notulen.")
    decision = column("Keputusan.")
    recorded_at = column("Kapan dicatat.")
    cycle = to_one("ProgrammeCycle", key="cycle_id", description="Siklus yang dievaluasi.")
    next_cycle = to_one(
        "ProgrammeCycle", key="next_cycle_id", description="Siklus yang menjalankan keputusannya."
    )
    figures = to_many(
        "EvaluationFigure",
        key="evaluation_id",
        order=("position",),
        first=100,
        description="Angka yang terisi ketika dicatat.",
    )

    @computed(columns=("participants",), description="Pesertanya.")
    def participants(participants: str) -> list[str]:
        return participants.split("\n") if participants else []


@source(
    evaluation_models.EvaluationFigure,
    description="Angka dalam evaluasi, dengan definisinya.",
    orders=("position",),
)
class EvaluationFigureSource:
    name = column("Nama.")
    title = column("Sebutan.")
    value = column("Nilainya ketika dicatat.")
    definition = column("Apa yang dihitung.")


EVALUATION_TYPES = (EvaluationSource, EvaluationFigureSource)
