"""Rows as a person reads them: numbers instead of global ids, labels instead of words of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from graphql import GraphQLEnumType, get_named_type

from kopukm_core.errors import BadInputError
from kopukm_core.values import short_date
from kopukm_graphql.listing.columns import Column
from kopukm_graphql.node import parse_global_id

WIDEST = 44
"""So many characters of a cell of a table."""


def told_table(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], zone: ZoneInfo, *, all_columns: bool = False
) -> list[tuple[str, ...]]:
    """The heading and the rows, each with its number first; columns in which nothing stands are left out."""
    cells = [tuple(_cell(row.get(one.name), one, zone) for one in columns) for row in rows]
    kept = [
        place for place in range(len(columns)) if all_columns or any(row[place] for row in cells) or not rows
    ]
    numbered = any("id" in row for row in rows)
    head = tuple(columns[place].heading for place in kept)
    body = [tuple(_cut(row[place]) for place in kept) for row in cells]
    if not numbered:
        return [head, *body]
    return [("nomor", *head), *((number_of(row["id"]), *told) for row, told in zip(rows, body, strict=True))]


def told_record(row: Mapping[str, Any], columns: Sequence[Column], zone: ZoneInfo) -> list[tuple[str, str]]:
    """Every field of a record that holds something: its name, and its value whole."""
    told = [(one.name, _cell(row.get(one.name), one, zone)) for one in columns]
    return [("nomor", number_of(row["id"])), *((name, text) for name, text in told if text)]


def number_of(identity: str) -> str:
    """The key in a global id: what `kopukm do` asks for."""
    try:
        return parse_global_id(identity)[1]
    except BadInputError:
        return identity


def _cell(value: Any, column: Column, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_cell(one, column, zone) for one in value)
    if column.via:
        named = _cell(value[column.via], Column(column.via, "", _named_field(column)), zone)
        return f"{named} ({number_of(value['id'])})" if "id" in value else named
    kind = get_named_type(column.field.type)
    if isinstance(kind, GraphQLEnumType):
        return str((kind.values[value].description or value).partition(". ")[0].rstrip("."))
    match kind.name:
        case "Boolean":
            return "ya" if value else "tidak"
        case "ID":
            return number_of(value)
        case "Date":
            return short_date(date.fromisoformat(str(value)))
        case "DateTime":
            moment = datetime.fromisoformat(str(value)).astimezone(zone)
            return f"{short_date(moment.date())} {moment:%H.%M}"
    return " ".join(str(value).split())


def _named_field(column: Column) -> Any:
    named: Any = get_named_type(column.field.type)
    return named.fields[column.via]


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
