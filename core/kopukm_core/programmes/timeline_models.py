"""Tables of timelines: each version of a programme's steps, as its plugin brought it."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.programmes.models import OfficeProgramme, Unit
from kopukm_core.programmes.timeline import Anchor, EvidenceKind
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll


class ProgrammeTimeline(Model):
    """One version of a programme's steps, loaded from its plugin and never changed."""

    id = fields.BigIntField(primary_key=True)
    programme: fields.ForeignKeyRelation[OfficeProgramme] = fields.ForeignKeyField(
        "core.OfficeProgramme", related_name="timelines", db_index=True, on_delete=fields.RESTRICT
    )
    programme_id: int
    version = fields.IntField()
    effective_on = fields.DateField()
    source = fields.CharField(max_length=500)
    digest = fields.CharField(max_length=64)
    """SHA-256 of its steps: a plugin that changes steps under an old version is refused."""
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "programme_timeline"


class TimelineStep(Model):
    """One row of a timeline: the stored form of a StepTemplate, whose words it keeps."""

    id = fields.BigIntField(primary_key=True)
    timeline: fields.ForeignKeyRelation[ProgrammeTimeline] = fields.ForeignKeyField(
        "core.ProgrammeTimeline", related_name="steps", db_index=True, on_delete=fields.RESTRICT
    )
    timeline_id: int
    position = fields.IntField()
    key = fields.CharField(max_length=60)
    number = fields.CharField(max_length=20)
    phase = fields.CharField(max_length=200)
    title = fields.TextField()
    anchor = fields.CharEnumField(Anchor, max_length=30)
    offset_from = fields.IntField()
    offset_to = fields.IntField()
    unit_of_offset = fields.CharEnumField(DayUnit, max_length=20)
    roll = fields.CharEnumField(Roll, max_length=20, null=True)
    """Null: the rule of the office (earlier before the anchor, later after it)."""
    after_step = fields.CharField(max_length=60, default="")
    time_from = fields.CharField(max_length=5, default="")
    time_to = fields.CharField(max_length=5, default="")
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "core.Unit", related_name="timeline_steps", db_index=True, on_delete=fields.RESTRICT
    )
    unit_id: int
    place = fields.CharField(max_length=300, default="")
    parties = fields.CharField(max_length=300, default="")
    tools = fields.CharField(max_length=300, default="")
    evidence = fields.CharEnumField(EvidenceKind, max_length=20)
    evidence_check = fields.CharField(max_length=100, default="")
    inferred = fields.CharField(max_length=300, default="")
    """Names of the fields taken from the row above, with commas between."""

    class Meta:
        table = "timeline_step"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "programme_timeline_version",
        "programme_timeline",
        "programme_id, version",
        unique=True,
        protects="tiap versi garis waktu hanya sekali",
    ),
    index(
        "timeline_step_key",
        "timeline_step",
        "timeline_id, key",
        unique=True,
        protects="tiap langkah hanya sekali dalam satu versi",
    ),
)
