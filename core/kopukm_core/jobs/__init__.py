"""Work that outlives a request: tasks, the outbox where jobs wait, the processes that do them, schedules.

What needs Redis (`jobs.worker`, `jobs.redis_broker`) is imported by its own name, where it is used.
"""

from kopukm_core.jobs.context import JobContext, JobPlatform
from kopukm_core.jobs.dead import dead_jobs, remove_dead_job, revive_job
from kopukm_core.jobs.errors import (
    AbandonJobError,
    InstanceBuriedError,
    JobArgumentsError,
    LeaseLostError,
    OutsideTransactionError,
    TaskDeclarationError,
    UnknownTaskError,
)
from kopukm_core.jobs.outbox import enqueue, tasks_in_use, use_tasks
from kopukm_core.jobs.registry import TaskRegistry
from kopukm_core.jobs.schedule import Schedule, ScheduleRegistry
from kopukm_core.jobs.schedules import (
    change_schedule,
    fire_due,
    pause_schedule,
    resume_schedule,
    sync_schedules,
)
from kopukm_core.jobs.service import running_jobs
from kopukm_core.jobs.sweeping import sweep_limit
from kopukm_core.jobs.task import Task, task
from kopukm_core.jobs.timing import JobTiming

__all__ = [
    "AbandonJobError",
    "InstanceBuriedError",
    "JobArgumentsError",
    "JobContext",
    "JobPlatform",
    "JobTiming",
    "LeaseLostError",
    "OutsideTransactionError",
    "Schedule",
    "ScheduleRegistry",
    "Task",
    "TaskDeclarationError",
    "TaskRegistry",
    "UnknownTaskError",
    "change_schedule",
    "dead_jobs",
    "enqueue",
    "fire_due",
    "pause_schedule",
    "remove_dead_job",
    "resume_schedule",
    "revive_job",
    "running_jobs",
    "sweep_limit",
    "sync_schedules",
    "task",
    "tasks_in_use",
    "use_tasks",
]
