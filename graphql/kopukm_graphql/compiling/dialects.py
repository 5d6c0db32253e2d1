"""How each engine writes JSON text: the few expressions on which PostgreSQL and SQLite differ."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from kopukm_core.db import Dialect
from kopukm_graphql.compiling.holes import HOLE_BEGINS, HOLE_ENDS, IMPOSSIBLE

_CONTROL = {HOLE_BEGINS: 1, HOLE_ENDS: 2, IMPOSSIBLE: 3}
_MOST_ARGUMENTS = 80
"""Of one `concat`; PostgreSQL takes a hundred."""

_MOST_OPERANDS = 20
"""Of one chain of `||`: SQLite's expressions nest a thousand deep at most, its parser holds a hundred symbols."""

_SMALLEST_INT, _LARGEST_INT = -(2**31), 2**31 - 1


def quoted(text: str) -> str:
    """A string constant. Only names and texts of declarations are written so, never what a client sends."""
    return "'" + text.replace("'", "''") + "'"


class JsonWriting(ABC):
    """Expressions of one engine. What they are given is never null unless it says so."""

    dialect: Dialect

    @abstractmethod
    def joined(self, pieces: Sequence[str]) -> str:
        """The pieces one after the other, as text; none of them is null."""

    @abstractmethod
    def control(self, character: str) -> str:
        """One of the three control characters."""

    @abstractmethod
    def string(self, sql: str) -> str:
        """A text as a JSON string; null stays null."""

    @abstractmethod
    def number(self, sql: str) -> str:
        """A whole number; null stays null."""

    @abstractmethod
    def boolean(self, sql: str) -> str:
        """A truth value; null stays null."""

    @abstractmethod
    def floating(self, sql: str) -> str:
        """A floating-point number, exactly; the impossible where it is not finite. Null stays null."""

    @abstractmethod
    def day(self, sql: str) -> str:
        """A date as ISO 8601; null stays null."""

    @abstractmethod
    def instant(self, sql: str) -> str:
        """A moment as Python's isoformat() writes it, in UTC; null stays null."""

    @abstractmethod
    def base64(self, sql: str, *, plain: bool) -> str:
        """A text in Base64; `plain`: it is shorter than a line and has no backslash. "" where the engine cannot."""

    @abstractmethod
    def all_joined(self, sql: str, condition: str = "") -> str:
        """The texts of all rows (that meet the condition) with commas between; null for none."""

    def or_empty(self, sql: str) -> str:
        """The text, or none where it is null."""
        return f"coalesce({sql}, '')"

    @abstractmethod
    def bounded(self, sql: str) -> str:
        """A whole number of 32 bits; the impossible beyond. Null stays null."""

    @abstractmethod
    def padded(self, sql: str) -> str:
        """A small whole number as five digits, so that text order is its order."""

    def as_text(self, sql: str) -> str:
        """A written value as the engine's text, where it is of another kind; null stays null."""
        return sql

    def constant(self, text: str) -> str:
        """A constant piece of the answer."""
        return quoted(text)

    def or_null(self, sql: str) -> str:
        """JSON's null in the place of SQL's."""
        return f"coalesce({sql}, 'null')"

    def where_fit(self, fits: str, text: str, sql: str) -> str:
        """The text of the value `sql` where it fits, the impossible where it does not; null stays null."""
        return f"CASE WHEN {fits} THEN {text} WHEN {sql} IS NOT NULL THEN {self.control(IMPOSSIBLE)} END"

    def chosen(self, sql: str, names: Sequence[tuple[str, str]]) -> str:
        """A stored value (as an SQL constant) by the name that the answer has for it; null stays null."""
        cases = " ".join(f"WHEN {stored} THEN {quoted(chr(34) + name + chr(34))}" for stored, name in names)
        unknown = f"CASE WHEN {sql} IS NOT NULL THEN {self.control(IMPOSSIBLE)} END"
        return f"CASE {sql} {cases} ELSE {unknown} END"


