"""What happened when: one line of JSON an event, with seconds since the beginning."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson


class EventLog:
    """Writes events as they happen; counts them by kind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self._file = path.open("wb")
        self._begun = time.monotonic()

    def now(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._begun

    def add(self, kind: str, **about: Any) -> None:
        """One event."""
        self.counts[kind] += 1
        line = orjson.dumps({"at": round(self.now(), 3), "kind": kind, **about}, default=str)
        self._file.write(line + b"\n")
        self._file.flush()

    def close(self) -> None:
        """End the file."""
        self._file.close()
