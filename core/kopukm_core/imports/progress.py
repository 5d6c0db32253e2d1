"""How far a run has come: kept in its row and told to subscribers, a few times a second at most."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.events import Event
from kopukm_core.imports.models import ImportRun, ImportStage, ImportState

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

TOPIC = "core.import_run_changed"
PERIOD = 0.4
"""Seconds between two tellings."""


def run_changed(run: ImportRun) -> Event:
    """The event that says where the run stands."""
    return Event(
        TOPIC, {"import_run_id": run.id, "done": run.done, "total": run.total, "state": run.state.value}
    )


class RunProgress:
    """What the work on a run says of itself; whoever does it calls this with (rows done, rows in all)."""

    def __init__(self, platform: Platform, run: ImportRun) -> None:
        self._platform = platform
        self._run = run
        self._told: tuple[ImportStage, int, int] | None = None
        self._done_before = 0
        self._last = 0

    def __call__(self, done: int, total: int) -> None:
        """Rows of one command; a further command's rows are counted on."""
        if done < self._last:
            self._done_before += self._last
        self._last = done
        self._run.done = min(self._done_before + done, self._run.total)

    def begin(self, stage: ImportStage, total: int = 0) -> None:
        """A stage begins."""
        self._run.stage, self._run.done, self._run.total = stage, 0, total
        self._done_before = self._last = 0

    @asynccontextmanager
    async def told(self) -> AsyncIterator[None]:
        """Tell it while the block runs."""
        ending = asyncio.Event()
        teller = asyncio.create_task(self._tell_until(ending), name=f"progress of import {self._run.id}")
        try:
            yield
        finally:
            ending.set()
            await teller

    async def _tell_until(self, ending: asyncio.Event) -> None:
        while not ending.is_set():
            await self._tell()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), PERIOD)

    async def _tell(self) -> None:
        run = self._run
        now = (run.stage, run.done, run.total)
        if now == self._told:
            return
        # Progress is a hint: what cannot be told now is told the next time.
        with contextlib.suppress(Exception):
            await ImportRun.filter(id=run.id, state__in=(ImportState.WAITING, ImportState.RUNNING)).update(
                stage=run.stage, done=run.done, total=run.total, progressed_at=clock.now()
            )
            await self._platform.publish(run_changed(run))
            self._told = now
