"""Strawberry's side of declared fields: the type, the arguments, and the resolver behind them."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from typing import Any

import strawberry
from graphql import GraphQLField
from strawberry.annotation import StrawberryAnnotation
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.connections import DEFAULT_PAGE
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.fields import (
    Aggregate,
    Column,
    Computed,
    ConnectionTo,
    Expression,
    FieldDeclaration,
    Resolved,
    ToMany,
    ToOne,
)
from kopukm_graphql.source.known_type import FieldOfKnownType
from kopukm_graphql.source.many import aggregate_resolver, connection_resolver, to_many_resolver
from kopukm_graphql.source.nullability import is_always_there
from kopukm_graphql.source.one import to_one_resolver
from kopukm_graphql.source.places import Resolve
from kopukm_graphql.source.types import ValueKind, enum_definition, kind_of_annotation, kind_of_field


class SourceField(FieldOfKnownType):
    """A Strawberry field answered by a function of (parent, info, arguments); `declaration` is its origin.

    A `plain` field needs the parent alone; with a `row_key` it is `parent[row_key]`.
    """

    def __init__(
        self,
        name: str,
        annotation: Any,
        description: str,
        resolve: Resolve,
        *,
        arguments: Sequence[StrawberryArgument] = (),
        declaration: Any = None,
        plain: bool = False,
        row_key: str | None = None,
        deprecation: str | None = None,
    ) -> None:
        super().__init__(
            python_name=name,
            graphql_name=name,
            type_annotation=StrawberryAnnotation(annotation),
            description=description,
            deprecation_reason=deprecation,
        )
        self.arguments = list(arguments)
        self.declaration = declaration
        self.resolve = resolve
        self.plain = plain or row_key is not None
        self.row_key = row_key

    @property
    def is_basic_field(self) -> bool:
        """Whether it needs the parent alone: Strawberry then builds no info object."""
        return self.plain

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        """Strawberry's call for the value."""
        return self.resolve(source, info, kwargs)


def made_of(field: GraphQLField) -> Any:
    """The Strawberry field that a field of the finished schema was made of; None for one of graphql-core's own."""
    return field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)


class FieldMaker:
    """Makes the Strawberry fields of declared ones. `connection_types` and arguments come from compose."""

    def __init__(self, catalog: Catalog, connections: ConnectionParts) -> None:
        self.catalog = catalog
        self.connections = connections

    def field(self, source: Source | None, declared: FieldDeclaration) -> StrawberryField:
        """The Strawberry field of a declared one on `source`, or on a hand-written type for None."""
        if isinstance(declared, Resolved):
            made: StrawberryField = strawberry.field(
                resolver=declared.resolver,
                name=to_camel_case(declared.name),
                description=declared.description,
            )
            return made
        annotation, arguments = self._shape(source, declared)
        return SourceField(
            to_camel_case(declared.name),
            annotation,
            declared.description,
            self._resolve(source, declared),
            arguments=arguments,
            declaration=declared,
            plain=isinstance(declared, Computed),
            row_key=self._row_key(source, declared),
            deprecation=declared.deprecation,
        )

    def kind(self, source: Source, declared: Column) -> ValueKind:
        """A column's kind; one with a mask that leaves nothing is nullable."""
        field = field_of(source.model, declared.column)
        kind = kind_of_annotation(declared.type) if declared.type is not None else kind_of_field(field)
        mask = self.catalog.visibility.declaration(source.model).mask(declared.column)
        hidden = mask is not None and mask.text is None
        return ValueKind(kind.python, field.null or kind.nullable or hidden)

    def _shape(
        self, source: Source | None, declared: FieldDeclaration
    ) -> tuple[Any, list[StrawberryArgument]]:
        match declared:
            case Column():
                assert source is not None  # noqa: S101 - compose lets columns stand on sources only
                kind = self.kind(source, declared)
                if getattr(kind.python, "__members__", None):
                    enum_definition(kind.python, f"{declared.description.rstrip('.')}.")
                return kind.annotation, []
            case Expression():
                return kind_of_annotation(declared.type).annotation, []
            case Computed():
                hints = typing.get_type_hints(declared.function)
                return kind_of_annotation(hints["return"]).annotation, []
            case ToOne():
                target = self.catalog[declared.target]
                origin = target.declaration.origin
                certain = source is not None and is_always_there(self.catalog, source, declared, target)
                return origin if certain else StrawberryOptional(origin), []
            case ToMany():
                target = self.catalog[declared.target]
                first = argument(
                    "first", int, "Paling banyak sekian baris, sampai 100.", default=declared.first
                )
                return StrawberryList(target.declaration.origin), [first]
            case ConnectionTo():
                target = self.catalog[declared.target]
                return StrawberryOptional(self.connections.type_of(target)), self.connections.arguments(
                    target
                )
            case Aggregate():
                return self._aggregate(declared), []
        raise TypeError(type(declared).__name__)

    def _aggregate(self, declared: Aggregate) -> Any:
        if declared.function == "count":
            return int
        if declared.function == "average":
            return StrawberryOptional(float)
        target = self.catalog[declared.target]
        field = field_of(target.model, declared.column or "pk")
        return ValueKind(kind_of_field(field).python, True).annotation

    def _row_key(self, source: Source | None, declared: FieldDeclaration) -> str | None:
        if source is None or not isinstance(declared, Column | Expression):
            return None
        (key,) = self.catalog.keys_of(source, declared)
        return key

    def _resolve(self, source: Source | None, declared: FieldDeclaration) -> Resolve:
        match declared:
            case Column() | Expression():
                assert source is not None  # noqa: S101 - compose lets these stand on sources only
                (key,) = self.catalog.keys_of(source, declared)
                return lambda parent, _info, _arguments: parent[key]
            case Computed(function=function, columns=columns):
                return lambda parent, _info, _arguments: function(*[parent[each] for each in columns])
            case ToOne():
                return to_one_resolver(self.catalog, source, declared)
            case ToMany():
                return to_many_resolver(self.catalog, source, declared)
            case ConnectionTo():
                return connection_resolver(self.catalog, source, declared)
            case Aggregate():
                return aggregate_resolver(self.catalog, source, declared)
        raise TypeError(type(declared).__name__)


class ConnectionParts(typing.Protocol):
    """The connection types of a schema and the arguments of their fields."""

    def type_of(self, source: Source) -> Any:
        """`XConnection`."""

    def arguments(self, source: Source) -> list[StrawberryArgument]:
        """first, after, last, before, where, search, order: as far as the source declares them."""


def argument(name: str, annotation: Any, description: str, **default: Any) -> StrawberryArgument:
    """An argument, handed to resolvers by its GraphQL name."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        **default,
    )


PAGE_ARGUMENTS = (
    ("first", int, f"Sekian baris pertama, sampai 100 (bawaan {DEFAULT_PAGE})."),
    ("after", str, "Sesudah kursor ini (endCursor halaman sebelumnya)."),
    ("last", int, "Sekian baris terakhir, sampai 100."),
    ("before", str, "Sebelum kursor ini (startCursor halaman sesudahnya)."),
)
