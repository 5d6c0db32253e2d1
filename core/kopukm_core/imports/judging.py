"""Judging a file without holding up the process: read by another one, judged in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from kopukm_core.platform import Platform
from kopukm_core.regions.reading import region_names
from kopukm_core.tabular import (
    ImportDeclaration,
    ImportReport,
    ReadingProcess,
    evaluate_sheets,
    tabular_limits,
    whole_sheets,
)
from kopukm_core.values import ReadingContext

_Result = TypeVar("_Result")


async def judge_file(
    platform: Platform, declaration: ImportDeclaration, path: Path, as_of: date, *, name: str = ""
) -> ImportReport:
    """Judge a file as of a day; nothing is stored. Raises TabularError for a file that cannot be understood.

    `name` is what the report calls the file, where its path is a copy's.
    """
    regions = await region_names(platform.settings.region_code)
    context = ReadingContext(today=as_of, regions=regions, time_zone=platform.settings.time_zone)
    if declaration.context is not None:
        context = await declaration.context(context)
    limits = tabular_limits(platform.settings.variables)
    reading = ReadingProcess(path, limits)
    return await in_own_thread(
        lambda: evaluate_sheets(whole_sheets(reading), declaration, context, file=name or path.name),
        reading.stop,
    )


async def in_own_thread(work: Callable[[], _Result], stop: Callable[[], None] = lambda: None) -> _Result:
    """The result of long synchronous work, while the event loop goes on; cancelled, it calls `stop` and waits no more.

    A thread of its own, and a daemon: work that cannot be stopped must not keep the process from ending.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[_Result] = loop.create_future()

    def tell(deliver: Callable[[], None]) -> None:
        if not outcome.done():
            deliver()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            deliver: Callable[[], None] = _failing(outcome, error)
        else:
            deliver = _succeeding(outcome, result)
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, deliver)

    threading.Thread(target=run, name="kopukm import", daemon=True).start()
    try:
        return await outcome
    except asyncio.CancelledError:
        stop()
        raise


def _failing(outcome: asyncio.Future[_Result], error: BaseException) -> Callable[[], None]:
    return lambda: outcome.set_exception(error)


def _succeeding(outcome: asyncio.Future[_Result], result: _Result) -> Callable[[], None]:
    return lambda: outcome.set_result(result)
