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


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch(RootField):
    """A subscription to changes of the rows of a type: `key` and `region` name entries of the events' payload."""

    of: str
    topic: str
    key: str
    region: str = "region_code"
    by: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


def watch(
    name: str,
    of: str,
    *,
    topic: str,
    key: str,
    description: str,
    region: str = "region_code",
    by: tuple[str, ...] = ("id",),
    required: tuple[str, ...] = (),
) -> RootField:
    """A subscription that sends a row of the type `of` whenever an event of the topic names it.

    `key` is the entry of the payload that holds the row's primary key, `region` the one with its region code.
    `by` is what a subscriber may narrow it by, at most one at a time: "id" (one row) and "within" (a region
    subtree); `required` names what must be given. The row is read anew for every event, with what the actor
    may see then; a row out of sight sends nothing. An event without the key says that many rows changed.
    """
    return Watch(
        name=name,
        of=of,
        topic=topic,
        key=key,
        region=region,
        by=by,
        required=required,
        description=description,
        place=place_of_caller(2),
    )


def handwritten_subscription(name: str, resolver: Callable[..., Any], *, description: str) -> RootField:
    """A subscription whose resolver, an async generator, is written by hand.

    Its `info.context` is that of the beginning: what it sends must be safe to send for as long as it runs.
    """
    made = strawberry.subscription(resolver=resolver, name=name, description=description)
    return Handwritten(name=name, field=made, description=description, place=place_of(resolver))


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
