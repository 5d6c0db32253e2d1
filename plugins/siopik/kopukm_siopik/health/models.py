"""Tables of the health assessment: rubrics, and each assessment with its result and its two times."""

from __future__ import annotations

from typing import Any

from tortoise import Model, fields

from kopukm_core.db import Constraint, index
from kopukm_core.files.models import StoredFile
from kopukm_siopik.health.choices import AssessmentMethod, AssessmentState, HealthPredicate, RubricKind
from kopukm_siopik.models import Cooperative


class HealthRubric(Model):
    """One version of an instrument, whole, as a document. A version never changes once it is stored."""

    id = fields.BigIntField(primary_key=True)
    version = fields.CharField(max_length=60, unique=True)
    kind = fields.CharEnumField(RubricKind, max_length=20)
    title = fields.CharField(max_length=300)
    source = fields.CharField(max_length=1000)
    effective_on = fields.DateField()
    document: Any = fields.JSONField()
    """As `rules.rubric.read_rubric` reads it."""
    recorded_at = fields.DatetimeField()
    command_record_id = fields.BigIntField(null=True)
    """NULL: brought by the plugin."""

    class Meta:
        table = "siopik_health_rubric"


class HealthAssessment(Model):
    """The assessment of one cooperative over one book year.

    Its result counts from `approved_at` until `withdrawn_at`, as the office knew it; it speaks of the days from
    `effective_on` (the last day of the book year) to `valid_until`.
    """

    id = fields.BigIntField(primary_key=True)
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="health_assessments", on_delete=fields.RESTRICT, db_index=True
    )
    cooperative_id: int
    book_year = fields.IntField()
    rubric: fields.ForeignKeyRelation[HealthRubric] = fields.ForeignKeyField(
        "siopik.HealthRubric", related_name="assessments", on_delete=fields.RESTRICT, db_index=True
    )
    rubric_id: int
    rubric_version = fields.CharField(max_length=60)
    state = fields.CharEnumField(AssessmentState, max_length=20, default=AssessmentState.DRAFT)
    method = fields.CharEnumField(AssessmentMethod, max_length=20, default=AssessmentMethod.WORKING_PAPERS)
    assignment_number = fields.CharField(max_length=100, null=True)
    assignment_date = fields.DateField(null=True)
    examined_on = fields.DateField(null=True)
    examiners: Any = fields.JSONField(default=list)
    """Names of the team, its head first."""
    minutes_number = fields.CharField(max_length=100, null=True)
    minutes_file: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile",
        related_name="siopik_health_minutes",
        null=True,
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    minutes_file_id: int | None
    result_source = fields.CharField(max_length=500, null=True)
    """Where aspect scores made elsewhere come from."""
    evidence_file: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile",
        related_name="siopik_health_evidence",
        null=True,
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    evidence_file_id: int | None
    score_exact = fields.CharField(max_length=200, null=True)
    """The score unrounded: a decimal ("82.435"), or a fraction ("250/3") where no decimal is exact."""
    score_hundredths = fields.IntField(null=True)
    """The score in hundredths, rounded half up: 8244 is 82,44."""
    predicate: HealthPredicate | None = fields.CharEnumField(  # type: ignore[assignment]
        HealthPredicate, max_length=30, null=True
    )
    explanation = fields.TextField(null=True)
    """How the final score came about, in Indonesian; NULL until it was reckoned."""
    effective_on = fields.DateField()
    valid_until = fields.DateField()
    replaces: fields.ForeignKeyNullableRelation[HealthAssessment] = fields.ForeignKeyField(
        "siopik.HealthAssessment",
        related_name="replaced_by",
        null=True,
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    replaces_id: int | None
    current_for = fields.BigIntField(null=True)
    """The cooperative's key in the approved result that holds for its latest book year; NULL in all others."""
    recorded_at = fields.DatetimeField()
    submitted_at = fields.DatetimeField(null=True)
    returned_reason = fields.CharField(max_length=1000, null=True)
    approved_at = fields.DatetimeField(null=True)
    withdrawn_at = fields.DatetimeField(null=True)
    """When it stopped counting: withdrawn, or replaced by another."""
    withdrawal_reason = fields.CharField(max_length=1000, null=True)
    entered_by: Any = fields.JSONField(default=list)
    """Keys of all who entered anything: none of them approves."""
    approved_by = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "siopik_health_assessment"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "siopik_health_assessment_open",
        "siopik_health_assessment",
        "cooperative_id, book_year",
        unique=True,
        where="state IN ('draft', 'submitted')",
    ),
    index(
        "siopik_health_assessment_approved",
        "siopik_health_assessment",
        "cooperative_id, book_year",
        unique=True,
        where="state = 'approved'",
    ),
    index(
        "siopik_health_assessment_current",
        "siopik_health_assessment",
        "current_for",
        unique=True,
        where="current_for IS NOT NULL",
    ),
    index(
        "siopik_health_assessment_times",
        "siopik_health_assessment",
        "cooperative_id, effective_on, approved_at",
        where="approved_at IS NOT NULL",
    ),
    index("siopik_health_assessment_year", "siopik_health_assessment", "book_year, id"),
)
