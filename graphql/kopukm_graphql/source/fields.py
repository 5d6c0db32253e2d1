"""What a field of a source-backed type can be. Data only: resolvers, SQL and `explain` follow from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from kopukm_core.places import place_of_caller

AggregateFunction: TypeAlias = Literal["count", "sum", "minimum", "maximum", "average"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDeclaration:
    """A field; `name` is in snake_case, `place` is file and line. `description` is Indonesian."""

    name: str = ""
    description: str = ""
    place: str = ""
    owner: str = ""
    deprecation: str | None = None
    optional: bool = False
    """Left out without complaint where the target type's plugin is off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(FieldDeclaration):
    """A column of the model; its GraphQL type follows from the model's field unless `type` says otherwise."""

    column: str = ""
    type: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToOne(FieldDeclaration):
    """The row of another type whose column `to` equals this row's column `key`."""

    target: str
    key: str
    to: str = "pk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Many(FieldDeclaration):
    """Rows of another type whose column `key` equals this row's column `own` (or lies in its subtree)."""

    target: str
    key: str
    own: str = "pk"
    subtree: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMany(Many):
    """A plain list, limited by the argument `first`; `order` holds columns, "-" before one reverses it."""

    order: tuple[str, ...] = ()
    first: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionTo(Many):
    """A Relay connection with the target's filters, search and orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Many):
    """One figure over the related rows that the actor sees."""

    function: AggregateFunction = "count"
    column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression(FieldDeclaration):
    """An SQL expression on the row. `{name}` stands for the column as this actor may read it; columns listed
    in `unmasked` are read as stored, on purpose."""

    type: Any
    sql: str
    unmasked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(FieldDeclaration):
    """A pure function of columns, called with their values as this actor may read them."""

    function: Callable[..., Any]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(FieldDeclaration):
    """A hand-written Strawberry resolver; its parent is a `Row` that holds at least `columns`.

    Documents that select it run interpreted. It reads rows through `rows_loader`, never past visibility.
    """

    resolver: Callable[..., Any]
    columns: tuple[str, ...] = ()


def column(
    description: str,
    *,
    column: str = "",
    type: Any = None,  # noqa: A002
    deprecation: str | None = None,
) -> Any:
    """A column of the model, by default the one with the field's own name."""
    return Column(
        description=description, column=column, type=type, deprecation=deprecation, place=place_of_caller(2)
    )


def to_one(target: str, *, key: str, to: str = "pk", description: str, optional: bool = False) -> Any:
    """One row of the GraphQL type `target`, found by this model's column `key`."""
    return ToOne(
        target=target, key=key, to=to, description=description, optional=optional, place=place_of_caller(2)
    )


def to_many(
    target: str,
    *,
    key: str,
    own: str = "pk",
    subtree: bool = False,
    where: Mapping[str, Any] | None = None,
    order: tuple[str, ...] = (),
    first: int = 10,
    description: str,
    optional: bool = False,
) -> Any:
    """A limited list of rows of `target` whose column `key` points back at this row."""
    return ToMany(
        target=target,
        key=key,
        own=own,
        subtree=subtree,
        where=where or {},
        order=order,
        first=first,
        description=description,
        optional=optional,
        place=place_of_caller(2),
    )


def connection_to(
    target: str,
    *,
    key: str,
    own: str = "pk",
    subtree: bool = False,
    where: Mapping[str, Any] | None = None,
    description: str,
    optional: bool = False,
) -> Any:
    """A Relay connection to rows of `target`; with `subtree`, of every region inside this one."""
    return ConnectionTo(
        target=target,
        key=key,
        own=own,
        subtree=subtree,
        where=where or {},
        description=description,
        optional=optional,
        place=place_of_caller(2),
    )


def aggregate(
    target: str,
    *,
    key: str,
    function: AggregateFunction = "count",
    column: str | None = None,
    own: str = "pk",
    subtree: bool = False,
    where: Mapping[str, Any] | None = None,
    description: str,
    optional: bool = False,
) -> Any:
    """A count, sum, minimum, maximum or average over the related rows that the actor sees."""
    return Aggregate(
        target=target,
        key=key,
        function=function,
        column=column,
        own=own,
        subtree=subtree,
        where=where or {},
        description=description,
        optional=optional,
        place=place_of_caller(2),
    )


def sql(type: Any, expression: str, *, unmasked: tuple[str, ...] = (), description: str) -> Any:  # noqa: A002
    """An SQL expression that both engines understand: `sql(bool, "{nik} IS NOT NULL", description=…)`."""
    return Expression(
        type=type, sql=expression, unmasked=unmasked, description=description, place=place_of_caller(2)
    )


def computed(*, columns: tuple[str, ...], description: str) -> Callable[[Callable[..., Any]], Any]:
    """Decorates a pure function whose parameters are named like the columns; its annotation is the type."""
    place = place_of_caller(2)

    def declare(function: Callable[..., Any]) -> Any:
        return Computed(function=function, columns=columns, description=description, place=place)

    return declare


def resolved(*, columns: tuple[str, ...] = (), description: str) -> Callable[[Callable[..., Any]], Any]:
    """Decorates a Strawberry resolver written by hand (`root: strawberry.Parent[Row]`, `info`, arguments)."""
    place = place_of_caller(2)

    def declare(function: Callable[..., Any]) -> Any:
        return Resolved(resolver=function, columns=columns, description=description, place=place)

    return declare
