"""The fields of the query type and of namespaces as JSON."""

from __future__ import annotations

from typing import Any

from kopukm_core.db import Later
from kopukm_core.db.later import SizedLater
from kopukm_core.visibility.expressions import database_value
from kopukm_graphql.compiling.counted import counted
from kopukm_graphql.compiling.pages import connection
from kopukm_graphql.compiling.plan import (
    AnyNode,
    Connection,
    Counted,
    Fields,
    Found,
    Listing,
    Namespace,
)
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.related import listed
from kopukm_graphql.compiling.sheet import JsonText, Sheet
from kopukm_graphql.connections.page import checked_limit
from kopukm_graphql.node import parse_global_id
from kopukm_graphql.source.catalog import Source, column_key
from kopukm_graphql.source.filters import filter_conditions
from kopukm_graphql.source.root_resolving import key_value, lookup_columns


def query_text(sheet: Sheet, fields: Fields) -> str:
    """The JSON object of these root fields as an SQL expression. Raises what the arguments raise."""
    text = JsonText(sheet.writing)
    _write(sheet, text, fields)
    return text.sql()


def _write(sheet: Sheet, text: JsonText, fields: Fields) -> None:
    def write(plan: Any) -> None:
        match plan:
            case Namespace(fields=inner):
                _write(sheet, text, inner)
            case Connection():
                text.expression(connection(sheet, plan))
            case Listing():
                text.expression(_listing(sheet, plan))
            case Found():
                text.expression(_found(sheet, plan))
            case AnyNode():
                text.expression(_any_node(sheet, plan))
            case Counted():
                text.expression(counted(sheet, plan))
            case _:
                raise RunOtherwiseError(f"{type(plan).__name__} at the root")

    text.object(fields, write)


def _listing(sheet: Sheet, plan: Listing) -> str:
    given = sheet.arguments[plan.arguments.number]
    limit = checked_limit(given["first"])
    statement = sheet.statement(plan.target)
    conditions = [
        *statement.equals(plan.declaration.where),
        *filter_conditions(statement, given.get("where"), given.get("search")),
    ]
    order = plan.declaration.order or plan.target.declaration.default_order
    return listed(sheet, statement, conditions, order, limit, plan.fields)


def _found(sheet: Sheet, plan: Found) -> str:
    given = sheet.arguments[plan.arguments.number]
    sought = [(name, value) for name, value in given.items() if value is not None]
    if len(sought) != 1:
        raise RunOtherwiseError("perlu tepat satu argumen")
    ((name, value),) = sought
    if name == "id":
        return _by_id(sheet, plan.target, value, plan.fields)
    return _row_with(
        sheet, plan.target, lookup_columns(plan.target, plan.declaration)[name], value, plan.fields
    )


def _any_node(sheet: Sheet, plan: AnyNode) -> str:
    value = sheet.arguments[plan.arguments.number]["id"]
    if value.type_name not in plan.by_type:
        raise RunOtherwiseError("id ini bukan milik tipe yang bersumber tabel")
    target, fields = plan.by_type[value.type_name]
    return _by_id(sheet, target, value, fields)


def _by_id(sheet: Sheet, target: Source, value: Any, fields: Fields) -> str:
    def key(text: str) -> Any:
        type_name, written = parse_global_id(text)
        if type_name != target.name:
            raise RunOtherwiseError("id ini milik tipe lain")
        return key_value(target, written)

    return _row_with(sheet, target, "pk", value.map(key), fields)


def _row_with(sheet: Sheet, target: Source, column: str, value: Later, fields: Fields) -> str:
    """The object of the row that holds the value, or null; the first by key where several do."""
    statement = sheet.statement(target)
    parameter = sheet.parameters.add(database_value(value, sheet.dialect))
    where = statement.where([f"{statement.comparable(column)} = {parameter}"])
    name = column_key(target.model, column)
    if isinstance(value, SizedLater):
        statement.known[name] = value
    is_key = name == target.key
    first = "" if is_key else f" ORDER BY {statement.readable('pk')} LIMIT 1"
    row = sheet.row(statement, fields)
    return sheet.writing.or_null(f"(SELECT {row} FROM {statement.table} {where}{first})")
