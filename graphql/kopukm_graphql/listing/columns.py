"""Which fields of a row a terminal shows: what names it first, then its state, its days, its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)

from kopukm_core.errors import BadInputError

MOST = 7
"""So many columns where nobody names them."""
_NAMING = ("name", "title", "text", "code")
_NOT_IN_A_TABLE = frozenset({"id", "description", "sequence"})
_KINDS = {"Date": 3, "DateTime": 3, "RegionCode": 5, "Int": 4, "Long": 5, "Boolean": 6, "String": 7}


@dataclass(frozen=True, slots=True)
class Column:
    """A field shown: `via` is the field of a related record that names it ("" where it is a value itself)."""

    name: str
    heading: str
    field: GraphQLField
    via: str = ""

    @property
    def selection(self) -> str:
        """As a document asks for it."""
        if not self.via:
            return self.name
        named = get_named_type(self.field.type)
        has_id = isinstance(named, GraphQLObjectType) and "id" in named.fields
        return f"{self.name} {{ {self.via}{' id' if has_id else ''} }}"


def columns_of(row: GraphQLObjectType, named: Sequence[str] = (), of: str = "") -> list[Column]:
    """The columns of these names, or those that tell rows apart. BadInputError for one that there is not.

    `of` is the type of the record that the rows hang on: to name it in each tells nothing.
    """
    possible = {one.name: one for one in possible_columns(row)}
    if named:
        unknown = [name for name in named if name not in possible]
        if unknown:
            raise BadInputError(
                f"Kolom {unknown[0][:60]!r} tidak ada.", remedy=f"Yang ada: {', '.join(possible)}."
            )
        return [possible[name] for name in named]
    ranked = sorted(possible.values(), key=_rank)
    told = [one for one in ranked if not (one.via and of and get_named_type(one.field.type).name == of)]
    return [one for one in told if one.name not in _NOT_IN_A_TABLE][:MOST]


def possible_columns(row: GraphQLObjectType) -> list[Column]:
    """Every value of the row, and every single related record that something names."""
    found = []
    for name, field in row.fields.items():
        if name == "id" or any(is_required_argument(one) for one in field.args.values()):
            continue
        named = get_named_type(field.type)
        heading = _heading(field.description or name)
        if is_leaf_type(named):
            found.append(Column(name, heading, field))
        elif isinstance(named, GraphQLObjectType) and not is_list_type(get_nullable_type(field.type)):
            via = next((one for one in _NAMING if one in named.fields), "")
            if via and not named.fields[via].args:
                found.append(Column(name, heading, field, via))
    return found


def _rank(column: Column) -> int:
    named = get_named_type(column.field.type)
    if named.name == "ID" and column.name.endswith("Id") and column.name not in ("partyId",):
        return -1
    if column.name in _NAMING or column.name.endswith(("Name", "Title")):
        return 0
    if column.via:
        return 1
    if isinstance(named, GraphQLEnumType):
        return 2
    return _KINDS.get(named.name, 8) + (4 if column.name.endswith(("Id", "By", "Code", "changedAt")) else 0)


def _heading(description: str) -> str:
    """The first words of what the contract says of it."""
    text = " ".join(description.split())
    for sign in (".", ";", ":", ",", " ("):
        text = text.partition(sign)[0]
    return text[:28].strip()
