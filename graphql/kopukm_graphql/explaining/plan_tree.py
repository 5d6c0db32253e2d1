"""A plan as an indented tree: every field with its kind, the table it reads and its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kopukm_core.db import Dialect
from kopukm_graphql.compiling.dialects import writing_of
from kopukm_graphql.compiling.leaves import json_in_sql
from kopukm_graphql.compiling.plan import (
    AnyNode,
    Call,
    Connection,
    Counted,
    CountedNumber,
    CountedRegion,
    CountedRows,
    CountedValue,
    Cursor,
    Edges,
    Fields,
    Figure,
    Found,
    GlobalId,
    Listing,
    Many,
    Namespace,
    Nodes,
    One,
    PageInfo,
    Total,
    TypeName,
    Value,
)
from kopukm_graphql.compiling.values import stored_under
from kopukm_graphql.explaining.tables_used import asked_types
from kopukm_graphql.explaining.words import argument_words, column_words, figure_words, linked_words
from kopukm_graphql.source.catalog import SHOWN, Source
from kopukm_graphql.source.fields import ConnectionTo

Given = Sequence[Mapping[str, Any]]
"""The arguments of this run by their number; none where they do not fit."""


def plan_tree(fields: Fields, given: Given, dialect: Dialect) -> list[str]:
    """The lines of the tree, for what these arguments ask."""
    return list(_Tree(given, dialect).fields(fields, None, 0))


class _Tree:
    def __init__(self, given: Given, dialect: Dialect) -> None:
        self._given = given
        self._writing = writing_of(dialect)

    def fields(self, fields: Fields, parent: Source | None, depth: int) -> Iterator[str]:
        for key, plan in fields:
            yield from self._node(key, plan, parent, depth)

    def _node(self, key: str, plan: Any, parent: Source | None, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}{key}: {self._words(plan, parent)}"
        match plan:
            case Namespace(fields=inner):
                yield from self.fields(inner, None, depth + 1)
            case One() | Many() | Listing() | Found() | CountedRegion():
                yield from self.fields(plan.fields, plan.target, depth + 1)
            case Connection(parts=parts, target=target):
                for inner_key, part in parts:
                    yield from self._node(inner_key, part, target, depth + 1)
            case Nodes(fields=inner):
                yield from self.fields(inner, parent, depth + 1)
            case AnyNode():
                for name, (source, inner) in asked_types(
                    plan.by_type, self._of(plan.arguments.number)
                ).items():
                    yield f"{'  ' * (depth + 1)}… {name}: tabel {source.model._meta.db_table}"
                    yield from self.fields(inner, source, depth + 2)
            case Edges(fields=inner) | CountedRows(fields=inner):
                for inner_key, each in inner:
                    yield from self._node(inner_key, each, parent, depth + 1)
            case PageInfo(fields=inner):
                for inner_key, info in inner:
                    yield f"{'  ' * (depth + 1)}{inner_key}: {self._words(info, None)}"
            case Counted(parts=answered, source=source):
                for inner_key, one in answered:
                    yield from self._node(inner_key, one, source, depth + 1)

    def _words(self, plan: Any, parent: Source | None) -> str:
        match plan:
            case str():
                return _PARTS[plan]
            case TypeName(name=name):
                return f'nama tipe "{name}"'
            case GlobalId():
                return "id global"
            case Value() if parent is not None:
                return self._value(plan, parent)
            case Call(columns=columns):
                return f"fungsi Python atas {', '.join(each.removesuffix(SHOWN) for each in columns)}"
            case One(declaration=declaration, target=target) if parent is not None:
                linked = f"{column_words(target.model, declaration.to)} = {declaration.key}"
                must = ", wajib ada" if plan.required else ""
                return f"satu {target.name} ({linked}){must}"
            case Many(declaration=declaration, target=target, arguments=arguments) if parent is not None:
                linked = linked_words(parent, target, declaration)
                return f"daftar {target.name} ({linked}){self._arguments(arguments.number)}"
            case Figure(declaration=declaration, target=target) if parent is not None:
                return (
                    f"{figure_words(declaration)} {target.name} ({linked_words(parent, target, declaration)})"
                )
            case Connection(declaration=declaration, target=target, arguments=arguments):
                linked = (
                    linked_words(parent, target, declaration)
                    if isinstance(declaration, ConnectionTo) and parent is not None
                    else f"tabel {target.model._meta.db_table}"
                )
                return f"halaman {target.name} ({linked}){self._arguments(arguments.number)}"
            case Listing(target=target, arguments=arguments):
                table = target.model._meta.db_table
                return f"daftar {target.name} (tabel {table}){self._arguments(arguments.number)}"
            case Found(target=target, arguments=arguments):
                table = target.model._meta.db_table
                return f"satu {target.name} (tabel {table}){self._arguments(arguments.number)}"
            case AnyNode(arguments=arguments):
                return f"satu catatan menurut id global{self._arguments(arguments.number)}"
            case Counted(source=source, arguments=arguments):
                table = source.model._meta.db_table
                return f"hitungan {source.name} (tabel {table}){self._arguments(arguments.number)}"
            case CountedValue(dimension=dimension):
                return f"golongan {dimension}"
            case CountedRegion(target=target):
                return f"wilayah golongan: satu {target.name} (tabel {target.model._meta.db_table})"
        return _PLAIN.get(type(plan), type(plan).__name__)

    def _value(self, plan: Value, parent: Source) -> str:
        stored = stored_under(parent, plan.key)
        written = json_in_sql(self._writing, "x", stored, plan.output)
        by = "" if written is not None else ", ditulis Python"
        if stored.field is None:
            return f"ungkapan SQL{by}"
        return f"kolom {column_words(parent.model, plan.key.removesuffix(SHOWN))}{by}"

    def _arguments(self, number: int) -> str:
        words = argument_words(self._of(number))
        return f"; {words}" if words else ""

    def _of(self, number: int) -> Mapping[str, Any]:
        return self._given[number] if number < len(self._given) else {}


_PLAIN: dict[type[Any], str] = {
    Namespace: "ruang nama",
    Nodes: "baris halaman ini",
    Edges: "baris dengan kursor",
    Cursor: "kursor, ditulis Python",
    Total: "banyaknya, seluruhnya",
    PageInfo: "letak halaman",
    CountedRows: "golongan",
    CountedNumber: "banyaknya dalam golongan",
}

_PARTS = {
    "hasNextPage": "ada baris sesudahnya",
    "hasPreviousPage": "ada baris sebelumnya",
    "startCursor": "kursor baris pertama, ditulis Python",
    "endCursor": "kursor baris terakhir, ditulis Python",
    "definition": "arti angkanya",
    "countedAt": "waktu menghitung, ditulis Python",
    "total": "jumlah semua golongan",
}
