"""The schedules of this office, as rows: taken from the declarations, changed by people, fired when due."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute, rows, transaction
from kopukm_core.errors import NotFoundError
from kopukm_core.jobs.models import ScheduleRow
from kopukm_core.jobs.outbox import enqueue
from kopukm_core.jobs.schedule import Schedule, ScheduleRegistry, check_cron, latest_slot, next_slot
from kopukm_core.jobs.timing import JobTiming

logger = logging.getLogger("kopukm.jobs")

_REVIEW_SECONDS = 60.0
_FIRINGS_KEPT = 100_000


async def sync_schedules(registry: ScheduleRegistry, time_zone: ZoneInfo) -> None:
    """Bring the rows in line with the declarations; what people paused or changed stays.

    A cron that nobody changed follows the declaration. Rows of plugins that are off stay, and do not fire. A
    `next_run` farther off than the expression says (the clock was ahead once) is brought back.
    """
    now = clock.now()
    for declared in registry:
        async with transaction():
            await _insert_if_missing(declared, now, time_zone)
            row = await ScheduleRow.get(name=declared.name)
            row.cron = declared.cron if row.cron == row.declared_cron else row.cron
            row.declared_cron = declared.cron
            row.title, row.task = declared.title or declared.name, declared.task
            row.arguments = json.dumps(dict(declared.arguments), ensure_ascii=False, sort_keys=True)
            following = next_slot(row.cron, now, time_zone)
            row.next_run = min(row.next_run, following)
            await row.save(update_fields=["cron", "declared_cron", "title", "task", "arguments", "next_run"])


async def forget_old_firings() -> None:
    """Keep the newest firings only; counted, so that a clock that ran ahead takes none away."""
    parameters = Parameters(dialect())
    await execute(
        "DELETE FROM schedule_firing"
        f" WHERE id <= (SELECT MAX(id) FROM schedule_firing) - {parameters.add(_FIRINGS_KEPT)}",
        parameters,
    )


async def _insert_if_missing(declared: Schedule, now: datetime, time_zone: ZoneInfo) -> None:
    parameters = Parameters(dialect())
    values = ", ".join(
        parameters.add(value)
        for value in (
            declared.name,
            declared.title or declared.name,
            declared.task,
            declared.cron,
            declared.cron,
            next_slot(declared.cron, now, time_zone),
        )
    )
    await execute(
        "INSERT INTO schedule (name, title, task, cron, declared_cron, next_run, arguments, paused)"
        f" VALUES ({values}, '{{}}', FALSE) ON CONFLICT (name) DO NOTHING",
        parameters,
    )


async def pause_schedule(name: str) -> None:
    """Let it not fire until it is resumed. Raises NotFoundError."""
    await _change(name, paused=True)


async def resume_schedule(name: str, time_zone: ZoneInfo) -> None:
    """Let it fire again, from its next time on; what passed is not made up for. Raises NotFoundError."""
    row = await _existing(name)
    await _change(name, paused=False, next_run=next_slot(row.cron, clock.now(), time_zone))


async def change_schedule(name: str, cron: str, time_zone: ZoneInfo) -> None:
    """Give it other times, which a new version leaves alone. Raises NotFoundError, BadInputError."""
    check_cron(cron)
    await _change(name, cron=cron, next_run=next_slot(cron, clock.now(), time_zone))


async def _existing(name: str) -> ScheduleRow:
    row = await ScheduleRow.get_or_none(name=name)
    if row is None:
        raise NotFoundError(f"Tidak ada jadwal bernama {name!r}.", remedy="Lihat daftar jadwal.")
    return row


async def _change(name: str, **values: object) -> None:
    await _existing(name)
    await ScheduleRow.filter(name=name).update(**values)


async def fire_due(registry: ScheduleRegistry, time_zone: ZoneInfo) -> int:
    """Store a job for each schedule whose time has come; how many were stored.

    Times that passed while nothing ran are made up for once, by the latest. Any number of processes may call
    this: each slot is stored once, by the unique row in `schedule_firing`.
    """
    now = clock.now()
    fired = 0
    declared = {schedule.name: schedule for schedule in registry}
    for row in await ScheduleRow.filter(paused=False, next_run__lte=now):
        if row.name in declared and await _fire(row, declared[row.name], now, time_zone):
            fired += 1
    return fired


async def _fire(row: ScheduleRow, declared: Schedule, now: datetime, time_zone: ZoneInfo) -> bool:
    slot = latest_slot(row.cron, now, time_zone)
    async with transaction():
        parameters = Parameters(dialect())
        moved = await execute(
            f"UPDATE schedule SET next_run = {parameters.add(next_slot(row.cron, now, time_zone))}"
            f" WHERE name = {parameters.add(row.name)} AND next_run = {parameters.add(row.next_run)}"
            " AND paused = FALSE",
            parameters,
        )
        if not moved:
            return False
        parameters = Parameters(dialect())
        values = ", ".join(parameters.add(value) for value in (row.name, slot, now))
        if not await rows(
            f"INSERT INTO schedule_firing (schedule, slot, fired_at) VALUES ({values})"
            " ON CONFLICT (schedule, slot) DO NOTHING RETURNING id",
            parameters,
        ):
            return False
        await ScheduleRow.filter(name=row.name).update(last_run=slot)
        await enqueue(declared.task, declared.arguments)
        return True


class Scheduler:
    """Fires what is due, as long as the process runs."""

    def __init__(self, registry: ScheduleRegistry, time_zone: ZoneInfo, timing: JobTiming) -> None:
        self._registry = registry
        self._time_zone = time_zone
        self._timing = timing

    async def run(self) -> None:
        """Until cancelled. Failures of the database are logged and waited out."""
        reviewed = time.monotonic()
        while True:
            try:
                if time.monotonic() - reviewed >= _REVIEW_SECONDS:
                    await sync_schedules(self._registry, self._time_zone)
                    await forget_old_firings()
                    reviewed = time.monotonic()
                await fire_due(self._registry, self._time_zone)
            except Exception as error:
                logger.error("schedules cannot be fired just now: %s", error)
            await asyncio.sleep(self._timing.poll)
