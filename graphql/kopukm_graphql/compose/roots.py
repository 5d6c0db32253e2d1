"""Strawberry fields for the root fields that plugins declare, and the types that counts answer with."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from strawberry import ID
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition
from strawberry.types.field import StrawberryField

from kopukm_core.regions.kinds import RegionLevel
from kopukm_graphql.compose.connections import ConnectionTypes
from kopukm_graphql.compose.objects import attribute
from kopukm_graphql.node import NODE_DEFINITION
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.counting import REGION, counts_resolver, dimensions, row_field_names
from kopukm_graphql.source.fields import Column, ToOne
from kopukm_graphql.source.filters import kind_of_column
from kopukm_graphql.source.made_types import object_type
from kopukm_graphql.source.one import to_one_resolver
from kopukm_graphql.source.places import Resolve
from kopukm_graphql.source.root_resolving import (
    lookup_columns,
    lookup_resolver,
    node_resolver,
    root_connection_resolver,
    root_list_resolver,
)
from kopukm_graphql.source.roots import (
    Counts,
    Handwritten,
    Lookup,
    RootConnection,
    RootField,
    RootList,
    Watch,
)
from kopukm_graphql.source.strawberry_fields import SourceField, argument
from kopukm_graphql.source.types import ValueKind
from kopukm_graphql.source.watching import watch_arguments, watch_resolver

REGION_TYPE = "Region"
"""Core's type of a region: counted rows lead to it where it is composed."""


class RootMaker:
    """Makes the Strawberry field of a declared root field."""

    def __init__(self, catalog: Catalog, connections: ConnectionTypes) -> None:
        self.catalog = catalog
        self.connections = connections
        self.counted: dict[str, type[Any]] = {}
        """Types made for counts, by name."""

    def field(self, root: RootField) -> StrawberryField:
        """The field; TypeError for a namespace, which compose makes itself."""
        match root:
            case Handwritten():
                return root.field
            case RootConnection():
                source = self.catalog[root.of]
                return _field(
                    root,
                    self.connections.type_of(source),
                    root_connection_resolver(self.catalog, root),
                    self.connections.arguments(source),
                )
            case RootList():
                source = self.catalog[root.of]
                first = argument("first", int, "Paling banyak sekian baris, sampai 100.", default=root.first)
                return _field(
                    root,
                    StrawberryList(source.declaration.origin),
                    root_list_resolver(self.catalog, root),
                    [first, *self.connections.narrowing(source)],
                )
            case Lookup():
                source = self.catalog[root.of]
                return _field(
                    root,
                    StrawberryOptional(source.declaration.origin),
                    lookup_resolver(self.catalog, root),
                    self._lookup_arguments(source, root),
                )
            case Watch():
                made = _field(
                    root,
                    StrawberryOptional(self.catalog[root.of].declaration.origin),
                    watch_resolver(self.catalog, root),
                    watch_arguments(root),
                )
                made.is_subscription = True
                return made
            case Counts():
                source = self.catalog[root.of]
                return _field(
                    root,
                    self._counts_type(source, root),
                    counts_resolver(self.catalog, root),
                    self._counts_arguments(source, root),
                )
        raise TypeError(type(root).__name__)

    def node(self) -> StrawberryField:
        """Relay's `node`."""
        return SourceField(
            "node",
            StrawberryOptional(NODE_DEFINITION.origin),
            "Apa pun menurut pengenal globalnya; null bila tidak ada atau tidak boleh Anda lihat.",
            node_resolver(self.catalog),
            arguments=[argument("id", ID, "Pengenal global.")],
        )

    def _lookup_arguments(self, source: Source, root: Lookup) -> list[StrawberryArgument]:
        arguments = []
        for name, column in lookup_columns(source, root).items():
            kind: Any = (
                ID if name == "id" else ValueKind(kind_of_column(source, column).python, False).annotation
            )
            words = "Pengenal global." if name == "id" else _words(source, column)
            if len(root.by) == 1:
                arguments.append(argument(name, kind, words))
            else:
                arguments.append(argument(name, StrawberryOptional(kind), words))
        return arguments

    def _counts_type(self, source: Source, root: Counts) -> type[Any]:
        name = root.name[0].upper() + root.name[1:]
        row = object_type(f"{name}Row", f"Satu kelompok hitungan {source.name}.")
        self.counted[name] = object_type(
            name,
            root.description,
            (
                attribute("definition", "definition", str, "Apa yang dihitung, dengan aturannya."),
                attribute("counted_at", "countedAt", datetime, "Waktu penghitungan."),
                attribute("total", "total", int, "Jumlah semua kelompok."),
                attribute("rows", "rows", StrawberryList(row), "Kelompok yang ada isinya."),
            ),
        )
        self.counted[f"{name}Row"] = row
        fields = row.__strawberry_definition__.fields
        for field_name, key in row_field_names(root).items():
            column = root.region if key == "region_code" and root.region else key
            annotation = ValueKind(kind_of_column(source, column).python, True).annotation
            fields.append(_key_field(field_name, annotation, _words(source, column), key))
        if root.region and REGION_TYPE in self.catalog:
            to_region = ToOne(
                name="region", target=REGION_TYPE, key="region_code", to="code", description="Wilayahnya."
            )
            fields.append(
                SourceField(
                    "region",
                    StrawberryOptional(self.catalog[REGION_TYPE].declaration.origin),
                    "Wilayahnya.",
                    to_one_resolver(self.catalog, None, to_region),
                )
            )
        fields.append(_key_field("count", int, "Banyaknya baris yang terlihat bagi Anda.", "count"))
        return self.counted[name]

    def _counts_arguments(self, source: Source, root: Counts) -> list[StrawberryArgument]:
        name = f"{root.name[0].upper()}{root.name[1:]}Dimension"
        values = list(dimensions(root))
        enum = StrawberryEnumDefinition(
            wrapped_cls=Enum(name, {each: each for each in values}),  # type: ignore[arg-type]
            name=name,
            description=f"Pembagian hitungan {source.name}.",
            values=[
                EnumValue(
                    each,
                    each,
                    description="Wilayah, menurut regionLevel." if each == REGION else _words(source, column),
                )
                for each, column in dimensions(root).items()
            ],
        )
        arguments = [
            argument("by", StrawberryList(enum), "Dibagi menurut; kosong berarti satu angka.", default=[])
        ]
        if root.region:
            level = argument("regionLevel", RegionLevel, "Tingkat wilayah.", default=RegionLevel.DISTRICT)
            arguments.append(level)
        return arguments + self.connections.narrowing(source)


def _field(
    root: RootField, annotation: Any, resolve: Resolve, arguments: list[StrawberryArgument]
) -> SourceField:
    return SourceField(
        root.name, annotation, root.description, resolve, arguments=arguments, declaration=root
    )


def _key_field(name: str, annotation: Any, description: str, key: str) -> SourceField:
    return SourceField(
        name, annotation, description, lambda parent, _info, _arguments: parent[key], row_key=key
    )


def _words(source: Source, column: str) -> str:
    for declared in source.declaration.fields:
        if isinstance(declared, Column) and declared.column == column:
            return declared.description
    return f"Kolom {column}."
