"""What core or a plugin adds to the contract."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from strawberry.types.field import StrawberryField

from kopukm_core.places import place_of_caller
from kopukm_graphql.source.fields import Column, FieldDeclaration
from kopukm_graphql.source.roots import RootField


@dataclass(frozen=True, slots=True)
class Extension:
    """Fields of one plugin on a type that core or another plugin owns; null where their plugin has nothing.

    With `optional`, they are left out quietly where the type is absent because its plugin is off.
    """

    type_name: str
    fields: Mapping[str, FieldDeclaration | StrawberryField]
    optional: bool
    place: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """Types (source classes or Strawberry types), root fields, fields on others' types, mutations by name.

    `operations` is the folder of the plugin's trusted documents, `*.graphql`.
    """

    types: Sequence[type[Any]] = ()
    query: Sequence[RootField] = ()
    fields: Sequence[Extension] = ()
    mutations: Mapping[str, StrawberryField] = field(default_factory=dict)
    subscriptions: Sequence[RootField] = ()
    """`watch(…)` and `handwritten_subscription(…)`."""
    operations: Path | None = None
    """The folder of the plugin's trusted documents, `*.graphql`."""


def joined(*given: Contribution) -> Contribution:
    """Several contributions as one; the folder of documents is the first one's that has any."""
    return Contribution(
        types=tuple(each for one in given for each in one.types),
        query=tuple(each for one in given for each in one.query),
        fields=tuple(each for one in given for each in one.fields),
        mutations={name: each for one in given for name, each in one.mutations.items()},
        subscriptions=tuple(each for one in given for each in one.subscriptions),
        operations=next((one.operations for one in given if one.operations is not None), None),
    )


def extend(
    type_name: str, *, optional: bool = False, **fields: FieldDeclaration | StrawberryField
) -> Extension:
    """Add fields to a type by name: `extend("Region", cooperatives=connection_to("Cooperative", …))`."""
    named = {name: _named(name, each) for name, each in fields.items()}
    return Extension(type_name, named, optional, place_of_caller(2))


def _named(name: str, given: FieldDeclaration | StrawberryField) -> FieldDeclaration | StrawberryField:
    if isinstance(given, Column):
        return dataclasses.replace(given, name=name, column=given.column or name)
    if isinstance(given, FieldDeclaration):
        return dataclasses.replace(given, name=name)
    return given
