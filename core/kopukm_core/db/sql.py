"""SQL written by hand, the same for both engines: numbered placeholders, rows as dictionaries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol, cast

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.later import Later
from kopukm_core.db.sqlite_engine import moment_text
from kopukm_core.db.transactions import connection
from kopukm_core.errors import BadInputError


class Parameters:
    """The values of one statement, collected while its text is written."""

    __slots__ = ("_mark", "dialect", "values")

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.values: list[Any] = []
        self._mark = "?" if dialect is Dialect.SQLITE else "$"

    def add(self, value: object) -> str:
        """Take a value; return its placeholder (`?1` or `$1`), which may be used more than once."""
        dialect = self.dialect
        if isinstance(value, Later):
            return self.add_stored(value.map(lambda known: stored_value(known, dialect)))
        return self.add_stored(stored_value(value, dialect))

    def add_stored(self, value: object) -> str:
        """The same for a value that is as the driver wants it already."""
        self.values.append(value)
        return f"{self._mark}{len(self.values)}"

    def bound(self, given: Any) -> list[Any]:
        """The values for one run, those that had to wait read from what it is given."""
        return [value.read(given) if isinstance(value, Later) else value for value in self.values]

    def add_all(self, values: Iterable[object]) -> str:
        """Take several values; return their placeholders with commas between, for `IN (…)`; NULL for none."""
        return ", ".join([self.add(value) for value in values]) or "NULL"


class _Affecting(Protocol):
    async def execute_affected(self, query: str, values: list[Any]) -> int: ...


class _Reading(Protocol):
    async def read_value(self, query: str, values: list[Any]) -> Any: ...


def stored_value(value: object, dialect: Dialect) -> object:
    """A Python value as the driver wants it.

    Raises ValueError for a datetime without a time zone, and BadInputError for text with a NUL, which no text of
    PostgreSQL holds.
    """
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str) and "\0" in value:
        raise BadInputError("Teks memuat karakter NUL.", remedy="Hapus karakter itu.")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"datetime without a time zone: {value!r}")
        return moment_text(value) if dialect is Dialect.SQLITE else value
    if dialect is Dialect.SQLITE:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, Decimal):
            return str(value)
    return value


async def rows(sql: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
    """The rows of a SELECT, or of an INSERT, UPDATE or DELETE with RETURNING, as column → raw value."""
    return await connection().execute_query_dict(sql, parameters.values if parameters else [])


async def single_value(sql: str, values: list[Any]) -> Any:
    """The first value of the first row, None where there is no row; `values` as the driver takes them."""
    return await cast(_Reading, connection()).read_value(sql, values)


async def execute(sql: str, parameters: Parameters | None = None) -> int:
    """Run a statement; the number of rows it changed (not counting what triggers changed)."""
    client = cast(_Affecting, connection())
    return await client.execute_affected(sql, parameters.values if parameters else [])
