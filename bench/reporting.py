"""The measures as a table for people, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.measuring import Measure
from kopukm_core.cli.writing import say, table

_HEAD = (
    "op",
    "server µs",
    "database µs",
    "req/s",
    "p50 ms",
    "p99 ms",
    "rows",
    "bytes",
    "RSS MB",
    "cal ms",
    "refused",
)


def print_head(about: str) -> None:
    """What is measured, before it is."""
    say(about)


def print_table(measures: Sequence[Measure]) -> None:
    """One line an operation."""
    for line in table([_HEAD, *(_cells(one) for one in measures)]):
        say(line)


def write_json(path: Path, about: dict[str, Any], measures: Sequence[Measure]) -> None:
    """All figures, with what they were measured on."""
    content = {**about, "measures": [one.as_json() for one in measures]}
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _cells(one: Measure) -> tuple[str, ...]:
    return (
        one.operation,
        f"{one.server_cpu:.0f}",
        f"{one.database_cpu:.0f}",
        f"{one.per_second:.0f}",
        f"{one.p50:.2f}",
        f"{one.p99:.2f}",
        str(one.rows),
        str(one.answer_bytes),
        f"{one.resident:.0f}",
        f"{one.calibration:.0f}",
        str(one.refused),
    )
