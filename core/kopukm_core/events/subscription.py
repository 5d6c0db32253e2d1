"""One listener: a bounded queue of the events of one topic."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from types import TracebackType

from kopukm_core.events.event import Event, SlowSubscriberError


class Subscription:
    """Events of one topic from the moment it is made, as an async iterator and context manager.

    Raises SlowSubscriberError in the iteration once more than `capacity` events wait.
    """

    def __init__(self, topic: str, capacity: int, leave: Callable[[Subscription], None]) -> None:
        self.topic = topic
        self._capacity = capacity
        self._leave = leave
        self._waiting: deque[Event] = deque()
        self._changed = asyncio.Event()
        self._is_too_slow = False
        self._is_closed = False

    def offer(self, event: Event) -> None:
        """Take in an event; past the capacity, what waits is dropped and the listener cut off."""
        if self._is_closed or self._is_too_slow:
            return
        if len(self._waiting) >= self._capacity:
            self._is_too_slow = True
            self._waiting.clear()
            self._leave(self)
        else:
            self._waiting.append(event)
        self._changed.set()

    def close(self) -> None:
        """End the iteration and listen no more."""
        self._is_closed = True
        self._leave(self)
        self._changed.set()

    def __aiter__(self) -> Subscription:
        return self

    async def __anext__(self) -> Event:
        while not self._waiting:
            if self._is_too_slow:
                raise SlowSubscriberError(self.topic)
            if self._is_closed:
                raise StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()
        return self._waiting.popleft()

    async def aclose(self) -> None:
        """As `close`, for those who hold it as an async generator."""
        self.close()

    async def __aenter__(self) -> Subscription:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
