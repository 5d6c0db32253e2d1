"""The job that builds a report: outside of any transaction, with the rights that its asker holds by then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast
from weakref import WeakKeyDictionary

from kopukm_core import clock
from kopukm_core.db import after_commit
from kopukm_core.errors import KopukmError
from kopukm_core.events import Event
from kopukm_core.files import save_row, write_content
from kopukm_core.imports.acting import actor_now
from kopukm_core.imports.running import PASSING
from kopukm_core.jobs import JobContext, task
from kopukm_core.papers.building import build_report
from kopukm_core.papers.models import PrintedReport, PrintState
from kopukm_core.papers.permissions import REPORT_FILE
from kopukm_core.papers.report import ReportRequest
from kopukm_core.papers.writing import WrittenReport, write_report

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

TOPIC = "core.printed_report_changed"
MOST_FAULTS = 3
"""Attempts after which an error that nobody foresaw ends the report."""
TIME_LIMIT = 1800.0

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


def report_changed(printed: PrintedReport) -> Event:
    """The event that says that the report is there, or will not be."""
    return Event(TOPIC, {"printed_report_id": printed.id, "region_code": printed.region_code})


Write = Callable[[PrintedReport], Awaitable[WrittenReport]]
"""Makes the content, outside of any transaction."""


async def given_up(platform: Platform, printed_id: int, **_more: object) -> None:
    """No job will build the paper: it says so, instead of being awaited for ever."""
    printed = await PrintedReport.get_or_none(id=printed_id)
    if printed is not None and await _end(printed, _faulty()):
        await after_commit(lambda: platform.publish(report_changed(printed)))


@task("core.build_report", queue="reports", max_retries=10, time_limit=TIME_LIMIT, given_up=given_up)
async def build_printed_report(job: JobContext, printed_id: int) -> None:
    """Build a report that was asked for, and keep its file."""
    platform = cast("Platform", job.platform)

    async def write(printed: PrintedReport) -> WrittenReport:
        actor = await actor_now(printed.actor, printed.account_id, printed.token_id, roles=platform.roles)
        request = ReportRequest(printed.first_day, printed.last_day, printed.region_code, printed.known_at)
        return await write_report(await build_report(platform, actor, printed.report, request), printed.form)

    await print_file(job, printed_id, write)


async def print_file(job: JobContext, printed_id: int, write: Write, *, purpose: str = REPORT_FILE) -> None:
    """Write what was asked for and keep its file, in the name of who asked; or note why that cannot be."""
    platform = cast("Platform", job.platform)
    printed = await PrintedReport.get_or_none(id=printed_id)
    if printed is None or printed.state is not PrintState.WAITING:
        return
    try:
        # One at a time in a process: setting a long table takes a few hundred megabytes.
        async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            await _build(job, platform, printed, write, purpose)
    except PASSING:
        raise
    except KopukmError as error:
        if job.is_done or error.code == "LEASE_LOST":
            raise
        await _fail(job, platform, printed, error)
    except Exception:
        if job.is_done or job.attempt < MOST_FAULTS:
            raise
        job.logger.exception("report %s is given up", printed.id)
        await _fail(job, platform, printed, _faulty())


async def _build(
    job: JobContext, platform: Platform, printed: PrintedReport, write: Write, purpose: str
) -> None:
    actor = await actor_now(printed.actor, printed.account_id, printed.token_id, roles=platform.roles)
    made = await write(printed)
    written = await write_content(platform, made.content)
    async with job.transaction():
        file = await save_row(
            written,
            name=f"{printed.title} {printed.last_day.isoformat()}.{made.ending}",
            purpose=purpose,
            actor=actor,
            region_code=printed.region_code,
            kept=True,
        )
        await PrintedReport.filter(id=printed.id, state=PrintState.WAITING).update(
            state=PrintState.DONE, file_id=file.id, ended_at=clock.now()
        )
        await after_commit(lambda: platform.publish(report_changed(printed)))


async def _fail(job: JobContext, platform: Platform, printed: PrintedReport, error: KopukmError) -> None:
    async with job.transaction():
        await _end(printed, error)
        await after_commit(lambda: platform.publish(report_changed(printed)))


async def _end(printed: PrintedReport, error: KopukmError) -> bool:
    changed = await PrintedReport.filter(id=printed.id, state=PrintState.WAITING).update(
        state=PrintState.FAILED, error=str(error)[:1000], error_code=error.code, ended_at=clock.now()
    )
    return bool(changed)


def _faulty() -> KopukmError:
    return KopukmError(
        "Laporan ini gagal disusun.", remedy="Minta lagi; bila berulang, beri tahu pengelola sistem."
    )


PAPER_TASKS = (build_printed_report,)
