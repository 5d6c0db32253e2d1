"""Batched reading: what is asked for in one turn of the event loop becomes one statement."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar, cast

T = TypeVar("T")

Load: TypeAlias = Callable[[Sequence[Any]], Awaitable[Mapping[Any, Any]]]
"""Given distinct keys, in the order asked, finds the value of each; keys it leaves out get the default."""


class BatchLoader:
    """Collects keys until the event loop turns, then loads them together.

    Nothing is kept from one batch to the next. All rows of one place in the document are completed in one
    turn, so the number of batches depends on the document alone.
    """

    __slots__ = ("_default", "_load", "_tasks", "_waiting")

    def __init__(self, load: Load, default: Callable[[], Any]) -> None:
        self._load = load
        self._default = default
        self._waiting: dict[Any, list[asyncio.Future[Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def load(self, key: Any) -> asyncio.Future[Any]:
        """The value of the key, once its batch is loaded."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._dispatch)
        future: asyncio.Future[Any] = loop.create_future()
        # A future of its own for each caller: cancelling one of them leaves the others in peace.
        self._waiting.setdefault(key, []).append(future)
        return future

    def cancel(self) -> None:
        """Stop what is being loaded."""
        for task in self._tasks:
            task.cancel()

    def _dispatch(self) -> None:
        batch, self._waiting = self._waiting, {}
        task = asyncio.get_running_loop().create_task(self._fulfil(batch))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fulfil(self, batch: dict[Any, list[asyncio.Future[Any]]]) -> None:
        try:
            found = await self._load(list(batch))
        except Exception as error:
            for future in _open(batch.values()):
                future.set_exception(error)
                future.exception()
            return
        for key, futures in batch.items():
            for future in _open([futures]):
                future.set_result(found[key] if key in found else self._default())


def _open(groups: Iterable[list[asyncio.Future[Any]]]) -> list[asyncio.Future[Any]]:
    """Those that nobody has cancelled meanwhile."""
    return [future for futures in groups for future in futures if not future.done()]


class Loaders:
    """What one request makes once per place in the document: loaders, and readers for its arguments."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing of that key, made when first asked for; `key` names the place in the document."""
        if key not in self._made:
            self._made[key] = make()
        return cast(T, self._made[key])

    def cancel(self) -> None:
        """Stop what is being loaded, by whatever has been made and can be cancelled: nobody waits for it any more."""
        for made in self._made.values():
            if (cancel := getattr(made, "cancel", None)) is not None:
                cancel()
