"""The tables of the job machinery: jobs to be done, processes that do them, schedules and their firings."""

from __future__ import annotations

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from kopukm_core.db.constraints import Constraint, index


class JobStatus(StrEnum):
    """Where a job stands. A job that is done has no row."""

    WAITING = "waiting"
    """To be claimed once its time has come."""
    SENT = "sent"
    """Handed to Redis; the worker that takes it claims it."""
    RUNNING = "running"
    """Claimed by the process named in `lease_owner`."""
    DEAD = "dead"
    """Given up, for the reason in `last_error`; kept until an operator revives or removes it."""


class OutboxJob(Model):
    """One job that is not done yet, stored by the transaction that caused it."""

    id = fields.BigIntField(primary_key=True)
    task = fields.CharField(max_length=120)
    queue = fields.CharField(max_length=60)
    arguments = fields.TextField(default="{}")
    """JSON object."""
    unique_key = fields.CharField(max_length=200, null=True)
    status = fields.CharEnumField(JobStatus, max_length=10, default=JobStatus.WAITING)
    run_at = fields.DatetimeField(null=True)
    """Not before this moment; NULL is at once."""
    retried_at = fields.DatetimeField(null=True)
    """When `run_at` was set for another attempt: a clock set back past it makes the job due."""
    attempts = fields.IntField(default=0)
    deliveries = fields.IntField(default=0)
    """How often it was handed to Redis."""
    lease_owner = fields.CharField(max_length=80, null=True)
    """The process that runs it; it holds as long as that process gives signs of life (`job_instance`)."""
    again = fields.BooleanField(default=False)
    """Enqueued once more, by its unique key, while it was running: it runs another time."""
    checkpoint = fields.TextField(null=True)
    """JSON that the task left to resume from."""
    caused_by = fields.BigIntField(null=True)
    """Id of the command record that caused it."""
    request_id = fields.CharField(max_length=64, null=True)
    """Of the request in which it was stored, for the lines that are logged while it runs."""
    last_error = fields.CharField(max_length=500, default="")
    """Safe to show an operator: no value of any record."""
    created_at = fields.DatetimeField()

    class Meta:
        table = "outbox_job"
        indexes = (Index(fields=("status", "queue", "id"), name="outbox_job_status_queue"),)


class JobInstance(Model):
    """A process that claims jobs, with its signs of life, which are counted: no clock is compared."""

    id = fields.CharField(max_length=80, primary_key=True)
    kind = fields.CharField(max_length=20)
    beat = fields.BigIntField(default=0)
    started_at = fields.DatetimeField()

    class Meta:
        table = "job_instance"


class ScheduleRow(Model):
    """A schedule as this office runs it: what a plugin declared, with what people changed."""

    name = fields.CharField(max_length=120, primary_key=True)
    title = fields.CharField(max_length=200)
    task = fields.CharField(max_length=120)
    arguments = fields.TextField(default="{}")
    cron = fields.CharField(max_length=120)
    declared_cron = fields.CharField(max_length=120)
    """What the plugin declares; differs from `cron` where people changed it."""
    paused = fields.BooleanField(default=False)
    last_run = fields.DatetimeField(null=True)
    """The latest slot for which a job was stored."""
    next_run = fields.DatetimeField()

    class Meta:
        table = "schedule"


class ScheduleFiring(Model):
    """One slot of one schedule for which a job was stored: the row that makes it happen once."""

    id = fields.BigIntField(primary_key=True)
    schedule = fields.CharField(max_length=120)
    slot = fields.DatetimeField()
    fired_at = fields.DatetimeField()

    class Meta:
        table = "schedule_firing"


CONSTRAINTS: tuple[Constraint, ...] = (
    index("outbox_job_unique_key", "outbox_job", "unique_key", unique=True, where="status <> 'dead'"),
    index("outbox_job_lease_owner", "outbox_job", "lease_owner", where="lease_owner IS NOT NULL"),
    index("schedule_firing_slot", "schedule_firing", "schedule, slot", unique=True),
)
