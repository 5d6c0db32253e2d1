"""Who holds which job: the statements that claim, hand over, give back, finish and give up outbox rows.

Each is one atomic statement that names the state it expects, so that of two processes only one succeeds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kopukm_core import clock
from kopukm_core.db import Dialect, Parameters, dialect, execute, rows, transaction
from kopukm_core.jobs.errors import InstanceBuriedError, LeaseLostError

_COLUMNS = "id, task, queue, arguments, attempts, deliveries, caused_by, checkpoint, request_id"


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A row of the outbox as its holder sees it."""

    id: int
    task: str
    queue: str
    arguments: Mapping[str, Any]
    attempts: int
    """Including the one now beginning."""
    deliveries: int
    caused_by: int | None
    checkpoint: Any
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class SentJob:
    """A job on its way through Redis."""

    id: int
    task: str
    queue: str
    deliveries: int
    """Which handing-over this is, counted from 1."""


def _claimed(row: Mapping[str, Any]) -> ClaimedJob:
    return ClaimedJob(
        id=int(row["id"]),
        task=row["task"],
        queue=row["queue"],
        arguments=json.loads(row["arguments"]),
        attempts=int(row["attempts"]),
        deliveries=int(row["deliveries"]),
        caused_by=row["caused_by"],
        checkpoint=None if row["checkpoint"] is None else json.loads(row["checkpoint"]),
        request_id=row["request_id"],
    )


def _due(parameters: Parameters) -> str:
    now = parameters.add(clock.now())
    return f"status = 'waiting' AND (run_at IS NULL OR run_at <= {now} OR retried_at > {now})"


async def due_queues(tasks: Sequence[str]) -> list[str]:
    """The queues in which a job of these tasks is due. Only reads."""
    parameters = Parameters(dialect())
    found = await rows(
        f"SELECT DISTINCT queue FROM outbox_job WHERE {_due(parameters)}"
        f" AND task IN ({parameters.add_all(tasks)})",
        parameters,
    )
    return [row["queue"] for row in found]


async def sent_counts() -> dict[str, int]:
    """How many jobs of each queue wait in Redis."""
    found = await rows("SELECT queue, COUNT(*) AS sent FROM outbox_job WHERE status = 'sent' GROUP BY queue")
    return {row["queue"]: int(row["sent"]) for row in found}


async def _take(
    queue: str, tasks: Sequence[str], limit: int, change: str, parameters: Parameters
) -> list[ClaimedJob]:
    lock = " FOR UPDATE SKIP LOCKED" if parameters.dialect is Dialect.POSTGRES else ""
    found = await rows(
        "WITH picked AS MATERIALIZED ("
        f"SELECT id FROM outbox_job WHERE {_due(parameters)} AND queue = {parameters.add(queue)}"
        f" AND task IN ({parameters.add_all(tasks)}) ORDER BY id LIMIT {parameters.add(limit)}{lock})"
        f" UPDATE outbox_job SET {change} WHERE id IN (SELECT id FROM picked) RETURNING {_COLUMNS}",
        parameters,
    )
    return sorted((_claimed(row) for row in found), key=lambda job: job.id)


async def _confirm_alive(instance_id: str) -> None:
    parameters = Parameters(dialect())
    if not await execute(
        f"UPDATE job_instance SET beat = beat + 1 WHERE id = {parameters.add(instance_id)}",
        parameters,
    ):
        raise InstanceBuriedError("Proses ini terlalu lama diam, dan pekerjaannya sudah diambil alih.")


async def claim_due(instance_id: str, queue: str, tasks: Sequence[str], limit: int) -> list[ClaimedJob]:
    """Claim up to `limit` due jobs of the queue for this process, oldest first.

    Raises InstanceBuriedError where the process is taken for dead.
    """
    async with transaction():
        await _confirm_alive(instance_id)
        parameters = Parameters(dialect())
        change = f"status = 'running', attempts = attempts + 1, lease_owner = {parameters.add(instance_id)}"
        return await _take(queue, tasks, limit, change, parameters)


async def claim_sent(instance_id: str, job_id: int) -> ClaimedJob | None:
    """Claim a job that came through Redis; None where it is done, or another process has it."""
    async with transaction():
        await _confirm_alive(instance_id)
        parameters = Parameters(dialect())
        found = await rows(
            "UPDATE outbox_job SET status = 'running', attempts = attempts + 1,"
            f" lease_owner = {parameters.add(instance_id)}"
            f" WHERE id = {parameters.add(job_id)} AND status = 'sent' RETURNING {_COLUMNS}",
            parameters,
        )
    return _claimed(found[0]) if found else None


async def mark_sent(queue: str, tasks: Sequence[str], limit: int) -> list[SentJob]:
    """Take up to `limit` due jobs of the queue to be handed to Redis."""
    change = "status = 'sent', deliveries = deliveries + 1"
    async with transaction():
        taken = await _take(queue, tasks, limit, change, Parameters(dialect()))
    return [SentJob(job.id, job.task, job.queue, job.deliveries) for job in taken]


