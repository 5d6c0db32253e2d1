"""Which lists a contract has: connections and lists below Query, and those that hang on a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from kopukm_core.errors import NotFoundError

PAGED = {"nodes", "totalCount", "pageInfo"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A field that gives rows: the way to it from Query (or from the record it hangs on), and what a row is."""

    path: tuple[str, ...]
    field: GraphQLField
    row: GraphQLObjectType
    is_paged: bool
    inside: str = ""
    """The field that holds the rows, where they stand inside an answer with figures of its own."""

    @property
    def name(self) -> str:
        """`activities`, `siopik.prospects`."""
        return ".".join(self.path)

    @property
    def title(self) -> str:
        """What it lists, in one sentence."""
        return first_sentence(self.field.description or "")


def listings(schema: GraphQLSchema) -> list[Listing]:
    """Every list below Query, namespaces included, in the order of the contract."""
    query = schema.query_type
    return [] if query is None else list(_below(query, ()))


def listing_named(schema: GraphQLSchema, name: str, of: GraphQLObjectType | None = None) -> Listing:
    """The list by its name, however it is capitalised, with or without its namespace; or by the type of its rows.

    With `of`, one that hangs on a record of that type. NotFoundError that says what there is.
    """
    known = listings(schema) if of is None else list(_hanging(of))
    wanted = _plain(name)
    ways: tuple[Callable[[Listing], bool], ...] = (
        lambda one: _plain(one.name) == wanted,
        lambda one: _plain(one.path[-1]) == wanted,
        lambda one: one.is_paged and _plain(one.row.name) == wanted,
    )
    for fits in ways:
        for one in known:
            if fits(one):
                return one
    there = ", ".join(one.name for one in known) or "tidak ada"
    raise NotFoundError(f"Daftar {name[:60]!r} tidak ada.", remedy=f"Yang ada: {there}.")


def record_named(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    """The type of records by its name, however it is capitalised. NotFoundError."""
    types = record_types(schema)
    for one in types:
        if _plain(one.name) == _plain(name):
            return one
    there = ", ".join(sorted(one.name for one in types))
    raise NotFoundError(f"Jenis catatan {name[:60]!r} tidak ada.", remedy=f"Yang ada: {there}.")


def record_types(schema: GraphQLSchema) -> Sequence[GraphQLObjectType]:
    """The types of records: all that have a number."""
    node = schema.get_type("Node")
    return schema.get_implementations(node).objects if isinstance(node, GraphQLInterfaceType) else ()


def _below(parent: GraphQLObjectType, path: tuple[str, ...]) -> Iterator[Listing]:
    for name, field in parent.fields.items():
        found = _listing((*path, name), field)
        if found is not None:
            yield found
            continue
        named = get_named_type(field.type)
        if not isinstance(named, GraphQLObjectType) or is_list_type(get_nullable_type(field.type)):
            continue
        if not path and not field.args:
            yield from _below(named, (name,))
        elif "id" not in named.fields:
            yield from _inside((*path, name), field, named)


def _inside(path: tuple[str, ...], field: GraphQLField, answer: GraphQLObjectType) -> Iterator[Listing]:
    """The one list of rows that an answer with figures of its own holds."""
    held = [
        one
        for name, inner in answer.fields.items()
        if not inner.args and (one := _listing((name,), inner)) is not None
    ]
    if len(held) == 1 and not held[0].is_paged:
        yield Listing(path, field, held[0].row, is_paged=False, inside=held[0].path[0])


def _hanging(record: GraphQLObjectType) -> Iterator[Listing]:
    for name, field in record.fields.items():
        found = _listing((name,), field)
        if found is not None:
            yield found


def _listing(path: tuple[str, ...], field: GraphQLField) -> Listing | None:
    named = get_named_type(field.type)
    if is_leaf_type(named) or not isinstance(named, GraphQLObjectType):
        return None
    if named.fields.keys() >= PAGED:
        row = get_named_type(named.fields["nodes"].type)
        return Listing(path, field, row, is_paged=True) if isinstance(row, GraphQLObjectType) else None
    if is_list_type(get_nullable_type(field.type)):
        return Listing(path, field, named, is_paged=False)
    return None


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").casefold()


def first_sentence(text: str) -> str:
    """What a description says first, without its full stop."""
    return " ".join(text.split()).partition(". ")[0].rstrip(".")
