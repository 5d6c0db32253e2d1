"""The order of a list as SQL: NULLs last either way, the primary key last of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tortoise import fields

from kopukm_core.db.sql import Parameters
from kopukm_core.visibility.expressions import collated, database_value, is_text


@dataclass(frozen=True, slots=True)
class OrderTerm:
    """One column of an order. `sql` is the column as the actor may read it."""

    column: str
    descending: bool
    sql: str
    field: fields.Field[Any]
    nullable: bool

    @property
    def kind(self) -> Any:
        """The Python type that a cursor holds for it."""
        return str if is_text(self.field) else self.field.field_type


@dataclass(frozen=True, slots=True)
class Ordering:
    """The terms of an order, the primary key included."""

    terms: tuple[OrderTerm, ...]

    @property
    def signature(self) -> str:
        """Names the order: a cursor made under another one is refused."""
        return ",".join(f"{'-' if term.descending else ''}{term.column}" for term in self.terms)

    def order_by(self, parameters: Parameters, *, backward: bool = False) -> str:
        """The text after ORDER BY."""
        return ", ".join(_term_sql(term, parameters, backward) for term in self.terms)

    def beyond(self, values: Sequence[Any], parameters: Parameters, *, before: bool = False) -> str:
        """The condition of the rows that come after (or before) the row with these values."""
        same_way = len({term.descending for term in self.terms}) == 1
        if same_way and not any(term.nullable for term in self.terms):
            left = ", ".join(_compared(term, parameters) for term in self.terms)
            right = ", ".join(_value(value, parameters) for value in values)
            sign = "<" if self.terms[0].descending is not before else ">"
            return f"({left}) {sign} ({right})"
        alternatives = []
        for index, term in enumerate(self.terms):
            steps = [_equal(*pair, parameters) for pair in zip(self.terms[:index], values, strict=False)]
            further = _further(term, values[index], parameters, before)
            if further is not None:
                alternatives.append(" AND ".join([*steps, further]))
        return "(" + " OR ".join(f"({each})" for each in alternatives) + ")"


def _compared(term: OrderTerm, parameters: Parameters) -> str:
    return collated(term.sql, term.field, parameters.dialect)


def _value(value: Any, parameters: Parameters) -> str:
    return parameters.add(database_value(value, parameters.dialect))


def _term_sql(term: OrderTerm, parameters: Parameters, backward: bool) -> str:
    direction = "DESC" if term.descending is not backward else "ASC"
    nulls = (" NULLS FIRST" if backward else " NULLS LAST") if term.nullable else ""
    return f"{_compared(term, parameters)} {direction}{nulls}"


def _equal(term: OrderTerm, value: Any, parameters: Parameters) -> str:
    if value is None:
        return f"{term.sql} IS NULL"
    return f"{_compared(term, parameters)} = {_value(value, parameters)}"


def _further(term: OrderTerm, value: Any, parameters: Parameters, before: bool) -> str | None:
    """The rows strictly beyond the value in this one term; None where there can be none."""
    if value is None:
        return f"{term.sql} IS NOT NULL" if before else None
    sign = "<" if term.descending is not before else ">"
    strict = f"{_compared(term, parameters)} {sign} {_value(value, parameters)}"
    return f"({strict} OR {term.sql} IS NULL)" if term.nullable and not before else strict
