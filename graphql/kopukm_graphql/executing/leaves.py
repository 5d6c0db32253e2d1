"""Scalars and enums on their way into the answer: what to do with a value, by its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import NoneType
from typing import Any, TypeAlias
from uuid import UUID

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLString,
)

Write: TypeAlias = Callable[[Any], Any]
Writers: TypeAlias = Mapping[type, Write]
"""By a value's exact type: how it is written. A type that is missing, or a writer that gives None, needs the
careful way: an awaitable, an error, null where none may be."""

ATOMS = (str, int, float, bool, date, datetime, time, Decimal, UUID)
"""Types of values that cannot be changed and never are awaitable."""

_SMALLEST, _LARGEST = -(2**31), 2**31 - 1


def same(value: Any) -> Any:
    """Written as it is; loops compare with this function and do not call it."""
    return value


def writers_of(leaf: GraphQLLeafType, *, nullable: bool) -> Writers:
    """The writers of a leaf type, for the values it usually gets."""
    writers = dict(_writers(leaf))
    if nullable:
        writers[NoneType] = same
    return writers


def _writers(leaf: GraphQLLeafType) -> Writers:
    coerce = leaf.coerce_output_value
    if leaf is GraphQLString or leaf is GraphQLID:
        return {str: same}
    if leaf is GraphQLBoolean:
        return {bool: same}
    if leaf is GraphQLInt:
        return {int: _int32}
    writers: dict[type, Write] = dict.fromkeys(ATOMS, coerce)
    if isinstance(leaf, GraphQLEnumType):
        members = getattr(leaf, "wrapped_cls", None)
        if members is not None:
            writers[members] = _names(members, coerce).get
    elif coerce is str:
        writers[str] = same
    return writers


def _int32(value: int) -> int | None:
    return value if _SMALLEST <= value <= _LARGEST else None


def _names(members: Any, coerce: Write) -> dict[Any, str]:
    """Member → name; one that has none is left out, and the careful way says so."""
    names = {}
    for member in members:
        try:
            names[member] = coerce(member)
        except Exception:
            return {}
    return names
