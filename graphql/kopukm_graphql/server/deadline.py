"""An operation's time limit, which also ends when the client has gone away."""

from __future__ import annotations

import asyncio
from types import TracebackType

from starlette.types import Receive

_WATCH_AFTER_SECONDS = 0.1
"""Shorter operations are not worth a task that listens for the client."""


class OperationTimeoutError(Exception):
    """The operation was cancelled: it took too long, or its client has gone."""

    def __init__(self, *, client_gone: bool) -> None:
        super().__init__()
        self.client_gone = client_gone


class operation_deadline:  # noqa: N801 - read as a verb, like asyncio.timeout
    """Cancel the enclosed work after so many seconds, or when `receive` tells that the client disconnected.

    Give no `receive` for work that must be finished once begun. Raises OperationTimeoutError.
    """

    __slots__ = ("_deadline", "_gone", "_receive", "_waiting", "_watcher")

    def __init__(self, seconds: float, receive: Receive | None) -> None:
        self._deadline = asyncio.timeout(seconds)
        self._receive = receive
        self._gone = False
        self._waiting: asyncio.TimerHandle | None = None
        self._watcher: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        if self._receive is not None:
            self._waiting = asyncio.get_running_loop().call_later(_WATCH_AFTER_SECONDS, self._begin)
        await self._deadline.__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
        try:
            await self._deadline.__aexit__(kind, error, trace)
        except TimeoutError:
            raise OperationTimeoutError(client_gone=self._gone) from None
        if isinstance(error, TimeoutError) and self._deadline.expired():
            raise OperationTimeoutError(client_gone=self._gone) from None

    def _begin(self) -> None:
        self._watcher = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        if self._receive is None:
            return
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone = True
        self._deadline.reschedule(asyncio.get_running_loop().time())
