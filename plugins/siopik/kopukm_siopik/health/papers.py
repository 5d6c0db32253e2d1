"""Tables of the working papers: answers, financial figures, scores and their explanations."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db import Constraint, RupiahField, index
from kopukm_siopik.health.choices import AnswerMark, FigureOrigin, FiguresYear
from kopukm_siopik.health.models import HealthAssessment


class HealthAnswer(Model):
    """The answer to one item of a questionnaire indicator."""

    id = fields.BigIntField(primary_key=True)
    assessment: fields.ForeignKeyRelation[HealthAssessment] = fields.ForeignKeyField(
        "siopik.HealthAssessment", related_name="answers", on_delete=fields.RESTRICT, db_index=True
    )
    assessment_id: int
    indicator = fields.CharField(max_length=60)
    item = fields.IntField()
    """From 1 on."""
    mark = fields.CharEnumField(AnswerMark, max_length=20)
    note = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "siopik_health_answer"


class HealthFigure(Model):
    """One financial input of a working paper, in rupiah."""

    id = fields.BigIntField(primary_key=True)
    assessment: fields.ForeignKeyRelation[HealthAssessment] = fields.ForeignKeyField(
        "siopik.HealthAssessment", related_name="figures", on_delete=fields.RESTRICT, db_index=True
    )
    assessment_id: int
    year = fields.CharEnumField(FiguresYear, max_length=20)
    name = fields.CharField(max_length=60)
    """As in `rules.inputs.INPUTS`."""
    amount = RupiahField()
    origin = fields.CharEnumField(FigureOrigin, max_length=20)

    class Meta:
        table = "siopik_health_figure"


class HealthScore(Model):
    """The score of one indicator, as it was computed at submission; NULL is "tidak dapat dinilai"."""

    id = fields.BigIntField(primary_key=True)
    assessment: fields.ForeignKeyRelation[HealthAssessment] = fields.ForeignKeyField(
        "siopik.HealthAssessment", related_name="scores", on_delete=fields.RESTRICT, db_index=True
    )
    assessment_id: int
    position = fields.IntField()
    aspect = fields.CharField(max_length=60)
    indicator = fields.CharField(max_length=60)
    title = fields.CharField(max_length=200)
    score = fields.IntField(null=True)
    explanation = fields.TextField()

    class Meta:
        table = "siopik_health_score"


class HealthAspectScore(Model):
    """The score of one aspect, as percent and as its weighted part of the final score."""

    id = fields.BigIntField(primary_key=True)
    assessment: fields.ForeignKeyRelation[HealthAssessment] = fields.ForeignKeyField(
        "siopik.HealthAssessment", related_name="aspect_scores", on_delete=fields.RESTRICT, db_index=True
    )
    assessment_id: int
    position = fields.IntField()
    aspect = fields.CharField(max_length=60)
    title = fields.CharField(max_length=200)
    weight = fields.CharField(max_length=20)
    """In percent of the final score, as the rubric writes it."""
    percent = fields.CharField(max_length=200, null=True)
    """0 to 100, exact as `HealthAssessment.score_exact` is; NULL is "tidak dapat dinilai"."""
    contribution = fields.CharField(max_length=200, null=True)
    """The weighted part, exact."""
    explanation = fields.TextField()

    class Meta:
        table = "siopik_health_aspect_score"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "siopik_health_answer_item",
        "siopik_health_answer",
        "assessment_id, indicator, item",
        unique=True,
    ),
    index("siopik_health_figure_name", "siopik_health_figure", "assessment_id, year, name", unique=True),
    index("siopik_health_score_indicator", "siopik_health_score", "assessment_id, position", unique=True),
    index(
        "siopik_health_aspect_score_aspect",
        "siopik_health_aspect_score",
        "assessment_id, position",
        unique=True,
    ),
)
