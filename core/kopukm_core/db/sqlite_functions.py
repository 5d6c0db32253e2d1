"""What SQLite is taught on every connection, because it cannot do it itself."""

from __future__ import annotations

import math

import aiosqlite


async def register_functions(connection: aiosqlite.Connection) -> None:
    """Add our functions to a new connection.

    `kopukm_json_float(x)`: the shortest text that reads back as the same number (SQLite prints 15 digits),
    NULL for NULL; the statement fails where the number has no JSON form.
    """
    await connection.create_function("kopukm_json_float", 1, json_float, deterministic=True)


def json_float(value: float | None) -> str | None:
    """The number as JSON. Raises ValueError for infinity."""
    if value is None:
        return None
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("no number of JSON")
    return repr(number)
