"""Tables of findings: what an examination found wrong, until when it is to be mended, and what was done."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db import Constraint, index
from kopukm_core.files.models import StoredFile
from kopukm_siopik.health.choices import RiskLevel
from kopukm_siopik.health.models import HealthAssessment


class HealthFinding(Model):
    """A finding of an assessment. Overdue is a question of the day, never stored."""

    id = fields.BigIntField(primary_key=True)
    assessment: fields.ForeignKeyRelation[HealthAssessment] = fields.ForeignKeyField(
        "siopik.HealthAssessment", related_name="findings", on_delete=fields.RESTRICT, db_index=True
    )
    assessment_id: int
    aspect = fields.CharField(max_length=60)
    aspect_title = fields.CharField(max_length=200)
    description = fields.TextField()
    recommendation = fields.TextField()
    deadline = fields.DateField()
    risk_level = fields.CharEnumField(RiskLevel, max_length=10)
    recorded_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    closed_by = fields.CharField(max_length=200, null=True)
    closing_note = fields.CharField(max_length=1000, null=True)

    class Meta:
        table = "siopik_health_finding"


class HealthFollowUp(Model):
    """What was done about a finding, with its evidence."""

    id = fields.BigIntField(primary_key=True)
    finding: fields.ForeignKeyRelation[HealthFinding] = fields.ForeignKeyField(
        "siopik.HealthFinding", related_name="follow_ups", on_delete=fields.RESTRICT, db_index=True
    )
    finding_id: int
    description = fields.TextField()
    done_on = fields.DateField()
    evidence_file: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile",
        related_name="siopik_health_follow_ups",
        null=True,
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    evidence_file_id: int | None
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "siopik_health_follow_up"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "siopik_health_finding_open",
        "siopik_health_finding",
        "deadline, id",
        where="closed_at IS NULL",
    ),
)