class PostgresWriting(JsonWriting):
    """PostgreSQL: concat() in one pass, to_json() for strings."""

    dialect = Dialect.POSTGRES

    def joined(self, pieces: Sequence[str]) -> str:
        if len(pieces) > _MOST_ARGUMENTS:
            return self.joined([self.joined(group) for group in _groups(pieces, _MOST_ARGUMENTS)])
        return f"concat({', '.join(pieces)})"

    def control(self, character: str) -> str:
        return f"chr({_CONTROL[character]})"

    def as_text(self, sql: str) -> str:
        return f"({sql})::text"

    def string(self, sql: str) -> str:
        return f"to_json({sql})"

    def number(self, sql: str) -> str:
        return f"{sql}::text"

    def boolean(self, sql: str) -> str:
        return f"{sql}::text"

    def floating(self, sql: str) -> str:
        finite = f"{sql} NOT IN ('NaN', 'Infinity', '-Infinity')"
        return self.where_fit(finite, f"{sql}::text", sql)

    def day(self, sql: str) -> str:
        # asyncpg keeps the first and the last day of Python's calendar as -infinity and infinity.
        ends = f"WHEN {sql} > 'epoch' THEN '\"9999-12-31\"' WHEN {sql} IS NOT NULL THEN '\"0001-01-01\"'"
        return f"CASE WHEN isfinite({sql}) THEN to_json({sql})::text {ends} END"

    def instant(self, sql: str) -> str:
        # The connection's zone is UTC; to_json() leaves out zeros at the end of a fraction, isoformat() does not.
        exact = f"to_char(({sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
        whole = f"WHEN ({sql})::timestamptz(0) = {sql} THEN to_json({sql})::text"
        endless = f"WHEN NOT isfinite({sql}) THEN {self.control(IMPOSSIBLE)}"
        return f"CASE {endless} {whole} ELSE '\"' || {exact} || '+00:00\"' END"

    def base64(self, sql: str, *, plain: bool) -> str:
        if plain:
            return f"encode({sql}::bytea, 'base64')"
        return f"translate(encode(convert_to({sql}, 'UTF8'), 'base64'), chr(10), '')"

    def all_joined(self, sql: str, condition: str = "") -> str:
        where = f" FILTER (WHERE {condition})" if condition else ""
        return f"string_agg({sql}, ','){where}"

    def bounded(self, sql: str) -> str:
        within = f"{sql} BETWEEN {_SMALLEST_INT} AND {_LARGEST_INT}"
        return self.where_fit(within, f"({sql})::text", sql)

    def padded(self, sql: str) -> str:
        return f"lpad({sql}::text, 5, '0')"


class SqliteWriting(JsonWriting):
    """SQLite: chains of `||`, json_quote() for strings."""

    dialect = Dialect.SQLITE

    def joined(self, pieces: Sequence[str]) -> str:
        if len(pieces) > _MOST_OPERANDS:
            pieces = [self.joined(group) for group in _groups(pieces, _MOST_OPERANDS)]
            return self.joined(pieces)
        return pieces[0] if len(pieces) == 1 else f"({' || '.join(pieces)})"

    def control(self, character: str) -> str:
        return f"char({_CONTROL[character]})"

    def string(self, sql: str) -> str:
        return f"CASE WHEN {sql} IS NOT NULL THEN json_quote({sql}) END"

    def number(self, sql: str) -> str:
        # A column of SQLite holds what it is given: a fraction or a text is not what the contract promises.
        return self.where_fit(f"typeof({sql}) = 'integer'", sql, sql)

    def boolean(self, sql: str) -> str:
        return f"CASE WHEN {sql} THEN 'true' WHEN NOT {sql} THEN 'false' END"

    def floating(self, sql: str) -> str:
        finite = f"abs({sql}) <= 1.7976931348623157e308"
        return self.where_fit(finite, f"kopukm_json_float({sql})", sql)

    def day(self, sql: str) -> str:
        return self.where_fit(_is_day(sql), f"'\"' || {sql} || '\"'", sql)

    def instant(self, sql: str) -> str:
        fraction = f"CASE substr({sql}, 20, 7) WHEN '.000000' THEN '' ELSE substr({sql}, 20, 7) END"
        text = f"'\"' || substr({sql}, 1, 10) || 'T' || substr({sql}, 12, 8) || {fraction} || '+00:00\"'"
        second = f"substr({sql}, 1, 19)"
        is_moment = f"datetime({second}, '+0 days') = {second} AND substr({sql}, 1, 4) >= '0001'"
        stored = f"{sql} GLOB '???????????????????.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00'"
        return self.where_fit(f"{stored} AND {is_moment}", text, sql)

    def base64(self, sql: str, *, plain: bool) -> str:
        return ""

    def all_joined(self, sql: str, condition: str = "") -> str:
        where = f" FILTER (WHERE {condition})" if condition else ""
        return f"group_concat({sql}, ','){where}"

    def bounded(self, sql: str) -> str:
        within = f"typeof({sql}) = 'integer' AND {sql} BETWEEN {_SMALLEST_INT} AND {_LARGEST_INT}"
        return self.where_fit(within, sql, sql)

    def padded(self, sql: str) -> str:
        return f"printf('%05d', {sql})"


def _is_day(sql: str) -> str:
    """Whether SQLite's text is a day of Python's calendar; "+0 days" makes it count 30 February on to March."""
    return f"date({sql}, '+0 days') = {sql} AND substr({sql}, 1, 4) >= '0001'"


def _groups(pieces: Sequence[str], size: int) -> list[Sequence[str]]:
    return [pieces[start : start + size] for start in range(0, len(pieces), size)]


def writing_of(dialect: Dialect) -> JsonWriting:
    """The engine's."""
    return PostgresWriting() if dialect is Dialect.POSTGRES else SqliteWriting()
