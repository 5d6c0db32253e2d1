"""What a plugin puts under its namespace: connections, lookups, lists and counts. Data only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from kopukm_core.places import place_of, place_of_caller


@dataclass(frozen=True, slots=True, kw_only=True)
class RootField:
    """A field of `Query` or of a namespace in it; `name` is as clients write it, in camelCase."""

    name: str
    description: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RootConnection(RootField):
    """A Relay connection to all rows the actor sees."""

    of: str
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RootList(RootField):
    """A plain limited list, for small sets."""

    of: str
    where: Mapping[str, Any] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    first: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(RootField):
    """One row by exactly one of the columns `by`; "id" is the global id. Null where none is seen."""

    of: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts(RootField):
    """Visible rows counted by any of the columns `by` together; `region` is the column of the region code.

    `definition` says, in Indonesian, what is counted: a figure never goes without it.
    """

    of: str
    by: tuple[str, ...]
    region: str | None = None
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handwritten(RootField):
    """A Strawberry field written by hand."""

    field: StrawberryField


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace(RootField):
    """A plugin's own corner of `Query`."""

    fields: tuple[RootField, ...]


def connection(name: str, *, of: str, description: str, where: Mapping[str, Any] | None = None) -> RootField:
    """A connection to the rows of the type `of`, with its filters, search and orders."""
    return RootConnection(
        name=name, of=of, where=where or {}, description=description, place=place_of_caller(2)
    )


def listing(
    name: str,
    *,
    of: str,
    description: str,
    where: Mapping[str, Any] | None = None,
    order: tuple[str, ...] = (),
    first: int = 100,
) -> RootField:
    """A plain list of at most `first` rows."""
    return RootList(
        name=name,
        of=of,
        where=where or {},
        order=order,
        first=first,
        description=description,
        place=place_of_caller(2),
    )


def lookup(name: str, *, of: str, description: str, by: tuple[str, ...] = ("id",)) -> RootField:
    """One row by its global id or by a column that identifies it."""
    return Lookup(name=name, of=of, by=by, description=description, place=place_of_caller(2))


def counts(
    name: str,
    *,
    of: str,
    by: tuple[str, ...],
    region: str | None = None,
    definition: str,
    description: str,
) -> RootField:
    """Counts by category and, with `region`, by region level."""
    return Counts(
        name=name,
        of=of,
        by=by,
        region=region,
        definition=definition,
        description=description,
        place=place_of_caller(2),
    )


def handwritten(name: str, resolver: Callable[..., Any], *, description: str) -> RootField:
    """A root field whose resolver is written by hand; its annotations give type and arguments."""
    made = strawberry.field(resolver=resolver, name=name, description=description)
    return Handwritten(name=name, field=made, description=description, place=place_of(resolver))


def namespace(name: str, *, description: str, fields: Sequence[RootField]) -> RootField:
    """The plugin's own corner of `Query`, named like the plugin."""
    return Namespace(name=name, fields=tuple(fields), description=description, place=place_of_caller(2))
