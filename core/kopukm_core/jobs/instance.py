"""A process that claims jobs: its signs of life, and what it does about processes that give none any more."""

from __future__ import annotations

import logging
import os
import socket
import time
import uuid
from dataclasses import dataclass

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute, rows, transaction
from kopukm_core.jobs.wake import wake_all

logger = logging.getLogger("kopukm.jobs")


@dataclass(frozen=True, slots=True)
class _Sign:
    beat: int
    first_seen: float


class Instance:
    """This process in the table `job_instance`.

    Signs of life are counted, and every observer measures on its own monotonic clock how long a count has
    stood still: setting the machine's clock forward or back neither kills the living nor keeps the dead.
    """

    def __init__(self, kind: str, lease: float) -> None:
        self.kind = kind
        self.id = ""
        self._lease = lease
        self._others: dict[str, _Sign] = {}

    async def register(self) -> None:
        """Begin under a new id."""
        self.id = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:12]}"
        parameters = Parameters(dialect())
        values = ", ".join(parameters.add(value) for value in (self.id, self.kind, clock.now()))
        await execute(
            f"INSERT INTO job_instance (id, kind, started_at, beat) VALUES ({values}, 0)", parameters
        )

    async def beat(self) -> bool:
        """Give a sign of life; False where others have taken this process for dead."""
        parameters = Parameters(dialect())
        return bool(
            await execute(
                f"UPDATE job_instance SET beat = beat + 1 WHERE id = {parameters.add(self.id)}",
                parameters,
            )
        )

    async def leave(self) -> None:
        """End; whatever it still holds waits again at once."""
        await _free(self.id)

    async def held_jobs(self) -> set[int]:
        """The jobs that the outbox says this process holds."""
        parameters = Parameters(dialect())
        found = await rows(
            f"SELECT id FROM outbox_job WHERE lease_owner = {parameters.add(self.id)}",
            parameters,
        )
        return {int(row["id"]) for row in found}

    async def bury_the_dead(self) -> None:
        """Free the jobs of processes that gave no sign for a lease, and of those that are unknown."""
        now = time.monotonic()
        seen: dict[str, _Sign] = {}
        for row in await rows("SELECT id, beat FROM job_instance"):
            name, beat = row["id"], int(row["beat"])
            if name == self.id:
                continue
            before = self._others.get(name)
            if before is None or before.beat != beat:
                seen[name] = _Sign(beat, now)
            elif now - before.first_seen < self._lease:
                seen[name] = before
            elif await _free(name, beat):
                logger.warning("process %s gave no sign for %s s: its jobs are taken over", name, self._lease)
                await wake_all()
        self._others = seen
        for row in await rows(
            "SELECT DISTINCT lease_owner FROM outbox_job WHERE lease_owner IS NOT NULL"
            " AND lease_owner NOT IN (SELECT id FROM job_instance)"
        ):
            await _free_jobs(row["lease_owner"])
            await wake_all()


async def _free(instance_id: str, beat: int | None = None) -> bool:
    """Remove the process, if it still stands at `beat`, and let its jobs wait again."""
    async with transaction():
        parameters = Parameters(dialect())
        condition = f"id = {parameters.add(instance_id)}"
        if beat is not None:
            condition += f" AND beat = {parameters.add(beat)}"
        if not await execute(f"DELETE FROM job_instance WHERE {condition}", parameters):
            return False
        await _free_jobs(instance_id)
        return True


async def _free_jobs(instance_id: str) -> None:
    parameters = Parameters(dialect())
    await execute(
        "UPDATE outbox_job SET status = 'waiting', lease_owner = NULL, again = FALSE,"
        " last_error = 'Proses yang menjalankannya berhenti mendadak.'"
        f" WHERE lease_owner = {parameters.add(instance_id)} AND status = 'running'",
        parameters,
    )
