"""The explanation of a type or field, as (heading, text) lines for a person."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
)
from tortoise.models import Model

from kopukm_core.commands import CommandDeclaration
from kopukm_core.errors import NotFoundError
from kopukm_core.visibility import VisibilityRegistry
from kopukm_core.visibility.words import rule_words
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.explaining.words import column_words, linked_words
from kopukm_graphql.limits.limits import DEFAULT_LIMITS
from kopukm_graphql.source.catalog import Source
from kopukm_graphql.source.fields import (
    Aggregate,
    Column,
    Computed,
    ConnectionTo,
    Expression,
    FieldDeclaration,
    Many,
    Resolved,
    ToMany,
    ToOne,
)
from kopukm_graphql.source.roots import RootField
from kopukm_graphql.source.strawberry_fields import SourceField

Line = tuple[str, str]


def explain(schema: ComposedSchema, name: str) -> list[Line]:
    """Explain `Type` or `Type.field`. Raises NotFoundError with names that are near."""
    type_name, _, field_name = name.partition(".")
    found = schema._schema.type_map.get(type_name)
    if found is None or (field_name and field_name not in _fields(found)):
        known = [*schema._schema.type_map, *_field_names(schema)]
        near = ", ".join(get_close_matches(name, known, 5, 0.5)) or "lihat `kopukm schema`"
        raise NotFoundError(f"{name} tidak ada dalam kontrak.", remedy=f"Mungkin: {near}.")
    owner, place = schema.owners.get(name) or schema.owners.get(type_name) or ("graphql", "kopukm_graphql")
    lines = [("nama", name), ("plugin", f"{owner} ({place})")]
    source = schema.catalog.sources.get(type_name)
    if not field_name:
        return lines + ([] if source is None else _type_lines(source, schema.catalog.visibility))
    graphql_field = _fields(found)[field_name]
    lines += [("tipe", str(graphql_field.type)), ("arti", graphql_field.description or "")]
    declared = source.fields.get(field_name) if source else None
    if source is not None and declared is not None:
        lines += _field_lines(schema, source, declared)
    else:
        lines += _root_lines(schema, type_name, field_name)
    return [*lines, ("biaya", _cost(graphql_field.type))]


def _fields(named: GraphQLNamedType) -> Mapping[str, GraphQLField]:
    return named.fields if isinstance(named, GraphQLObjectType | GraphQLInterfaceType) else {}


def _field_names(schema: ComposedSchema) -> list[str]:
    return [
        f"{name}.{field}"
        for name, each in schema._schema.type_map.items()
        if isinstance(each, GraphQLObjectType) and not name.startswith("__")
        for field in each.fields
    ]


def _type_lines(source: Source, visibility: VisibilityRegistry) -> list[Line]:
    declaration = visibility.declaration(source.model)
    lines = [
        ("tabel", source.model._meta.db_table),
        ("dilihat oleh", f"{rule_words(declaration.rows)} ({declaration.place})"),
    ]
    for column in declaration.masks:
        mask = declaration.mask(column)
        if mask is not None:
            lines.append((f"tersamar: {column}", f"utuh bagi {rule_words(mask.rule)}"))
    return lines


def _field_lines(schema: ComposedSchema, source: Source, declared: FieldDeclaration) -> list[Line]:
    visibility = schema.catalog.visibility
    match declared:
        case Column(column=column):
            mask = visibility.declaration(source.model).mask(column)
            lines = [("sumber", column_words(source.model, column))]
            return lines + ([("utuh bagi", rule_words(mask.rule))] if mask else [])
        case Expression(sql=sql):
            return [("sumber", f"ungkapan SQL {sql} atas {source.model._meta.db_table}")]
        case Computed(columns=columns):
            return [
                ("sumber", "dihitung dari " + ", ".join(column_words(source.model, each) for each in columns))
            ]
        case Resolved(columns=columns):
            return [("sumber", f"ditulis tangan; membaca {', '.join(columns) or 'tanpa kolom'}")]
        case ToOne(target=target, key=key, to=to):
            model = schema.catalog[target].model
            lines = [
                (
                    "sumber",
                    f"{column_words(source.model, key)} → {column_words(model, to)}, satu pernyataan SQL",
                )
            ]
            return lines + _seen(visibility, model)
        case ToMany() | ConnectionTo() | Aggregate():
            return _many_lines(schema, source, declared)
    return []


def _many_lines(schema: ComposedSchema, source: Source, declared: Many) -> list[Line]:
    model = schema.catalog[declared.target].model
    text = linked_words(source, schema.catalog[declared.target], declared)
    return [("sumber", f"{text}, banyaknya pernyataan SQL tetap"), *_seen(schema.catalog.visibility, model)]


def _root_lines(schema: ComposedSchema, type_name: str, field_name: str) -> list[Line]:
    strawberry_type = schema.get_type_by_name(type_name)
    fields = schema.get_fields(strawberry_type) if strawberry_type is not None else []  # type: ignore[arg-type]
    made = next(
        (each for each in fields if isinstance(each, SourceField) and each.graphql_name == field_name), None
    )
    declared = made.declaration if made is not None else None
    if isinstance(declared, CommandDeclaration):
        return [
            ("perintah", f"{declared.name} ({declared.place})"),
            ("izin", declared.permission or "tidak perlu"),
        ]
    target = str(getattr(declared, "of", ""))
    if isinstance(declared, RootField) and target in schema.catalog:
        model = schema.catalog[target].model
        return [("sumber", model._meta.db_table), *_seen(schema.catalog.visibility, model)]
    return []


def _seen(visibility: VisibilityRegistry, model: type[Model]) -> list[Line]:
    declaration = visibility.declaration(model)
    return [("dilihat oleh", f"{rule_words(declaration.rows)} ({declaration.place})")]


def _cost(output: GraphQLOutputType) -> str:
    inner = output.of_type if isinstance(output, GraphQLNonNull) else output
    name = getattr(inner, "name", "")
    if isinstance(inner, GraphQLList):
        return f"dihitung {DEFAULT_LIMITS.assumed_list} baris, atau sebanyak `first`, kali isinya"
    if name.endswith("Connection"):
        return f"dihitung sebanyak `first` (paling banyak {DEFAULT_LIMITS.maximum_page}) kali isinya"
    return "1"
