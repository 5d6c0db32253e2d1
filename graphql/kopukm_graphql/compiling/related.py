"""Related rows as JSON: one row, a limited list, a figure over them."""

from __future__ import annotations

from typing import Any

from graphql import get_named_type

from kopukm_core.db import Dialect
from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.compiling.leaves import Stored, carried, complete
from kopukm_graphql.compiling.plan import Fields, Figure, Many
from kopukm_graphql.compiling.sheet import JsonText, Sheet, columns_used
from kopukm_graphql.compiling.values import value_text
from kopukm_graphql.connections.page import checked_limit
from kopukm_graphql.source.catalog import Source, column_key
from kopukm_graphql.source.fields import Many as Related
from kopukm_graphql.source.many import SQL_FUNCTIONS
from kopukm_graphql.source.statement import Statement
from kopukm_graphql.source.types import kind_of_field


def one(sheet: Sheet, near: str, target: Source, to: str, fields: Fields, required: bool) -> str:
    """The object of the row whose column `to` equals `near`; null, or the impossible, where there is none."""
    statement = sheet.statement(target)
    found = f"{statement.comparable(to)} = {near}"
    where = statement.where([found])
    row = sheet.row(statement, fields)
    is_key = column_key(target.model, to) == target.key
    first = "" if is_key else f" ORDER BY {statement.readable('pk')} LIMIT 1"
    text = f"(SELECT {row} FROM {statement.table} {where}{first})"
    return sheet.required(text) if required else sheet.writing.or_null(text)


def several(sheet: Sheet, parent: Statement, plan: Many) -> str:
    """The list of related rows in the declared order."""
    declaration = plan.declaration
    limit = checked_limit(sheet.arguments[plan.arguments.number]["first"])
    statement = sheet.statement(plan.target)
    order = declaration.order or plan.target.declaration.default_order
    conditions = [linked(statement, parent, declaration), *statement.equals(declaration.where)]
    return listed(sheet, statement, conditions, order, limit, plan.fields)


def listed(
    sheet: Sheet,
    statement: Statement,
    conditions: list[str],
    order: tuple[str, ...],
    limit: int,
    fields: Fields,
) -> str:
    """A plain list of the rows that meet the conditions."""
    ordering = statement.ordering(order, explicit=False).order_by(sheet.parameters)
    where = statement.where(conditions)
    row = sheet.row(statement, fields)
    text = JsonText(sheet.writing)
    text.constant("[")
    text.expression(sheet.writing.or_empty(sheet.writing.all_joined(row)))
    text.constant("]")
    inner = (
        f"SELECT {columns_used(statement.alias, row)} FROM {statement.table} {where} "
        f"ORDER BY {ordering} LIMIT {limit}"
    )
    return f"(SELECT {text.sql()} FROM ({inner}) {statement.alias})"


def figure(sheet: Sheet, parent: Statement, plan: Figure) -> str:
    """One figure; null where there is nothing to compute it of, or it is hidden; a count then is 0."""
    declaration = plan.declaration
    statement = sheet.statement(plan.target, ordered=False)
    where = statement.where([linked(statement, parent, declaration), *statement.equals(declaration.where)])
    if declaration.function == "count" or declaration.column is None:
        return f"(SELECT count(*) FROM {statement.table} {where})"
    if statement.is_hidden(declaration.column):
        return "'null'"
    column = statement.readable(declaration.column)
    computed = SQL_FUNCTIONS[declaration.function].format(column=column)
    field = field_of(plan.target.model, declaration.column)
    inner = f"(SELECT {computed} AS value FROM {statement.table} {where}) {statement.alias}"
    value = f"{statement.alias}.value"
    if declaration.function == "average":
        exact = f"{value}::float8" if sheet.dialect is Dialect.POSTGRES else value
        written = sheet.writing.or_null(sheet.writing.floating(f"({exact})"))
    elif declaration.function == "sum":
        written = _sum(sheet, value, field, plan)
    else:
        written = value_text(sheet, value, Stored(field), plan.output)
    return f"(SELECT {written} FROM {inner})"


def linked(statement: Statement, parent: Statement, declaration: Related) -> str:
    """The condition of the rows that hang on the parent's row."""
    own = column_key(parent.source.model, declaration.own)
    if declaration.subtree and own in parent.known:
        return statement.within(declaration.key, parent.known[own])
    near, far = parent.readable(declaration.own), statement.readable(declaration.key)
    if not declaration.subtree:
        return f"{far} = {near}"
    bytewise = f'{far} COLLATE "C"' if statement.parameters.dialect is Dialect.POSTGRES else far
    return f"({bytewise} >= {near} AND {bytewise} < {near} || '/')"


def _sum(sheet: Sheet, value: str, field: Any, plan: Figure) -> str:
    match get_named_type(plan.output).name:
        case "Int":
            return sheet.writing.or_null(sheet.writing.bounded(value))
        case "Long" | "Rupiah":
            return sheet.writing.or_null(sheet.writing.number(value))
        case "Float":
            return sheet.writing.or_null(sheet.writing.floating(value))
    stored = Stored(None, kind_of_field(field).python)
    return sheet.hole([carried(sheet.writing, value, stored)], complete(plan.output))
