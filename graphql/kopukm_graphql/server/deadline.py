"""An operation's time limit, which also ends when the client has gone away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Receive

_WATCH_AFTER_SECONDS = 0.1
"""Shorter operations are not worth a task that listens for the client."""


class OperationTimeoutError(Exception):
    """The operation was cancelled: it took too long, or its client has gone."""

    def __init__(self, *, client_gone: bool) -> None:
        super().__init__()
        self.client_gone = client_gone


@asynccontextmanager
async def operation_deadline(seconds: float, receive: Receive | None) -> AsyncIterator[None]:
    """Cancel the enclosed work after so many seconds, or when `receive` tells that the client disconnected.

    Give no `receive` for work that must be finished once begun. Raises OperationTimeoutError.
    """
    loop = asyncio.get_running_loop()
    gone = asyncio.Event()
    watchers: list[asyncio.Task[None]] = []
    deadline = asyncio.timeout(seconds)

    async def watch(receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        gone.set()
        deadline.reschedule(loop.time())

    def begin() -> None:
        if receive is not None:
            watchers.append(loop.create_task(watch(receive)))

    waiting = loop.call_later(_WATCH_AFTER_SECONDS, begin)
    try:
        async with deadline:
            try:
                yield
            finally:
                waiting.cancel()
                for watcher in watchers:
                    watcher.cancel()
    except TimeoutError:
        if not deadline.expired():
            raise
        raise OperationTimeoutError(client_gone=gone.is_set()) from None