async def mark_sent_again(job_id: int, deliveries: int) -> bool:
    """Take a job that Redis has lost, to hand it over once more; False where another did, or it runs."""
    parameters = Parameters(dialect())
    return bool(
        await execute(
            "UPDATE outbox_job SET deliveries = deliveries + 1"
            f" WHERE id = {parameters.add(job_id)} AND status = 'sent'"
            f" AND deliveries = {parameters.add(deliveries)}",
            parameters,
        )
    )


async def take_back_sent(jobs: Sequence[SentJob]) -> None:
    """Redis did not take these: they wait in the outbox again."""
    for job in jobs:
        parameters = Parameters(dialect())
        await execute(
            f"UPDATE outbox_job SET status = 'waiting' WHERE id = {parameters.add(job.id)}"
            f" AND status = 'sent' AND deliveries = {parameters.add(job.deliveries)}",
            parameters,
        )


async def take_back_all_sent() -> None:
    """There is no Redis (any more): what was handed to it waits in the outbox again."""
    if await sent_counts():
        await execute("UPDATE outbox_job SET status = 'waiting' WHERE status = 'sent'")


async def sent_jobs() -> list[SentJob]:
    """The jobs that were handed to Redis and not taken from it yet."""
    found = await rows("SELECT id, queue, task, deliveries FROM outbox_job WHERE status = 'sent'")
    return [SentJob(int(row["id"]), row["task"], row["queue"], int(row["deliveries"])) for row in found]


def _held(parameters: Parameters, job_id: int, instance_id: str) -> str:
    return f"id = {parameters.add(job_id)} AND lease_owner = {parameters.add(instance_id)}"


async def still_held(job_id: int, instance_id: str) -> bool:
    """Whether the job still belongs to this process."""
    parameters = Parameters(dialect())
    return bool(
        await rows(f"SELECT id FROM outbox_job WHERE {_held(parameters, job_id, instance_id)}", parameters)
    )


async def finish(job_id: int, instance_id: str) -> None:
    """The job is done: its row leaves, or waits anew where it was asked for again meanwhile.

    Raises LeaseLostError where it belongs to another process by now.
    """
    parameters = Parameters(dialect())
    if await execute(
        f"DELETE FROM outbox_job WHERE {_held(parameters, job_id, instance_id)} AND again = FALSE",
        parameters,
    ):
        return
    parameters = Parameters(dialect())
    if not await execute(
        "UPDATE outbox_job SET status = 'waiting', lease_owner = NULL, attempts = 0, again = FALSE,"
        " checkpoint = NULL, run_at = NULL, retried_at = NULL, last_error = ''"
        f" WHERE {_held(parameters, job_id, instance_id)}",
        parameters,
    ):
        raise LeaseLostError(job_id)


async def store_checkpoint(job_id: int, instance_id: str, checkpoint: str) -> None:
    """Keep where the job has come to. Raises LeaseLostError where it belongs to another process by now."""
    parameters = Parameters(dialect())
    if not await execute(
        f"UPDATE outbox_job SET checkpoint = {parameters.add(checkpoint)}"
        f" WHERE {_held(parameters, job_id, instance_id)}",
        parameters,
    ):
        raise LeaseLostError(job_id)


async def put_back(job_id: int, instance_id: str) -> None:
    """The process stops before the job is done: it waits again, and the attempt is not counted."""
    parameters = Parameters(dialect())
    await execute(
        "UPDATE outbox_job SET status = 'waiting', lease_owner = NULL, again = FALSE, attempts = attempts - 1"
        f" WHERE {_held(parameters, job_id, instance_id)}",
        parameters,
    )


async def retry_later(
    job_id: int, instance_id: str, delay: float, reason: str, *, counted: bool = True
) -> None:
    """The attempt failed: another one after `delay` seconds. One that is not `counted` was no fault of the job."""
    now = clock.now()
    parameters = Parameters(dialect())
    await execute(
        "UPDATE outbox_job SET status = 'waiting', lease_owner = NULL, again = FALSE,"
        f" run_at = {parameters.add(now + timedelta(seconds=delay))}, retried_at = {parameters.add(now)},"
        f" last_error = {parameters.add(reason)}, attempts = attempts - {parameters.add(0 if counted else 1)}"
        f" WHERE {_held(parameters, job_id, instance_id)}",
        parameters,
    )


async def give_up(job_id: int, instance_id: str, reason: str) -> bool:
    """The job is dead; its row stays, with the reason. Asked for again meanwhile, it begins anew instead.

    Answers whether it is dead by this: not where it begins anew, or belongs to another process by now.
    """
    parameters = Parameters(dialect())
    found = await rows(
        "UPDATE outbox_job SET status = CASE WHEN again THEN 'waiting' ELSE 'dead' END,"
        " attempts = CASE WHEN again THEN 0 ELSE attempts END, again = FALSE, lease_owner = NULL,"
        f" last_error = {parameters.add(reason)}"
        f" WHERE {_held(parameters, job_id, instance_id)} RETURNING status",
        parameters,
    )
    return [row["status"] for row in found] == ["dead"]
