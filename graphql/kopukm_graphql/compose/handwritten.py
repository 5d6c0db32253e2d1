"""Types written by hand: all that a type or a field leads to, with the place each was written at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from strawberry.types.base import (
    StrawberryContainer,
    StrawberryObjectDefinition,
    StrawberryType,
    has_object_definition,
)
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.lazy_type import LazyType
from strawberry.types.union import StrawberryUnion
from strawberry.utils.str_converters import to_camel_case

from kopukm_core.places import place_of
from kopukm_graphql.compose.registry import Names
from kopukm_graphql.source.declaration import declaration_of


def claim_types(names: Names, owner: str, root: Any) -> dict[str, type[Any]]:
    """Claim the names of all hand-written types reached from a type or a field; the object types by name."""
    found: dict[str, type[Any]] = {}
    for thing in _reached(root, set()):
        if isinstance(thing, StrawberryEnumDefinition):
            names.claim(thing.name, owner, place_of(thing.wrapped_cls), "Tipe", thing.wrapped_cls)
            continue
        definition: StrawberryObjectDefinition = thing.__strawberry_definition__
        names.claim(definition.name, owner, place_of(thing), "Tipe", thing)
        if definition.name in found:
            continue
        if not definition.is_input:
            found[definition.name] = thing
        for field in definition.fields:
            name = field.graphql_name or to_camel_case(field.python_name)
            function = field.base_resolver.wrapped_func if field.base_resolver else thing
            names.claim(f"{definition.name}.{name}", owner, place_of(function), "Field", field)
    return found


def _reached(thing: Any, seen: set[int]) -> Iterator[Any]:
    if id(thing) in seen:
        return
    seen.add(id(thing))
    match thing:
        case StrawberryField():
            yield from _reached(thing.type, seen)
            for argument in thing.arguments:
                yield from _reached(argument.type, seen)
        case StrawberryContainer():
            yield from _reached(thing.of_type, seen)
        case LazyType():
            yield from _reached(thing.resolve_type(), seen)
        case StrawberryUnion():
            for each in thing.types:
                yield from _reached(each, seen)
        case StrawberryEnumDefinition():
            yield thing
        case StrawberryType():
            return
        case _ if isinstance(getattr(thing, "__strawberry_definition__", None), StrawberryEnumDefinition):
            yield thing.__strawberry_definition__
        case _ if has_object_definition(thing) and declaration_of(thing) is None:
            yield thing
            for field in thing.__strawberry_definition__.fields:
                yield from _reached(field, seen)
