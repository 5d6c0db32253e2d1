"""Tables of evaluations: what was found and decided at the end of a cycle, with the figures of that day."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.scheduling.cycles.models import ProgrammeCycle


class Evaluation(Model):
    """What was found when a cycle was evaluated, and what was decided. A correction replaces the row and keeps it."""

    id = fields.BigIntField(primary_key=True)
    cycle: fields.ForeignKeyRelation[ProgrammeCycle] = fields.ForeignKeyField(
        "core.ProgrammeCycle", related_name="evaluations", db_index=True, on_delete=fields.RESTRICT
    )
    cycle_id: int
    held_on = fields.DateField()
    participants = fields.TextField(default="")
    """One to a line."""
    minutes = fields.TextField()
    decision = fields.TextField()
    next_cycle: fields.ForeignKeyNullableRelation[ProgrammeCycle] = fields.ForeignKeyField(
        "core.ProgrammeCycle",
        related_name="deciding_evaluations",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    next_cycle_id: int | None
    recorded_by = fields.CharField(max_length=200)
    recorded_at = fields.DatetimeField()
    replaced_at = fields.DatetimeField(null=True)
    is_current = fields.BooleanField(default=True)

    class Meta:
        table = "cycle_evaluation"


class EvaluationFigure(Model):
    """A figure filled into an evaluation, as it was when that was recorded."""

    id = fields.BigIntField(primary_key=True)
    evaluation: fields.ForeignKeyRelation[Evaluation] = fields.ForeignKeyField(
        "core.Evaluation", related_name="figures", db_index=True, on_delete=fields.CASCADE
    )
    evaluation_id: int
    name = fields.CharField(max_length=100)
    title = fields.CharField(max_length=200)
    value = fields.CharField(max_length=200)
    definition = fields.CharField(max_length=500)
    position = fields.IntField()

    class Meta:
        table = "cycle_evaluation_figure"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "cycle_evaluation_current",
        "cycle_evaluation",
        "cycle_id",
        unique=True,
        where="is_current",
        protects="satu evaluasi yang berlaku bagi tiap siklus",
    ),
)
