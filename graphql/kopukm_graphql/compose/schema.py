"""The composed schema: Strawberry's, with the fields that plugins add; the types stay untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from kopukm_graphql.scalars import SCALARS
from kopukm_graphql.source.catalog import Catalog


class ComposedSchema(strawberry.Schema):
    """A `strawberry.Schema` that knows its sources and who owns what.

    `owners` maps "Type", "Type.field", and root fields as "Query.field" to (owner, place).
    """

    def __init__(
        self,
        *,
        catalog: Catalog,
        added: Mapping[type[Any], Sequence[StrawberryField]],
        owners: Mapping[str, tuple[str, str]],
        query: type[Any],
        mutation: type[Any] | None,
        subscription: type[Any] | None,
        types: Sequence[type[Any]],
    ) -> None:
        self.catalog = catalog
        self.owners = owners
        self._added = added
        super().__init__(
            query=query,
            mutation=mutation,
            subscription=subscription,
            types=types,
            config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
        )

    def get_fields(self, type_definition: StrawberryObjectDefinition) -> list[StrawberryField]:
        """The type's own fields, and those that this composition adds to it."""
        return [*type_definition.fields, *self._added.get(type_definition.origin, ())]
