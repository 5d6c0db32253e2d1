"""The composed schema: Strawberry's, with the fields that plugins add; the types stay untouched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import strawberry
from graphql import GraphQLObjectType
from strawberry.schema.config import StrawberryConfig
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.info import Info

from kopukm_graphql.scalars import SCALARS
from kopukm_graphql.source.catalog import Catalog
from kopukm_graphql.source.roots import Watch
from kopukm_graphql.source.strawberry_fields import SourceField, made_of
from kopukm_graphql.source.watching import event_resolver


def _directly(field: SourceField) -> Callable[..., Any]:
    """A resolver marked for other executors: it needs the parent alone, or `parent[row_key]`."""
    resolve, key = field.resolve, field.row_key

    def read(parent: Any, _info: Any) -> Any:
        return resolve(parent, None, {})

    def read_key(parent: Any, _info: Any) -> Any:
        return parent[key]

    made: Any = read if key is None else read_key
    made.is_plain, made.row_key = True, key
    return cast(Callable[..., Any], made)


def _without_arguments(field: SourceField, info_class: type[Info[Any, Any]]) -> Callable[..., Any]:
    """A resolver with nothing to convert: Strawberry's info around graphql-core's, and the call."""
    resolve = field.resolve
    return lambda parent, info: resolve(parent, info_class(_raw_info=info, _field=field), {})


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
        self._read_plain_fields_directly()
        self._read_watched_rows()

    def _read_plain_fields_directly(self) -> None:
        """Fields of the row alone, and those without arguments, need none of Strawberry's wrappers."""
        for graphql_type in self._schema.type_map.values():
            if not isinstance(graphql_type, GraphQLObjectType):
                continue
            for field in graphql_type.fields.values():
                definition = made_of(field)
                if not isinstance(definition, SourceField) or definition.extensions:
                    continue
                if definition.plain:
                    field.resolve = _directly(definition)
                elif not definition.arguments and not definition.is_subscription:
                    field.resolve = _without_arguments(definition, self.config.info_class)

    def _read_watched_rows(self) -> None:
        """A watch listens in `subscribe` and reads the row in `resolve`; Strawberry would send the event itself."""
        subscription = self._schema.subscription_type
        for field in subscription.fields.values() if subscription is not None else ():
            definition = made_of(field)
            declared = getattr(definition, "declaration", None)
            if isinstance(declared, Watch):
                field.resolve = event_resolver(self.catalog, declared)

    def get_fields(self, type_definition: StrawberryObjectDefinition) -> list[StrawberryField]:
        """The type's own fields, and those that this composition adds to it."""
        return [*type_definition.fields, *self._added.get(type_definition.origin, ())]
