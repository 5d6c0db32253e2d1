"""What this package takes from the inside of graphql-core and Strawberry, all in one place.

graphql-core gives no public way to run an operation in parts, so these names and shapes are assumed:

- `Executor.build` coerces the variables and gives an executor, or the request's errors.
- `collect_fields`, `collect_subfields` apply fragments, `@skip` and `@include`; of the variables they read
  those alone that stand in these two directives.
- `Executor.build_resolve_info` gives a named tuple that begins with `INFO_HEAD` and whose other fields are the
  same for every field of the operation.
- `Executor.ensure_valid_runtime_type` checks what an abstract type was resolved to, and words its errors.
- Strawberry's resolvers that look at the parent and nothing else are called `_get_basic_result`.

`tests/executing/test_internals.py` holds them, and names the one that no longer stands.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeGuard, cast

from graphql import GraphQLField
from graphql.execution.collect_fields import (
    FieldDetailsList,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.executor import Executor, invalid_return_type_error
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path, Undefined, inspect, is_iterable
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from kopukm_graphql.source.strawberry_fields import made_of

__all__ = [
    "INFO_HEAD",
    "Executor",
    "FieldDetailsList",
    "GroupedFieldSet",
    "Path",
    "StrawberryGraphQLCoreExecutionContext",
    "Undefined",
    "attribute_of",
    "collect_fields",
    "collect_subfields",
    "get_argument_values",
    "inspect",
    "invalid_return_type_error",
    "is_awaitable",
    "is_iterable",
    "reads_parent_alone",
]

INFO_HEAD = ("field_name", "field_nodes", "return_type", "parent_type", "path")

_BASIC = "_get_basic_result"

is_awaitable: Callable[[Any], TypeGuard[Awaitable[Any]]] = cast(Any, optimized_is_awaitable)


def reads_parent_alone(definition: GraphQLField) -> bool:
    """Whether Strawberry's resolver of the field looks at nothing but the parent: no info, no arguments."""
    return getattr(definition.resolve, "__name__", "") == _BASIC and not definition.args


def attribute_of(definition: GraphQLField) -> str | None:
    """The attribute of the parent that such a field reads by `getattr`; None where it reads otherwise."""
    field = made_of(definition)
    if (
        type(field) is StrawberryField
        and field.base_resolver is None
        and field.default_resolver is getattr
        and field.python_name
    ):
        return str(field.python_name)
    return None
