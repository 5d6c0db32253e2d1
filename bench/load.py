"""A plain load generator: HTTP/1.1 over a few kept connections on this machine, bounded in time and count."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass(slots=True)
class Load:
    """What a load met: seconds each request took, and how many answers were not as they should be."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    bytes_received: int = 0

    @property
    def requests(self) -> int:
        return len(self.latencies)

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the requests was answered."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """A load ends with the first of these."""

    seconds: float
    requests: int
    connections: int


@dataclass(frozen=True, slots=True)
class Door:
    """Where the requests of a load go: a port of this machine, a path, a bearer token."""

    port: int
    path: str = "/graphql"
    token: str = ""

    def head(self) -> bytes:
        """Everything of a request before the length of its body."""
        authorization = f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        return (
            f"POST {self.path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\n{authorization}Content-Length: "
        ).encode()


def put_load(door: Door, body: Callable[[int], bytes], bounds: Bounds, *, first: int = 0) -> Load:
    """Ask with the bodies numbered from `first` on until the bounds are reached."""
    return asyncio.run(_put(door, body, bounds, first))


async def _put(door: Door, body: Callable[[int], bytes], bounds: Bounds, first: int) -> Load:
    load = Load()
    begun = time.perf_counter()
    taken = 0

    def next_number() -> int | None:
        nonlocal taken
        if taken >= bounds.requests or time.perf_counter() - begun >= bounds.seconds:
            return None
        taken += 1
        return first + taken - 1

    await asyncio.gather(*(_ask_in_turn(door, body, next_number, load) for _ in range(bounds.connections)))
    load.seconds = time.perf_counter() - begun
    return load


async def _ask_in_turn(
    door: Door,
    body: Callable[[int], bytes],
    next_number: Callable[[], int | None],
    load: Load,
) -> None:
    head = door.head()
    reader, writer = await asyncio.open_connection(HOST, door.port, limit=1 << 20)
    try:
        while (number := next_number()) is not None:
            content = body(number)
            begun = time.perf_counter()
            writer.write(b"%b%d\r\n\r\n%b" % (head, len(content), content))
            status, answer = await _answer(reader)
            load.latencies.append(time.perf_counter() - begun)
            load.bytes_received += len(answer)
            if status != 200 or b'"errors":' in answer or b'"problems":[{' in answer:
                load.refused += 1
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    length = 0
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return int(lines[0].split(b" ")[1]), await reader.readexactly(length)
