"""What every way between processes has in common: a queue towards the others that no command waits for."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Awaitable, Sequence

from kopukm_core.events.bus import EventBus
from kopukm_core.events.event import Event
from kopukm_core.metrics import EVENTS_UNSENT

logger = logging.getLogger("kopukm.events")

OUTGOING = 10_000
"""Events that may wait for the others; past it they are dropped, and the others are told that they missed some."""
BATCH = 200
FLUSH_SECONDS = 2.0
"""How long a process that ends waits for its last events to be sent."""


class SharedEventBus(EventBus, ABC):
    """Tells this process at once, and the others as soon as they can be reached.

    A notice is `ORIGIN JSON`: who sent it, then topic and payload, or that something was missed.
    """

    carrier = ""
    """What carries the notices, for messages."""
    longest_notice = 1_000_000
    """Bytes; of a longer one the others are told only that something of its topic happened."""

    def __init__(self, reconnect_seconds: float = 1.0) -> None:
        super().__init__()
        self._origin = uuid.uuid4().hex
        self._reconnect_seconds = reconnect_seconds
        self._outgoing: deque[str] = deque()
        self._sending: asyncio.Task[None] | None = None
        self._has_dropped = False
        self._had_connection = False
        self._away = asyncio.Event()
        self.listening = asyncio.Event()
        """Set while this process hears the others."""

    @abstractmethod
    async def tell(self, notices: Sequence[str]) -> None:
        """Hand the notices to the carrier. Any error means that they are to be told again."""

    @abstractmethod
    async def listen(self) -> None:
        """Connect, call `connected`, then `receive` for each notice, until the connection breaks (any error)."""

    async def disconnect(self) -> None:
        """Close what is open."""

    async def send(self, event: Event) -> None:
        """Tell this process now and the others soon; it never waits for them, and never fails because of them."""
        text = event.to_json()
        self.deliver(event)
        notice = f"{self._origin} {text}"
        if len(notice.encode()) > self.longest_notice:
            notice = f"{self._origin} {json.dumps({'topic': event.topic, 'missed': True})}"
        if len(self._outgoing) >= OUTGOING:
            EVENTS_UNSENT.inc(len(self._outgoing))
            self._outgoing.clear()
            self._has_dropped = True
        self._outgoing.append(notice)
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send_outgoing())

    async def flush(self, seconds: float = FLUSH_SECONDS) -> bool:
        """Wait until the others are told, at most so long, and not for a carrier that is away; whether they were."""
        if self._sending is not None:
            await _first_of(seconds, self._away.wait(), asyncio.shield(self._sending))
        return not self._outgoing

    async def first_connection(self, seconds: float) -> None:
        """Wait until the others are heard, so that nobody subscribes before; at most so long.

        Where they are not, what passes until then is a gap that subscribers are told of.
        """
        await _first_of(seconds, self._away.wait(), self.listening.wait())
        self._had_connection = True

    async def run(self) -> None:
        """Hear the others until cancelled, connecting again whenever the connection breaks."""
        while True:
            try:
                await self.listen()
            except Exception as error:
                self._warn(error)
            self.listening.clear()
            await asyncio.sleep(self._reconnect_seconds)

    async def end(self) -> None:
        """Send what waits, as far as it can be, and close."""
        if not await self.flush():
            logger.warning(
                "%s peristiwa tidak sempat sampai ke proses lain (%s).", len(self._outgoing), self.carrier
            )
        if self._sending is not None:
            self._sending.cancel()
            await asyncio.gather(self._sending, return_exceptions=True)
        await self.disconnect()

    def connected(self) -> None:
        """From here on the others are heard; after a gap, subscribers are told of it."""
        if self._had_connection:
            self.tell_missed()
        self._had_connection = True
        self._away.clear()
        self.listening.set()

    def receive(self, notice: str) -> None:
        """Deliver a notice of another process; those of this one are delivered already."""
        origin, _, text = notice.partition(" ")
        if origin == self._origin:
            return
        try:
            content = json.loads(text)
            if content.get("missed") and "topic" not in content:
                self.tell_missed()
            else:
                missed = bool(content.get("missed"))
                self.deliver(Event(content["topic"], {} if missed else content["payload"], missed=missed))
        except (ValueError, KeyError, TypeError, AttributeError):
            logger.warning("something that is no event came over %s", self.carrier)

    async def _send_outgoing(self) -> None:
        while self._outgoing:
            batch = [self._outgoing[place] for place in range(min(BATCH, len(self._outgoing)))]
            gap = [f'{self._origin} {{"missed": true}}'] if self._has_dropped else []
            try:
                await self.tell([*gap, *batch])
            except Exception as error:
                EVENTS_UNSENT.inc()
                self._warn(error)
                await asyncio.sleep(self._reconnect_seconds)
                continue
            self._away.clear()
            if gap:
                self._has_dropped = False
            for notice in batch:
                if self._outgoing and self._outgoing[0] is notice:
                    self._outgoing.popleft()

    def _warn(self, error: BaseException) -> None:
        if not self._away.is_set():
            logger.warning(
                "%s tidak menjawab: peristiwa antarproses tertunda. %s", self.carrier, type(error).__name__
            )
            self._away.set()


async def _first_of(seconds: float, *awaited: Awaitable[object]) -> None:
    """Wait for one of them, at most so long."""
    waiting = {asyncio.ensure_future(one) for one in awaited}
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
