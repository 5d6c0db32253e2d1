"""What a run waits for: the awaitables of many places at once, each resumed when it has its value."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from inspect import CORO_CREATED, getcoroutinelocals, getcoroutinestate, iscoroutine
from typing import Any, Final
from uuid import UUID

from kopukm_graphql.executing.places import Place
from kopukm_graphql.row import Row

HOLE: Final = object()
"""Stands in the answer where a value is still awaited; never null."""

NEVER_AWAITABLE: Final = frozenset(
    (bool, int, float, str, bytes, list, tuple, dict, type(None), date, datetime, time, Decimal, UUID, Row)
)
"""Exact types that need not be asked whether they can be awaited."""


class Waiting:
    """One place that waits, and what is done with the value once it is there."""

    __slots__ = ("awaitable", "complete", "field", "info", "place")

    def __init__(self, awaitable: Awaitable[Any], place: Place, field: Any, complete: Any, info: Any) -> None:
        self.awaitable = awaitable
        self.place = place
        self.field = field
        self.complete = complete
        self.info = info


class Waits:
    """All places of one run that wait.

    A single awaitable is awaited in the task of the run itself. Several run side by side, futures as they
    are, the rest as tasks; all that have ended in one turn of the event loop are resumed in the next, one after
    the other, so that what they load next is asked for together. Places that are gone are waited for no more:
    tasks of this run are cancelled, what was not begun never is. `settle` leaves nothing running, however it ends.
    """

    __slots__ = ("_begun", "_ended", "_fail", "_fresh", "_has_gone", "_just_gone", "_resume", "_wake")

    def __init__(
        self, resume: Callable[[Waiting, Any], None], fail: Callable[[Waiting, Exception], None]
    ) -> None:
        self._resume = resume
        self._fail = fail
        self._fresh: list[Waiting] = []
        self._begun: dict[Waiting, asyncio.Future[Any]] = {}
        self._ended: list[Waiting] = []
        self._wake: asyncio.Future[None] | None = None
        self._has_gone = False
        self._just_gone = False

    def add(self, waiting: Waiting) -> None:
        """Wait for this too, once the run settles."""
        self._fresh.append(waiting)

    def some_have_gone(self) -> None:
        """A place has become null for an error."""
        self._has_gone = self._just_gone = True

    async def settle(self) -> None:
        """Until nothing waits any more. Raises what no place can take: cancellation above all."""
        while self._fresh or self._begun:
            if len(self._fresh) == 1 and not self._begun:
                await self._only(self._fresh.pop())
            else:
                self._begin()
                if self._begun:
                    await self._some()

    async def end(self, others: Collection[asyncio.Future[Any]]) -> None:
        """See these ended, whatever comes of them."""
        if others:
            await asyncio.gather(*others, return_exceptions=True)

    async def abandon(self, others: Collection[asyncio.Future[Any]]) -> None:
        """Cancel all that waits, and these, and see it ended."""
        begun, self._begun = [*self._begun.values(), *others], {}
        fresh, self._fresh = self._fresh, []
        for waiting in fresh:
            if asyncio.isfuture(waiting.awaitable):
                begun.append(waiting.awaitable)
            else:
                _never_begun(waiting.awaitable)
        for future in begun:
            future.cancel()
        await asyncio.gather(*begun, return_exceptions=True)

    async def _only(self, waiting: Waiting) -> None:
        if self._is_gone(waiting):
            _never_begun(waiting.awaitable)
            return
        try:
            value = await waiting.awaitable
        except Exception as error:
            self._fail(waiting, error)
        else:
            self._resume(waiting, value)

    def _begin(self) -> None:
        if self._just_gone:
            self._just_gone = False
            self._leave_the_gone()
        fresh, self._fresh = self._fresh, []
        for waiting in fresh:
            if self._is_gone(waiting):
                _never_begun(waiting.awaitable)
                continue
            future = asyncio.ensure_future(waiting.awaitable)
            self._begun[waiting] = future
            future.add_done_callback(partial(self._end, waiting))

    def _leave_the_gone(self) -> None:
        for waiting, future in list(self._begun.items()):
            if not waiting.place.is_gone():
                continue
            if future is waiting.awaitable:  # not made here: others may wait for it as well
                del self._begun[waiting]
            else:
                future.cancel()

    async def _some(self) -> None:
        if not self._ended:
            self._wake = asyncio.get_running_loop().create_future()
            try:
                await self._wake
            finally:
                self._wake = None
        ended, self._ended = self._ended, []
        for waiting in ended:
            future = self._begun.pop(waiting, None)
            if future is None or self._is_gone(waiting):
                continue
            error = asyncio.CancelledError() if future.cancelled() else future.exception()
            if error is None:
                self._resume(waiting, future.result())
            elif isinstance(error, Exception):
                self._fail(waiting, error)
            else:
                raise error

    def _end(self, waiting: Waiting, future: asyncio.Future[Any]) -> None:
        if not future.cancelled():
            future.exception()  # seen, whether or not anybody still asks
        if waiting in self._begun:
            self._ended.append(waiting)
            if self._wake is not None and not self._wake.done():
                self._wake.set_result(None)

    def _is_gone(self, waiting: Waiting) -> bool:
        return self._has_gone and waiting.place.is_gone()


def drop(awaitables: Iterable[Any]) -> None:
    """Let go of those among the values that nobody will await."""
    for each in awaitables:
        _never_begun(each)


def _never_begun(awaitable: Any) -> None:
    if asyncio.isfuture(awaitable):
        awaitable.add_done_callback(_seen)
    elif iscoroutine(awaitable) and getcoroutinestate(awaitable) == CORO_CREATED:
        # What it was given to await will not be awaited either.
        for given in getcoroutinelocals(awaitable).values():
            drop(given if isinstance(given, list | tuple) else (given,))
        with suppress(Exception):
            awaitable.close()


def _seen(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()
