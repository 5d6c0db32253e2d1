"""What goes wrong, at random moments: kills, halts, emptied Redis, cut connections; one by one and together."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import asyncpg
import redis

from proofs.kills.events import EventLog
from proofs.kills.supervised import Supervised
from proofs.kills.terminal import Terminal

_SHORT_HALT = (1.0, 8.0)
_LONG_HALT = (16.0, 22.0)
"""Longer than the lease of 15 seconds: who wakes finds that others have taken its jobs."""
_LONG = 0.25
_TOGETHER = 0.15


@dataclass(slots=True)
class Fault:
    """One that was put in. Times in seconds since the beginning."""

    kind: str
    begun: float
    last_job: int
    """The newest job known when it began."""
    ended: float = -1.0
    served: float = -1.0
    """When every server had answered a request that began after the fault."""
    caught_up: float = -1.0
    """When every job older than the fault was done."""
    was_disturbed: bool = False
    """Another one came before it was recovered from."""


@dataclass(slots=True)
class Parts:
    """What can be hit."""

    servers: list[Supervised]
    workers: list[Supervised]
    terminal: Terminal
    postgres: Supervised | None = None
    redis: Supervised | None = None
    postgres_url: str = ""
    redis_url: str = ""


@dataclass(slots=True)
class Faults:
    """Puts them in, from a seeded chance, with `pause` seconds between two on average."""

    parts: Parts
    chance: random.Random
    events: EventLog
    pause: float
    put_in: list[Fault] = field(default_factory=list)
    last_job: int = 0
    _halts: set[asyncio.Task[None]] = field(default_factory=set)

    def _kinds(self) -> Mapping[str, tuple[int, Callable[[], Awaitable[None]]]]:
        parts = self.parts
        kinds: dict[str, tuple[int, Callable[[], Awaitable[None]]]] = {
            "kill server": (6, lambda: self._kill(self.chance.choice(parts.servers))),
            "kill both servers": (2, lambda: self._kill(*parts.servers)),
            "halt server": (3, lambda: self._halt(self.chance.choice(parts.servers))),
            "kill command line": (2, lambda: self._strike(signal.SIGKILL)),
            "halt command line": (1, lambda: self._halt_terminal()),
        }
        if parts.workers:
            kinds["kill worker"] = (6, lambda: self._kill(self.chance.choice(parts.workers)))
            kinds["kill both workers"] = (2, lambda: self._kill(*parts.workers))
            kinds["halt worker"] = (3, lambda: self._halt(self.chance.choice(parts.workers)))
        if parts.redis is not None:
            kinds["kill Redis"] = (3, lambda: self._kill_part(parts.redis))
            kinds["halt Redis"] = (1, lambda: self._halt_part(parts.redis))
            kinds["empty Redis"] = (3, self._empty_redis)
            kinds["cut Redis connections"] = (2, self._cut_redis)
        if parts.postgres is not None:
            kinds["kill PostgreSQL"] = (3, lambda: self._kill_part(parts.postgres))
            kinds["halt PostgreSQL"] = (1, lambda: self._halt_part(parts.postgres))
            kinds["cut PostgreSQL connections"] = (3, self._cut_postgres)
        return kinds

    async def go_on(self) -> None:
        """Until cancelled."""
        kinds = self._kinds()
        while True:
            await asyncio.sleep(self.chance.expovariate(1.0 / self.pause))
            count = self.chance.choice((2, 3, 4)) if self.chance.random() < _TOGETHER else 1
            names = list(kinds)
            chosen = [self.chance.choices(names, [kinds[name][0] for name in names])[0] for _ in range(count)]
            if count > 1:
                self.events.add("several at once", kinds=chosen)
            await asyncio.gather(*(self._put_in(name, kinds[name][1]) for name in chosen))

    async def settle(self) -> None:
        """Wait for halts to end; nothing new is put in."""
        await asyncio.gather(*self._halts, return_exceptions=True)

    async def _put_in(self, kind: str, action: Callable[[], Awaitable[None]]) -> None:
        now = self.events.now()
        for earlier in self.put_in:
            if earlier.caught_up < 0 or earlier.served < 0:
                earlier.was_disturbed = True
        fault = Fault(kind, now, self.last_job)
        self.put_in.append(fault)
        self.events.add("fault", fault=kind)
        task = asyncio.create_task(self._carry_out(fault, action))
        self._halts.add(task)
        task.add_done_callback(self._halts.discard)

    async def _carry_out(self, fault: Fault, action: Callable[[], Awaitable[None]]) -> None:
        try:
            await action()
        except (OSError, redis.RedisError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            self.events.add("fault missed", fault=fault.kind, error=type(error).__name__)
        fault.ended = self.events.now()

    async def _kill(self, *struck: Supervised) -> None:
        for one in struck:
            one.kill()

    async def _kill_part(self, part: Supervised | None) -> None:
        assert part is not None  # noqa: S101 - the kind is there only with the part
        part.kill()

    async def _halt_part(self, part: Supervised | None) -> None:
        assert part is not None  # noqa: S101 - the kind is there only with the part
        await self._halt(part)

    async def _halt(self, part: Supervised) -> None:
        seconds = self.chance.uniform(*(_LONG_HALT if self.chance.random() < _LONG else _SHORT_HALT))
        self.events.add("halt", name=part.name, seconds=round(seconds, 1))
        part.hold()
        try:
            await asyncio.sleep(seconds)
        finally:
            part.go_on()

    async def _strike(self, how: signal.Signals) -> None:
        self.parts.terminal.strike(how)

    async def _halt_terminal(self) -> None:
        self.parts.terminal.strike(signal.SIGSTOP)
        try:
            await asyncio.sleep(self.chance.uniform(*_SHORT_HALT))
        finally:
            self.parts.terminal.strike(signal.SIGCONT)

    async def _empty_redis(self) -> None:
        await asyncio.to_thread(self._with_redis, "FLUSHALL")

    async def _cut_redis(self) -> None:
        await asyncio.to_thread(self._with_redis, "CLIENT KILL TYPE normal SKIPME yes")
        await asyncio.to_thread(self._with_redis, "CLIENT KILL TYPE pubsub")

    def _with_redis(self, words: str) -> None:
        with redis.Redis.from_url(self.parts.redis_url, socket_timeout=2, socket_connect_timeout=2) as client:
            client.execute_command(*words.split())

    async def _cut_postgres(self) -> None:
        connection = await asyncpg.connect(self.parts.postgres_url, timeout=3)
        try:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'kopukm' AND random() < 0.7"
            )
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=2)
