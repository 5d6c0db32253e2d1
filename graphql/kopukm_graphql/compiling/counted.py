"""Counts as JSON: groups, their sum, what is counted, and when."""

from __future__ import annotations

from dataclasses import dataclass

from kopukm_core import clock
from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.compiling.leaves import Stored
from kopukm_graphql.compiling.plan import (
    Counted,
    CountedNumber,
    CountedRegion,
    CountedRows,
    CountedValue,
)
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.related import one
from kopukm_graphql.compiling.sheet import JsonText, Sheet
from kopukm_graphql.compiling.values import value_text
from kopukm_graphql.server.encoding import encoded
from kopukm_graphql.source.counting import LARGEST_ANSWER, REGION, column_of, region_at
from kopukm_graphql.source.filters import filter_conditions

_GROUPS = "groups_"


@dataclass(frozen=True, slots=True)
class _Dimension:
    """One dimension: what it is called in the grouped rows, its SQL there, and where it comes from."""

    name: str
    sql: str
    stored: Stored


def counted(sheet: Sheet, plan: Counted) -> str:
    """The JSON object of counts as an SQL expression, never null. Raises what the arguments raise."""
    given = sheet.arguments[plan.arguments.number]
    root = plan.declaration
    statement = sheet.statement(plan.source, ordered=False)
    asked = dict.fromkeys(str(each.value) for each in given["by"])
    dimensions: dict[str, _Dimension] = {}
    for number, dimension in enumerate(asked):
        column = column_of(root, dimension)
        sql = statement.comparable(column)
        if dimension == REGION:
            sql = region_at(sql, given)
        dimensions[dimension] = _Dimension(
            f"g{number}", sql, Stored(field_of(plan.source.model, "pk" if column == "pk" else column))
        )
    conditions = filter_conditions(statement, given.get("where"), given.get("search"))
    selected = [f"{each.sql} AS {each.name}" for each in dimensions.values()]
    groups = ", ".join(str(number + 1) for number in range(len(selected)))
    grouped = f" GROUP BY {groups} ORDER BY {groups} LIMIT {LARGEST_ANSWER + 1}" if groups else ""
    items = ", ".join([*selected, "count(*) AS total"])
    inner = f"SELECT {items} FROM {statement.table} {statement.where(conditions)}{grouped}"
    text = _text(sheet, plan, dimensions)
    few = f"CASE WHEN count(*) <= {LARGEST_ANSWER} THEN {text} END"
    return f"(SELECT {sheet.required(few)} FROM ({inner}) {_GROUPS})"


def _text(sheet: Sheet, plan: Counted, dimensions: dict[str, _Dimension]) -> str:
    text = JsonText(sheet.writing)

    def write(part: str | CountedRows) -> None:
        match part:
            case CountedRows():
                text.constant("[")
                row = _row(sheet, part, dimensions)
                text.expression(sheet.writing.or_empty(sheet.writing.all_joined(row)))
                text.constant("]")
            case "definition":
                text.constant(encoded(plan.declaration.definition).decode())
            case "countedAt":
                text.expression(sheet.hole([], lambda: clock.now().isoformat()))
            case "total":
                text.expression(f"coalesce(sum({_GROUPS}.total), 0)")
            case _:
                raise RunOtherwiseError(f"counts.{part}")

    text.object(plan.parts, write)
    return text.sql()


def _row(sheet: Sheet, rows: CountedRows, dimensions: dict[str, _Dimension]) -> str:
    text = JsonText(sheet.writing)

    def write(part: CountedNumber | CountedRegion | CountedValue) -> None:
        match part:
            case CountedNumber():
                text.expression(f"{_GROUPS}.total")
            case CountedRegion():
                code = f"{_GROUPS}.{_of(dimensions, REGION).name}"
                text.expression(one(sheet, code, part.target, "code", part.fields, required=False))
            case CountedValue():
                dimension = _of(dimensions, part.dimension)
                sql = f"{_GROUPS}.{dimension.name}"
                text.expression(value_text(sheet, sql, dimension.stored, part.output))

    text.object(rows.fields, write)
    return text.sql()


def _of(dimensions: dict[str, _Dimension], name: str) -> _Dimension:
    """A dimension that was asked for; to select another is an error, which the other executor tells."""
    if name not in dimensions:
        raise RunOtherwiseError(f"{name} dipilih, tetapi tidak dihitung menurut itu")
    return dimensions[name]
