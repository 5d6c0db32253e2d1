"""What can go wrong between declaring a job and its being done."""

from __future__ import annotations

from kopukm_core.errors import ConfigurationError, KopukmError


class TaskDeclarationError(ConfigurationError):
    """A task is declared wrongly, or two tasks claim one name: the start is refused."""


class UnknownTaskError(KopukmError):
    """A job was enqueued for a task that no plugin declares."""

    code = "UNKNOWN_TASK"


class JobArgumentsError(KopukmError):
    """A job's arguments do not fit its task's signature, or are not plain JSON."""

    code = "JOB_ARGUMENTS"


class OutsideTransactionError(KopukmError):
    """A job was enqueued outside a transaction: it could run for a change that is never stored."""

    code = "OUTSIDE_TRANSACTION"


class AbandonJobError(KopukmError):
    """Raised by a task that cannot succeed however often it is tried: the job is dead at once."""

    code = "JOB_ABANDONED"


class LeaseLostError(KopukmError):
    """The job belongs to another process by now: whatever this transaction did is rolled back."""

    code = "LEASE_LOST"

    def __init__(self, job_id: int) -> None:
        super().__init__(f"Pekerjaan {job_id} sudah diambil alih proses lain.")
        self.job_id = job_id


class InstanceBuriedError(KopukmError):
    """This process was silent for longer than a lease, and another one took over what it held."""

    code = "INSTANCE_BURIED"
