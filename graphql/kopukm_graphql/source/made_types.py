"""Strawberry types made while composing, instead of being written as classes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField


def object_type(
    name: str, description: str, fields: Iterable[StrawberryField] = (), *, place: str = ""
) -> type[Any]:
    """An object type of these fields; more may be added until the schema is made. `place` is what it was made from."""
    return _made(name, description, fields, place, is_input=False)


def input_type(
    name: str, description: str, fields: Iterable[StrawberryField], *, place: str = ""
) -> type[Any]:
    """An input type of these fields; its values stay mappings. `place` is what it was made from."""
    return _made(name, description, fields, place, is_input=True)


def _made(
    name: str, description: str, fields: Iterable[StrawberryField], place: str, *, is_input: bool
) -> type[Any]:
    cls = type(name, (), {"__doc__": description, "__kopukm_place__": place})
    cls.__strawberry_definition__ = StrawberryObjectDefinition(  # type: ignore[attr-defined]
        name=name,
        is_input=is_input,
        is_interface=False,
        origin=cls,
        description=description,
        interfaces=[],
        extend=False,
        directives=(),
        is_type_of=None,
        resolve_type=None,
        fields=list(fields),
        from_input=(lambda _cls, value, _context: value) if is_input else None,
    )
    return cls
