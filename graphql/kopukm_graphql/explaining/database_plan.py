"""How the database would run a statement, by its own account; nothing is run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kopukm_core.db import Dialect, Parameters, rows


async def database_plan(sql: str, parameters: Parameters) -> list[str]:
    """The lines of PostgreSQL's EXPLAIN, or SQLite's EXPLAIN QUERY PLAN as a tree."""
    if parameters.dialect is Dialect.POSTGRES:
        return [str(row["QUERY PLAN"]) for row in await rows(f"EXPLAIN {sql}", parameters)]
    return _tree(await rows(f"EXPLAIN QUERY PLAN {sql}", parameters))


def _tree(steps: Iterable[dict[str, Any]]) -> list[str]:
    depths: dict[int, int] = {}
    lines = []
    for step in steps:
        depth = depths[step["id"]] = depths.get(step["parent"], -1) + 1
        lines.append(f"{'  ' * depth}{step['detail']}")
    return lines
