"""A GraphQL type backed by a model: the decorator that plugin authors write, and the data it keeps."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from strawberry.types.base import StrawberryObjectDefinition
from tortoise.models import Model

from kopukm_core.errors import ConfigurationError
from kopukm_core.places import place_of_caller
from kopukm_graphql.node import NODE_DEFINITION
from kopukm_graphql.row import is_row_of
from kopukm_graphql.source.fields import Column, FieldDeclaration

T = TypeVar("T", bound=type[Any])


@dataclass(frozen=True, slots=True)
class Order:
    """An order clients may ask for, `NAME_ASC` and `NAME_DESC`; `by` is the column that is compared."""

    name: str
    by: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class SourceDeclaration:
    """Everything said once about a model-backed type."""

    name: str
    model: type[Model]
    description: str
    fields: tuple[FieldDeclaration, ...]
    filters: tuple[str, ...]
    orders: tuple[Order, ...]
    search: tuple[str, ...]
    default_order: tuple[str, ...]
    origin: type[Any]
    place: str


def source(
    model: type[Model],
    *,
    name: str = "",
    description: str,
    filters: tuple[str, ...] = (),
    orders: tuple[str | Order, ...] = (),
    search: tuple[str, ...] = (),
    default_order: tuple[str, ...] = (),
) -> Callable[[T], T]:
    """Make the class a GraphQL type whose fields are read from the model's table.

    `filters` names columns, and relations of this type, that connections may filter by; `orders` columns;
    `search` columns of normalised text that the argument `search` looks in; `default_order` columns ("-"
    before one reverses it), else the first of `orders`. Every type gets a global `id` and is a `Node`.
    """
    place = place_of_caller(2)

    def declare(cls: T) -> T:
        type_name = name or model.__name__
        declaration = SourceDeclaration(
            name=type_name,
            model=model,
            description=description,
            fields=tuple(_named(vars(cls))),
            filters=filters,
            orders=tuple(_order(each) for each in orders),
            search=search,
            default_order=default_order or tuple(_order(each).by for each in orders[:1]),
            origin=cls,
            place=place,
        )
        cls.__source__ = declaration
        cls.__strawberry_definition__ = StrawberryObjectDefinition(
            name=type_name,
            is_input=False,
            is_interface=False,
            origin=cls,
            description=description,
            interfaces=[NODE_DEFINITION],
            extend=False,
            directives=(),
            is_type_of=is_row_of(type_name),
            resolve_type=None,
            fields=[],
        )
        return cls

    return declare


def declaration_of(cls: type[Any]) -> SourceDeclaration | None:
    """The source declaration of a class, or None for a type written by hand."""
    found = vars(cls).get("__source__")
    return found if isinstance(found, SourceDeclaration) else None


def _named(members: Mapping[str, Any]) -> list[FieldDeclaration]:
    fields: list[FieldDeclaration] = []
    for name, member in members.items():
        if isinstance(member, Column):
            fields.append(dataclasses.replace(member, name=name, column=member.column or name))
        elif isinstance(member, FieldDeclaration):
            fields.append(dataclasses.replace(member, name=name))
        elif not name.startswith("__"):
            raise ConfigurationError(
                f"{members.get('__qualname__', '?')}.{name} bukan field yang dikenal.",
                remedy="Pakai column(), to_one(), to_many(), connection_to(), aggregate(), sql(), "
                "@computed atau @resolved.",
            )
    return fields


def _order(given: str | Order) -> Order:
    return given if isinstance(given, Order) else Order(name=given, by=given)
