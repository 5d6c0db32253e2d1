"""Rows as JSON objects: each planned field by its kind."""

from __future__ import annotations

from functools import partial
from typing import Any

from graphql import GraphQLOutputType
from tortoise import fields

from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.compiling.leaves import carried, complete
from kopukm_graphql.compiling.pages import connection
from kopukm_graphql.compiling.plan import (
    Call,
    Connection,
    Fields,
    Figure,
    GlobalId,
    Many,
    One,
    Value,
)
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.related import figure, one, several
from kopukm_graphql.compiling.sheet import JsonText, Sheet
from kopukm_graphql.compiling.values import stored_under, value_text
from kopukm_graphql.node import global_id
from kopukm_graphql.source.catalog import SHOWN
from kopukm_graphql.source.statement import Statement

_NUMBERS = (fields.BigIntField, fields.IntField, fields.SmallIntField)

_LONGEST_PLAIN_NAME = 36
"""With a colon and a number of 20 characters it is a line of 76 in Base64."""


def write_row(sheet: Sheet, statement: Statement, selected: Fields) -> str:
    """The JSON object of the row under the statement's alias; never null."""
    text = JsonText(sheet.writing)

    def write(plan: Any) -> None:
        match plan:
            case GlobalId():
                _global_id(sheet, text, statement)
            case Value():
                text.expression(_value(sheet, statement, plan.key, plan.output))
            case Call():
                text.expression(_call(sheet, statement, plan))
            case One():
                near = statement.readable(plan.declaration.key)
                text.expression(
                    one(sheet, near, plan.target, plan.declaration.to, plan.fields, plan.required)
                )
            case Many():
                text.expression(several(sheet, statement, plan))
            case Figure():
                text.expression(figure(sheet, statement, plan))
            case Connection():
                text.expression(connection(sheet, plan, statement))
            case _:
                raise RunOtherwiseError(f"{type(plan).__name__} below a row")

    text.object(selected, write)
    return text.sql()


def _value(sheet: Sheet, statement: Statement, key: str, output: GraphQLOutputType) -> str:
    stored = stored_under(statement.source, key)
    clear = stored.field is not None and statement.is_clear(key.removesuffix(SHOWN))
    certain = clear and stored.field is not None and not stored.field.null
    return value_text(sheet, statement.value(key), stored, output, certain=certain)


def _call(sheet: Sheet, statement: Statement, plan: Call) -> str:
    texts: list[tuple[str, Any]] = []
    for column in plan.columns:
        sql, stored = statement.value(column), stored_under(statement.source, column)
        texts.append(("'null'", None) if sql == "NULL" else carried(sheet.writing, sql, stored))
    finish = complete(plan.output)
    function = plan.function
    return sheet.hole(texts, lambda *values: finish(function(*values)))


def _global_id(sheet: Sheet, text: JsonText, statement: Statement) -> None:
    source = statement.source
    key = statement.value(source.key)
    whole = sheet.writing.joined([sheet.writing.constant(f"{source.name}:"), key])
    is_number = isinstance(field_of(source.model, source.key), _NUMBERS)
    coded = sheet.writing.base64(whole, plain=is_number and len(source.name) <= _LONGEST_PLAIN_NAME)
    if coded and statement.is_clear(source.key):
        text.constant('"')
        text.expression(coded)
        text.constant('"')
        return
    brought = carried(sheet.writing, key, stored_under(source, source.key))
    text.expression(sheet.hole([brought], partial(global_id, source.name)))
