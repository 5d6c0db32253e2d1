"""The sources of one composed schema, with the fields that other plugins add to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case
from tortoise.models import Model

from kopukm_core.visibility import VisibilityRegistry
from kopukm_graphql.source.declaration import SourceDeclaration
from kopukm_graphql.source.fields import (
    Column,
    Computed,
    Expression,
    FieldDeclaration,
    Many,
    Resolved,
    ToOne,
)

SHOWN = "*"
"""Suffix of a row's key that holds a column as it is shown, where a mask's text takes the place of null."""


@dataclass(slots=True)
class Source:
    """One source-backed type: its declaration, its owner, and all its fields by their GraphQL name."""

    declaration: SourceDeclaration
    owner: str
    fields: dict[str, FieldDeclaration] = field(default_factory=dict)
    strawberry_fields: dict[str, StrawberryField] = field(default_factory=dict)
    """Fields that other plugins add by hand."""

    @property
    def name(self) -> str:
        return self.declaration.name

    @property
    def model(self) -> type[Model]:
        return self.declaration.model

    @property
    def key(self) -> str:
        """The model's primary key, by its Python name."""
        return str(self.model._meta.pk_attr)

    def add(self, given: FieldDeclaration) -> None:
        """Take a field, known to clients by its name in camelCase."""
        self.fields[to_camel_case(given.name)] = given


class Catalog:
    """The sources by GraphQL name, and the visibility that every reading of them applies."""

    def __init__(self, visibility: VisibilityRegistry, sources: Iterable[Source] = ()) -> None:
        self.visibility = visibility
        self.sources: dict[str, Source] = {source.name: source for source in sources}

    def __contains__(self, name: str) -> bool:
        return name in self.sources

    def __getitem__(self, name: str) -> Source:
        return self.sources[name]

    def shown_key(self, source: Source, column: str) -> str:
        """The row's key of a column for showing it: another than for computing where a mask has a text."""
        mask = self.visibility.declaration(source.model).mask(column)
        return f"{column}{SHOWN}" if mask is not None and mask.text is not None else column

    def keys_of(self, source: Source, declaration: FieldDeclaration) -> tuple[str, ...]:
        """The keys that a row must hold for this field to be answered."""
        match declaration:
            case Column():
                return (self.shown_key(source, declaration.column),)
            case ToOne():
                return (column_key(source.model, declaration.key),)
            case Many():
                return (column_key(source.model, declaration.own),)
            case Expression():
                return (expression_key(declaration),)
            case Computed() | Resolved():
                return declaration.columns
        return ()


def column_key(model: type[Model], column: str) -> str:
    """The row's key of a column; "pk" is the primary key by its name."""
    return str(model._meta.pk_attr) if column == "pk" else column


def expression_key(declaration: Expression) -> str:
    """The row's key of an expression; never the name of a column."""
    return f"={declaration.name}"


def expressions_of(source: Source) -> Mapping[str, Expression]:
    """The expressions of a source by their row key."""
    return {expression_key(each): each for each in source.fields.values() if isinstance(each, Expression)}
