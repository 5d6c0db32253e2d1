"""The command record: one row serves idempotency, audit and the origin of jobs."""

from __future__ import annotations

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model


class RecordState(StrEnum):
    """How far a command has come."""

    RUNNING = "running"
    """A batch between two chunks, or one that was interrupted and can go on."""
    DONE = "done"
    REFUSED = "refused"


class CommandRecord(Model):
    """A command that somebody gave. Unique by actor, command and key; never deleted."""

    id = fields.BigIntField(primary_key=True)
    actor = fields.CharField(max_length=200)
    command = fields.CharField(max_length=100)
    key = fields.CharField(max_length=200)
    input_hash = fields.CharField(max_length=64)
    input = fields.TextField(null=True)
    """The input as JSON, personal values sealed; NULL for a credential command."""
    person = fields.CharField(max_length=100, default="")
    """Whose data key seals the personal values."""
    state = fields.CharField(max_length=10)
    result = fields.TextField(null=True)
    """The first answer as JSON, given again to a repeat."""
    checkpoint = fields.IntField(default=0)
    """Rows of a batch that are stored."""
    door = fields.CharField(max_length=20, default="")
    request_id = fields.CharField(max_length=64, null=True, db_index=True)
    """Of the request it came with: the number that a citizen is told, and that the log lines carry."""
    started_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "command_record"
        unique_together = (("actor", "command", "key"),)
        indexes = (("started_at",),)


class CommandChunk(Model):
    """Rows of a batch that were stored together, with their answers: what a repeat or another process is told."""

    id = fields.BigIntField(primary_key=True)
    record: fields.ForeignKeyRelation[CommandRecord] = fields.ForeignKeyField(
        "core.CommandRecord", related_name="chunks", on_delete=fields.RESTRICT
    )
    first_row = fields.IntField()
    """Counted from 0 among the rows of the batch."""
    answers = fields.TextField()
    """JSON: one [action, id, problems] per row."""

    class Meta:
        table = "command_chunk"
        unique_together = (("record", "first_row"),)


class AuditEntry(Model):
    """One record that a command created, changed or read whole, with what changed."""

    id = fields.BigIntField(primary_key=True)
    record: fields.ForeignKeyRelation[CommandRecord] = fields.ForeignKeyField(
        "core.CommandRecord", related_name="audit_entries", on_delete=fields.RESTRICT, db_index=True
    )
    action = fields.CharField(max_length=40)
    subject_model = fields.CharField(max_length=100)
    subject_id = fields.CharField(max_length=40)
    changes = fields.TextField(null=True)
    """JSON: field → [before, after]; personal values are told only as changed."""
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "audit_entry"
        indexes = (("subject_model", "subject_id"),)


class CommandDraft(Model):
    """An input that somebody has begun, kept until it is given or thrown away. Sealed whole."""

    id = fields.BigIntField(primary_key=True)
    actor = fields.CharField(max_length=200)
    command = fields.CharField(max_length=100)
    name = fields.CharField(max_length=100, default="")
    input = fields.TextField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "command_draft"
        unique_together = (("actor", "command", "name"),)
