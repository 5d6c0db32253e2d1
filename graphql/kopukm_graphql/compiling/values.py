"""One value as JSON text, with what stands in the place of null."""

from __future__ import annotations

from graphql import GraphQLOutputType, is_non_null_type

from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.compiling.leaves import Stored, carried, complete, json_in_sql
from kopukm_graphql.compiling.sheet import Sheet
from kopukm_graphql.source.catalog import SHOWN, Source, expressions_of
from kopukm_graphql.source.types import kind_of_annotation


def value_text(
    sheet: Sheet, sql: str, stored: Stored, output: GraphQLOutputType, *, certain: bool = False
) -> str:
    """The JSON text of a value; never null. `certain` says that the value never is."""
    required = is_non_null_type(output)
    if sql == "NULL":
        return sheet.required("NULL") if required else "'null'"
    written = json_in_sql(sheet.writing, sql, stored, output)
    if written is None:
        return sheet.hole([carried(sheet.writing, sql, stored)], complete(output))
    if certain:
        return written
    return sheet.required(sheet.writing.as_text(written)) if required else sheet.writing.or_null(written)


def stored_under(source: Source, key: str) -> Stored:
    """Where the value of a row key comes from."""
    expression = expressions_of(source).get(key)
    if expression is not None:
        return Stored(None, kind_of_annotation(expression.type).python)
    return Stored(field_of(source.model, key.removesuffix(SHOWN)))
