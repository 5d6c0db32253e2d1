"""What a task is given besides its arguments."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Protocol

from tortoise.backends.base.client import BaseDBAsyncClient

from kopukm_core.db import transaction
from kopukm_core.jobs import claims
from kopukm_core.jobs.errors import LeaseLostError
from kopukm_core.jobs.outbox import enqueue
from kopukm_core.jobs.registry import TaskRegistry
from kopukm_core.jobs.schedule import ScheduleRegistry
from kopukm_core.settings import Settings


class JobPlatform(Protocol):
    """What the job machinery needs of the platform; tasks get the platform itself."""

    @property
    def settings(self) -> Settings: ...

    @property
    def tasks(self) -> TaskRegistry: ...

    @property
    def schedules(self) -> ScheduleRegistry: ...


class JobContext:
    """One attempt at one job."""

    def __init__(self, claimed: claims.ClaimedJob, instance_id: str, platform: JobPlatform) -> None:
        self.job_id = claimed.id
        self.attempt = claimed.attempts
        """1 at the first attempt."""
        self.caused_by = claimed.caused_by
        """Id of the command record that caused the job, if a command did."""
        self.checkpoint: Any = claimed.checkpoint
        """JSON that an earlier attempt left in `chunk()`; None at the beginning."""
        self.platform = platform
        self.is_done = False
        self._instance_id = instance_id
        self.logger = logging.LoggerAdapter(
            logging.getLogger(f"kopukm.jobs.{claimed.task}"),
            {"job_id": claimed.id, "attempt": claimed.attempts, "command_record": claimed.caused_by},
        )

    @property
    def settings(self) -> Settings:
        return self.platform.settings

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[BaseDBAsyncClient]:
        """The transaction that does the job: its effects and its end are stored together, exactly once.

        Raises LeaseLostError, with everything rolled back, where another process has taken the job over.
        """
        async with transaction() as connection:
            await self._require_lease()
            yield connection
            await claims.finish(self.job_id, self._instance_id)
        self.is_done = True

    @asynccontextmanager
    async def chunk(self) -> AsyncIterator[BaseDBAsyncClient]:
        """A transaction for a part of a long job; `checkpoint`, as it is at the end, is stored too.

        A later attempt finds it there and goes on from it. Raises LeaseLostError as `transaction()` does.
        """
        async with transaction() as connection:
            await self._require_lease()
            yield connection
            await claims.store_checkpoint(self.job_id, self._instance_id, json.dumps(self.checkpoint))

    async def enqueue(
        self,
        task_name: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        unique_key: str | None = None,
        run_at: datetime | None = None,
    ) -> int:
        """Store a further job, with the same command record as its cause; inside a transaction, as ever."""
        return await enqueue(
            task_name, arguments, unique_key=unique_key, run_at=run_at, caused_by=self.caused_by
        )

    async def _require_lease(self) -> None:
        if not await claims.still_held(self.job_id, self._instance_id):
            raise LeaseLostError(self.job_id)
