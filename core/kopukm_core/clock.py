"""The one clock. Nothing else in the platform asks the machine for the time (a lint rule holds it)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the present moment as an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovingClock:
    """A clock that a test sets and moves by hand."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def move(self, by: timedelta) -> None:
        self._moment += by

    def set(self, moment: datetime) -> None:
        self._moment = moment


_process_clock: Clock = SystemClock()
_clock: ContextVar[Clock | None] = ContextVar("kopukm_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return (_clock.get() or _process_clock).now()


def today(time_zone: ZoneInfo) -> date:
    """The present calendar day at the office."""
    return now().astimezone(time_zone).date()


def moment_of(path: Path) -> datetime:
    """When a file was last written, aware, in UTC. Raises OSError."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def using(clock: Clock) -> Iterator[Clock]:
    """Run the enclosed code, and tasks begun in it, by another clock."""
    token = _clock.set(clock)
    try:
        yield clock
    finally:
        _clock.reset(token)
