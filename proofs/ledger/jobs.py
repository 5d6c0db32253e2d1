"""What follows an entry, and every minute."""

from __future__ import annotations

import asyncio

from kopukm_core.db import Parameters, dialect, execute
from kopukm_core.jobs import AbandonJobError, JobContext, Schedule, task
from proofs.ledger.models import Effect
from proofs.ledger.seeded import SeededFault, has_fault

PARTS = 4
_MOMENT = 0.15
"""Seconds between the parts, and between a delivery and its end, in which a kill may fall."""


@task("proof.count_entry")
async def count_entry(job: JobContext, label: str) -> None:
    """One effect, stored with the end of the job."""
    if has_fault(SeededFault.KILL_JOB, label):
        raise AbandonJobError("Disengaja.")
    times = 1 + has_fault(SeededFault.DOUBLE_EFFECT, label) - has_fault(SeededFault.LOSE_JOB, label)
    async with job.transaction():
        for _ in range(times):
            await Effect.create(kind="count", label=label, attempt=job.attempt)


@task("proof.count_parts")
async def count_parts(job: JobContext, label: str) -> None:
    """So many effects, each stored with the checkpoint that tells it is done."""
    for number in range(job.checkpoint or 0, PARTS):
        await asyncio.sleep(_MOMENT)
        async with job.chunk():
            await Effect.create(kind=f"part {number}", label=label, attempt=job.attempt)
            job.checkpoint = number + 1


@task("proof.deliver_entry")
async def deliver_entry(job: JobContext, label: str) -> None:
    """Deliver, then end: a kill in between delivers again, and the receiver knows it by its label."""
    parameters = Parameters(dialect())
    await execute(
        f"INSERT INTO proof_delivery (label, times) VALUES ({parameters.add(label)}, 1)"
        " ON CONFLICT (label) DO UPDATE SET times = proof_delivery.times + 1",
        parameters,
    )
    await asyncio.sleep(_MOMENT)


@task("proof.pass_on")
async def pass_on(job: JobContext, label: str) -> None:
    """Cause another job, in the transaction that ends this one."""
    async with job.transaction():
        await job.enqueue("proof.receive", {"label": label})


@task("proof.receive")
async def receive(job: JobContext, label: str) -> None:
    """What was passed on."""
    async with job.transaction():
        await Effect.create(kind="passed", label=label, attempt=job.attempt)


@task("proof.tick")
async def tick(job: JobContext) -> None:
    """One effect for each firing of the schedule."""
    async with job.transaction():
        await Effect.create(kind="tick", label="", attempt=job.attempt)


EFFECTS = ("count", "passed", *(f"part {number}" for number in range(PARTS)))
"""Every accepted entry has each of these exactly once."""

TASKS = (count_entry, count_parts, deliver_entry, pass_on, receive, tick)
SCHEDULES = (Schedule("proof.every_minute", "* * * * *", "proof.tick", title="Detak pembuktian"),)
