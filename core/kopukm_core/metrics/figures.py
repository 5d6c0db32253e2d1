"""Figures that the database knows: what waits, what is late. Read when somebody asks, at most every few seconds."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from kopukm_core import clock
from kopukm_core.db import Parameters, connection, dialect, rows
from kopukm_core.jobs.models import JobStatus
from kopukm_core.metrics.registry import gauge

if TYPE_CHECKING:
    from kopukm_core.jobs import ScheduleRegistry, TaskRegistry

logger = logging.getLogger("kopukm.metrics")

CACHE_SECONDS = 5.0
READ_SECONDS = 3.0
LATE = timedelta(minutes=2)
"""A schedule that has not fired this long after its time is late."""

JOBS = gauge("kopukm_jobs", "Pekerjaan latar di kotak keluar, menurut keadaannya.", ("task", "state"))
OLDEST_SECONDS = gauge(
    "kopukm_job_oldest_seconds", "Umur pekerjaan tertua yang sudah waktunya dikerjakan.", ("task",)
)
SCHEDULES_LATE = gauge("kopukm_schedules_late", "Jadwal yang terlambat lebih dari dua menit.")
INSTANCES = gauge("kopukm_instances", "Proses yang mengerjakan pekerjaan latar.", ("kind",))
DATABASE_UP = gauge("kopukm_database_up", "1 bila basis data menjawab ketika angka ini dibaca, 0 bila tidak.")
POOL_SIZE = gauge("kopukm_database_pool_connections", "Sambungan PostgreSQL proses ini.", ("state",))

_KINDS = ("embedded", "relay", "worker")
_UNKNOWN = "other"
"""Tasks of plugins that are off."""
_INSTANCES = "SELECT kind, COUNT(*) AS held FROM job_instance GROUP BY kind"


class Watched(Protocol):
    """What the figures need of the platform."""

    @property
    def tasks(self) -> TaskRegistry: ...

    @property
    def schedules(self) -> ScheduleRegistry: ...


class DatabaseFigures:
    """The figures of one platform, kept for `cache_seconds`. However many ask at once, one reads."""

    def __init__(self, platform: Watched, cache_seconds: float = CACHE_SECONDS) -> None:
        self._platform = platform
        self._cache_seconds = cache_seconds
        self._read_at = -float("inf")
        self._reading = asyncio.Lock()

    async def refresh(self) -> None:
        """Bring the gauges up to date; a database that is away sets `kopukm_database_up` to 0."""
        async with self._reading:
            if time.monotonic() - self._read_at < self._cache_seconds:
                return
            try:
                async with asyncio.timeout(READ_SECONDS):
                    await self._read()
                DATABASE_UP.set(1)
            except Exception as error:
                logger.warning("figures of the database cannot be read: %s", error)
                DATABASE_UP.set(0)
            self._read_at = time.monotonic()

    async def _read(self) -> None:
        now = clock.now()
        _tell_pool()
        await self._read_jobs(now)
        kinds = {row["kind"]: row["held"] for row in await rows(_INSTANCES)}
        for kind in _KINDS:
            INSTANCES.labels(kind).set(int(kinds.get(kind, 0)))
        parameters = Parameters(dialect())
        found = await rows(
            f"SELECT name FROM schedule WHERE paused = FALSE AND next_run < {parameters.add(now - LATE)}",
            parameters,
        )
        declared = {schedule.name for schedule in self._platform.schedules}
        SCHEDULES_LATE.set(sum(row["name"] in declared for row in found))

    async def _read_jobs(self, now: datetime) -> None:
        counted = await rows("SELECT task, status, COUNT(*) AS held FROM outbox_job GROUP BY task, status")
        held = Counter[tuple[str, str]]()
        for row in counted:
            held[self._label(row["task"]), row["status"]] += int(row["held"])
        parameters = Parameters(dialect())
        aged = await rows(
            "SELECT task, MIN(COALESCE(run_at, created_at)) AS since FROM outbox_job"
            " WHERE status IN ('waiting', 'sent')"
            f" AND (run_at IS NULL OR run_at <= {parameters.add(now)}) GROUP BY task",
            parameters,
        )
        oldest: dict[str, float] = {}
        for row in aged:
            label = self._label(row["task"])
            oldest[label] = max(oldest.get(label, 0.0), seconds_since(row["since"], now))
        for task in (*self._platform.tasks.names, _UNKNOWN):
            OLDEST_SECONDS.labels(task).set(oldest.get(task, 0.0))
            for state in JobStatus:
                JOBS.labels(task, state.value).set(held[task, state.value])

    def _label(self, task: str) -> str:
        return task if task in self._platform.tasks else _UNKNOWN


def seconds_since(moment: datetime | str, now: datetime) -> float:
    """Seconds between a moment as a raw row gives it and now; 0 where the clock was set back."""
    known = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return max(0.0, (now - (known if known.tzinfo else known.replace(tzinfo=UTC))).total_seconds())


def _tell_pool() -> None:
    pool = getattr(connection(), "_pool", None)
    if pool is None:
        return
    POOL_SIZE.labels("open").set(pool.get_size())
    POOL_SIZE.labels("in_use").set(pool.get_size() - pool.get_idle_size())
    POOL_SIZE.labels("most").set(pool.get_max_size())
