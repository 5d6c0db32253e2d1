"""The table of guided completion: completeness before and after, for each cooperative of an activity."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db import Constraint, index
from kopukm_core.scheduling.activities.models import Activity
from kopukm_siopik.models import Cooperative


class GuidedCompletion(Model):
    """One cooperative whose record was opened during a guidance (bimbingan). Scores are 0 to 100 by the rule in force.

    `missing_before` and `missing_after` are names of fields, with commas.
    """

    id = fields.BigIntField(primary_key=True)
    activity: fields.ForeignKeyRelation[Activity] = fields.ForeignKeyField(
        "core.Activity", related_name="siopik_guided_completions", on_delete=fields.RESTRICT, db_index=True
    )
    activity_id: int
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="guided_completions", on_delete=fields.CASCADE, db_index=True
    )
    cooperative_id: int
    before = fields.IntField()
    missing_before = fields.CharField(max_length=1000)
    opened_at = fields.DatetimeField()
    opened_by = fields.CharField(max_length=200)
    after = fields.IntField(null=True)
    missing_after = fields.CharField(max_length=1000, default="")
    measured_at = fields.DatetimeField(null=True)

    class Meta:
        table = "siopik_guided_completion"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "siopik_guided_completion_once",
        "siopik_guided_completion",
        "activity_id, cooperative_id",
        unique=True,
        protects="satu catatan bimbingan bagi tiap koperasi dalam satu kegiatan",
    ),
)
