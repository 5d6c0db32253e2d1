"""Parts of declarations in words, as the explanations of types and of documents both say them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from tortoise.models import Model

from kopukm_graphql.source.catalog import Source
from kopukm_graphql.source.fields import Aggregate, Many

_FIGURES = {
    "count": "banyaknya",
    "sum": "jumlah",
    "minimum": "terkecil",
    "maximum": "terbesar",
    "average": "rata-rata",
}


def column_words(model: type[Model], column: str) -> str:
    """`table.column` of a column by its Python name; "pk" is the primary key."""
    name = model._meta.pk_attr if column == "pk" else column
    return f"{model._meta.db_table}.{model._meta.fields_db_projection.get(name, name)}"


def linked_words(source: Source, target: Source, declared: Many) -> str:
    """How rows of the target hang on a row of the source."""
    joined = "seluruh bagian wilayah" if declared.subtree else "sama dengan"
    near, far = column_words(source.model, declared.own), column_words(target.model, declared.key)
    return f"{far} {joined} {near}"


def figure_words(declared: Aggregate) -> str:
    """`jumlah rent dari`."""
    column = f" {declared.column} dari" if declared.column else ""
    return f"{_FIGURES.get(declared.function, declared.function)}{column}"


def argument_words(given: Mapping[str, Any]) -> str:
    """`first=20, where={kind: {equals: PUBLIC}}`; what is null is left out."""
    return ", ".join(f"{name}={value_words(value)}" for name, value in given.items() if value is not None)


def value_words(value: Any) -> str:
    """A value as GraphQL writes it, or nearly."""
    match value:
        case Enum(name=name):
            return name
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{" + ", ".join(f"{name}: {value_words(each)}" for name, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(value_words(each) for each in value) + "]"
        case str():
            return '"' + value.replace('"', '\\"') + '"'
    return str(value)
