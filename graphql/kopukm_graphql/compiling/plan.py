"""What a selection means: a tree of plain data, made once for a document, from which SQL is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import GraphQLOutputType

from kopukm_graphql.compiling.arguments import FieldArguments
from kopukm_graphql.source.catalog import Source
from kopukm_graphql.source.fields import Aggregate, ConnectionTo, ToMany, ToOne
from kopukm_graphql.source.roots import Counts, Lookup, RootConnection, RootList


@dataclass(frozen=True, slots=True)
class TypeName:
    """`__typename` of an object whose type is known."""

    name: str


@dataclass(frozen=True, slots=True)
class GlobalId:
    """The global id of the row."""


@dataclass(frozen=True, slots=True)
class Value:
    """A column or SQL expression, by its row key."""

    key: str
    output: GraphQLOutputType


@dataclass(frozen=True, slots=True)
class Call:
    """A pure function of columns, called by Python with what the statement brings."""

    function: Callable[..., Any]
    columns: tuple[str, ...]
    output: GraphQLOutputType


@dataclass(frozen=True, slots=True)
class One:
    """A related row, or null."""

    declaration: ToOne
    target: Source
    fields: Fields
    required: bool


@dataclass(frozen=True, slots=True)
class Many:
    """A limited list of related rows."""

    declaration: ToMany
    target: Source
    fields: Fields
    arguments: FieldArguments


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, sum, minimum, maximum or average of related rows."""

    declaration: Aggregate
    target: Source
    output: GraphQLOutputType


@dataclass(frozen=True, slots=True)
class Nodes:
    """`nodes` of a connection."""

    fields: Fields


@dataclass(frozen=True, slots=True)
class Cursor:
    """`cursor` of an edge."""


@dataclass(frozen=True, slots=True)
class Edges:
    """`edges` of a connection: each field is its node, its cursor, or its type's name."""

    fields: tuple[tuple[str, Nodes | Cursor | TypeName], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """`totalCount` of a connection."""


@dataclass(frozen=True, slots=True)
class PageInfo:
    """`pageInfo` of a connection: GraphQL names of its fields by response key, or its type's name."""

    fields: tuple[tuple[str, str | TypeName], ...]


ConnectionPart: TypeAlias = Nodes | Edges | Total | PageInfo | TypeName


@dataclass(frozen=True, slots=True)
class Connection:
    """A page of rows: of all the actor sees, or of those that hang on a parent."""

    declaration: RootConnection | ConnectionTo
    target: Source
    parts: tuple[tuple[str, ConnectionPart], ...]
    arguments: FieldArguments


@dataclass(frozen=True, slots=True)
class Listing:
    """A root list."""

    declaration: RootList
    target: Source
    fields: Fields
    arguments: FieldArguments


@dataclass(frozen=True, slots=True)
class Found:
    """One row by a column that identifies it."""

    declaration: Lookup
    target: Source
    fields: Fields
    arguments: FieldArguments


@dataclass(frozen=True, slots=True)
class AnyNode:
    """One row by its global id: what is selected of each type it may be."""

    by_type: dict[str, tuple[Source, Fields]]
    arguments: FieldArguments


@dataclass(frozen=True, slots=True)
class CountedValue:
    """A field of a counted group, by the dimension it is counted by."""

    dimension: str
    output: GraphQLOutputType


@dataclass(frozen=True, slots=True)
class CountedRegion:
    """The region of a counted group."""

    target: Source
    fields: Fields


@dataclass(frozen=True, slots=True)
class CountedNumber:
    """The count of a group."""


@dataclass(frozen=True, slots=True)
class CountedRows:
    """`rows` of counts."""

    fields: tuple[tuple[str, CountedValue | CountedRegion | CountedNumber | TypeName], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by categories; the parts that are texts are `definition`, `countedAt` and `total`."""

    declaration: Counts
    source: Source
    parts: tuple[tuple[str, str | CountedRows | TypeName], ...]
    arguments: FieldArguments


@dataclass(frozen=True, slots=True)
class Namespace:
    """A plugin's corner of the query."""

    fields: Fields


FieldPlan: TypeAlias = (
    TypeName
    | GlobalId
    | Value
    | Call
    | One
    | Many
    | Figure
    | Connection
    | Listing
    | Found
    | AnyNode
    | Counted
    | Namespace
)
Fields: TypeAlias = tuple[tuple[str, "FieldPlan"], ...]
"""Response key and plan, in the order of the answer."""
