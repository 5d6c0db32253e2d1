"""Tables of programme cycles: the cycle, its steps with evidence, and each change of a date."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.files.models import StoredFile
from kopukm_core.programmes.models import OfficeProgramme, Unit
from kopukm_core.programmes.timeline_models import ProgrammeTimeline, TimelineStep
from kopukm_core.regions.models import Region
from kopukm_core.scheduling.cycles.choices import ChangeCause, CycleState


class ProgrammeCycle(Model):
    """One run of a programme around its day H, by the timeline that was in force when it was planned."""

    id = fields.BigIntField(primary_key=True)
    programme: fields.ForeignKeyRelation[OfficeProgramme] = fields.ForeignKeyField(
        "core.OfficeProgramme", related_name="cycles", db_index=True, on_delete=fields.RESTRICT
    )
    programme_id: int
    timeline: fields.ForeignKeyRelation[ProgrammeTimeline] = fields.ForeignKeyField(
        "core.ProgrammeTimeline", related_name="cycles", db_index=True, on_delete=fields.RESTRICT
    )
    timeline_id: int
    title = fields.CharField(max_length=200)
    held_on = fields.DateField()
    """H."""
    first_session_on = fields.DateField()
    last_session_on = fields.DateField()
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="programme_cycles",
        source_field="region_code",
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    region_id: str
    state = fields.CharEnumField(CycleState, max_length=20, default=CycleState.RUNNING)
    reason = fields.CharField(max_length=500, default="")
    """Why it was cancelled."""
    command_record_id = fields.BigIntField(db_index=True)
    """The command that planned it: the cycles of one year share it."""
    recorded_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "programme_cycle"


class CycleStep(Model):
    """One step of one cycle: when it is due and why then, and how it ended."""

    id = fields.BigIntField(primary_key=True)
    cycle: fields.ForeignKeyRelation[ProgrammeCycle] = fields.ForeignKeyField(
        "core.ProgrammeCycle", related_name="steps", db_index=True, on_delete=fields.RESTRICT
    )
    cycle_id: int
    template: fields.ForeignKeyRelation[TimelineStep] = fields.ForeignKeyField(
        "core.TimelineStep", related_name="cycle_steps", db_index=True, on_delete=fields.RESTRICT
    )
    template_id: int
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "core.Unit", related_name="cycle_steps", db_index=True, on_delete=fields.RESTRICT
    )
    unit_id: int
    position = fields.IntField()
    occurrence_on = fields.DateField(null=True)
    """Which one of a recurring step: its working day, or the Monday of its week."""
    due_from = fields.DateField()
    due_until = fields.DateField()
    why = fields.CharField(max_length=500)
    is_estimated = fields.BooleanField(default=False)
    """The days rest on days off whose dates are estimates, and may still move."""
    done_at = fields.DatetimeField(null=True)
    done_on = fields.DateField(null=True)
    done_by = fields.CharField(max_length=200, default="")
    is_automatic = fields.BooleanField(default=False)
    """The records themselves showed that it was done."""
    evidence_text = fields.TextField(default="")
    evidence_link = fields.CharField(max_length=500, default="")
    waived_at = fields.DatetimeField(null=True)
    waived_by = fields.CharField(max_length=200, default="")
    waived_reason = fields.CharField(max_length=500, default="")
    sequence = fields.IntField(default=0)
    """Raised with each change of its dates, of how sure they are, and of whether it is to be done at all (RFC 5546):
    SEQUENCE of its entry in calendars."""
    changed_at = fields.DatetimeField()

    class Meta:
        table = "cycle_step"


class StepFile(Model):
    """A file that shows that a step was done."""

    id = fields.BigIntField(primary_key=True)
    step: fields.ForeignKeyRelation[CycleStep] = fields.ForeignKeyField(
        "core.CycleStep", related_name="files", db_index=True, on_delete=fields.CASCADE
    )
    step_id: int
    file: fields.ForeignKeyRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile", related_name="cycle_steps", db_index=True, on_delete=fields.RESTRICT
    )
    file_id: int

    class Meta:
        table = "cycle_step_file"


class StepChange(Model):
    """One change of a step's dates: what they were, what they are, and why."""

    id = fields.BigIntField(primary_key=True)
    step: fields.ForeignKeyRelation[CycleStep] = fields.ForeignKeyField(
        "core.CycleStep", related_name="changes", db_index=True, on_delete=fields.CASCADE
    )
    step_id: int
    cause = fields.CharEnumField(ChangeCause, max_length=20)
    old_from = fields.DateField()
    old_until = fields.DateField()
    new_from = fields.DateField(null=True)
    """Null: the step fell away with its working day."""
    new_until = fields.DateField(null=True)
    why = fields.CharField(max_length=500)
    recorded_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "cycle_step_change"


OPEN = "done_at IS NULL AND waived_at IS NULL"
"""The SQL of a step that is still to do."""

CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "programme_cycle_once",
        "programme_cycle",
        "programme_id, region_code, held_on",
        unique=True,
        where="state <> 'cancelled'",
        protects="satu siklus bagi tiap program, wilayah, dan hari H",
    ),
    index("programme_cycle_days", "programme_cycle", "held_on, id"),
    index(
        "cycle_step_once",
        "cycle_step",
        "cycle_id, template_id",
        unique=True,
        where="occurrence_on IS NULL",
        protects="tiap langkah hanya sekali dalam satu siklus",
    ),
    index(
        "cycle_step_occurrence",
        "cycle_step",
        "cycle_id, template_id, occurrence_on",
        unique=True,
        where="occurrence_on IS NOT NULL",
        protects="langkah berulang hanya sekali bagi tiap harinya",
    ),
    index("cycle_step_due", "cycle_step", "due_until, id"),
    index("cycle_step_open", "cycle_step", "due_until, unit_id", where=OPEN),
)
