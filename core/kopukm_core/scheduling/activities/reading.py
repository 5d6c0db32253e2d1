"""One column of some rows, as whole numbers."""

from __future__ import annotations

from typing import Any

from tortoise.queryset import QuerySet


async def numbers_of(found: QuerySet[Any], column: str) -> list[int]:
    """The column of every row, in the query's order."""
    return [int(row[column]) for row in await found.values(column)]
