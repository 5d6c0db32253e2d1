"""What runs beside the work of a process: loops that end with it, and its signs of life."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from kopukm_core.jobs.execution import Executor
from kopukm_core.jobs.instance import Instance
from kopukm_core.jobs.timing import JobTiming

logger = logging.getLogger("kopukm.jobs")


@asynccontextmanager
async def giving_signs_of_life(
    instance: Instance, executor: Executor, timing: JobTiming
) -> AsyncIterator[None]:
    """Register the process, give signs of life and look for those of others, while the block runs."""

    async def live() -> None:
        while True:
            try:
                if not await instance.beat():
                    logger.error("process %s was taken for dead; it begins anew", instance.id)
                    executor.cancel_all()
                    await instance.register()
                await executor.reconcile()
                await instance.bury_the_dead()
            except Exception as error:
                logger.error("no sign of life can be given just now: %s", error)
            await asyncio.sleep(timing.beat)

    await instance.register()
    async with in_background(live()):
        yield
    try:
        await instance.leave()
    except Exception as error:
        logger.warning("process %s cannot sign off: %s", instance.id, error)


@asynccontextmanager
async def in_background(coroutine: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run the coroutine while the block runs; it is cancelled at the end."""
    task = asyncio.create_task(coroutine)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
