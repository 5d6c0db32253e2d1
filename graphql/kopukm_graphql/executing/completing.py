"""Completes values: for each output type a function, made once, that does what GraphQL says of that type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from graphql import (
    GraphQLAbstractType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
)

from kopukm_graphql.executing.internals import (
    Undefined,
    inspect,
    invalid_return_type_error,
    is_awaitable,
)
from kopukm_graphql.executing.lists import Complete, complete_list, is_nothing
from kopukm_graphql.executing.places import Place
from kopukm_graphql.row import Row

if TYPE_CHECKING:
    from kopukm_graphql.executing.running import Run
    from kopukm_graphql.executing.selecting import Field


def completer(output: GraphQLOutputType) -> Complete:
    """The function that completes values of the type; it raises what makes the place null."""
    if isinstance(output, GraphQLNonNull):
        return _never_null(completer(output.of_type))
    if isinstance(output, GraphQLList):
        return complete_list(output.of_type, completer(output.of_type))
    if is_leaf_type(output):
        return _leaf(output)
    if isinstance(output, GraphQLObjectType):
        return _object(output)
    return _abstract(cast(GraphQLAbstractType, output))


def _never_null(inner: Complete) -> Complete:
    def complete(run: Run, field: Field, value: Any, place: Place, info: Any) -> Any:
        completed = inner(run, field, value, place, info)
        if completed is None:
            name = field.nodes[0].name.value
            raise TypeError(f"Cannot return null for non-nullable field {field.type_name}.{name}.")
        return completed

    return complete


def _leaf(leaf: GraphQLLeafType) -> Complete:
    coerce = leaf.coerce_output_value

    def complete(_run: Run, _field: Field, value: Any, _place: Place, _info: Any) -> Any:
        if is_nothing(value):
            return None
        coerced = coerce(value)
        if coerced is None or coerced is Undefined:
            raise TypeError(
                f"Expected `{inspect(leaf)}.coerce_output_value({inspect(value)})` to return non-nullable value,"
                f" returned: {inspect(coerced)}"
            )
        return coerced

    return complete


def _object(object_type: GraphQLObjectType) -> Complete:
    is_type_of = object_type.is_type_of

    def complete(run: Run, field: Field, value: Any, place: Place, info: Any) -> Any:
        if type(value) is not Row and is_nothing(value):
            return None
        if is_type_of is not None:
            is_one = is_type_of(value, info)
            if is_one is not True:
                if is_awaitable(is_one):
                    return run.wait(is_one, place, field, confirmed(value), info)
                if not is_one:
                    raise invalid_return_type_error(object_type, value, field.details)
        steps = field.selections.get(object_type)
        if steps is None:
            steps = field.selection(run.core, object_type)
        return run.fields(steps, value, place, {})

    def confirmed(value: Any) -> Complete:
        def complete(run: Run, field: Field, is_one: Any, place: Place, _info: Any) -> Any:
            if not is_one:
                raise invalid_return_type_error(object_type, value, field.details)
            return run.fields(field.selection(run.core, object_type), value, place, {})

        return complete

    return complete


def _abstract(abstract_type: GraphQLAbstractType) -> Complete:
    known: dict[str, Complete] = {}

    def of_type(value: Any) -> Complete:
        def complete(run: Run, field: Field, name: Any, place: Place, info: Any) -> Any:
            inner = known.get(name) if type(name) is str else None
            if inner is None:
                checked = run.core.ensure_valid_runtime_type(name, abstract_type, field.details, info, value)
                inner = known[checked.name] = _object(checked)
            return inner(run, field, value, place, info)

        return complete

    def complete(run: Run, field: Field, value: Any, place: Place, info: Any) -> Any:
        if is_nothing(value):
            return None
        name = (abstract_type.resolve_type or run.core.type_resolver)(value, info, abstract_type)
        if type(name) is not str and is_awaitable(name):
            return run.wait(name, place, field, of_type(value), info)
        return of_type(value)(run, field, name, place, info)

    return complete
