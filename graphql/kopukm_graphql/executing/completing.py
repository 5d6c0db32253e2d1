"""Completes values: for each output type a function, made once, that does what GraphQL says of that type."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from graphql import (
    GraphQLAbstractType,
    GraphQLError,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
    located_error,
)

from kopukm_graphql.executing.internals import (
    Undefined,
    inspect,
    invalid_return_type_error,
    is_awaitable,
    is_iterable,
)
from kopukm_graphql.executing.leaves import same, writers_of
from kopukm_graphql.executing.places import Place
from kopukm_graphql.executing.waiting import NEVER_AWAITABLE, drop
from kopukm_graphql.row import Row

if TYPE_CHECKING:
    from kopukm_graphql.executing.running import Run
    from kopukm_graphql.executing.selecting import Field

_LISTS = frozenset((list, tuple))

Complete: TypeAlias = "Callable[[Run, Field, Any, Place, Any], Any]"
"""(run, field, value, place, info) → the value as it stands in the answer, or HOLE where it comes later."""


def completer(output: GraphQLOutputType) -> Complete:
    """The function that completes values of the type; it raises what makes the place null."""
    if isinstance(output, GraphQLNonNull):
        return _never_null(completer(output.of_type))
    if isinstance(output, GraphQLList):
        return _list(output.of_type)
    if is_leaf_type(output):
        return _leaf(output)
    if isinstance(output, GraphQLObjectType):
        return _object(output)
    return _abstract(cast(GraphQLAbstractType, output))


def _is_nothing(value: Any) -> bool:
    """Whether it is null. Raises a value that is an exception."""
    if isinstance(value, Exception):
        raise value
    return value is None or value is Undefined


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
        if _is_nothing(value):
            return None
        coerced = coerce(value)
        if coerced is None or coerced is Undefined:
            raise TypeError(
                f"Expected `{inspect(leaf)}.coerce_output_value({inspect(value)})` to return non-nullable value,"
                f" returned: {inspect(coerced)}"
            )
        return coerced

    return complete


def _list(item_type: GraphQLOutputType) -> Complete:
    complete_item = completer(item_type)
    nullable = not isinstance(item_type, GraphQLNonNull)
    inner = item_type.of_type if isinstance(item_type, GraphQLNonNull) else item_type
    as_they_are = frozenset(
        kind
        for kind, write in (writers_of(inner, nullable=nullable) if is_leaf_type(inner) else {}).items()
        if write is same
    )

    def add(run: Run, field: Field, item: Any, place: Place, info: Any, result: list[Any]) -> None:
        here = Place(place, len(result), None, result, nullable)
        try:
            if type(item) not in NEVER_AWAITABLE and is_awaitable(item):
                result.append(run.wait(item, here, field, complete_item, info))
            else:
                result.append(complete_item(run, field, item, here, info))
        except Exception as error:
            run.failed(error, field, here)
            result.append(None)

    def complete(run: Run, field: Field, value: Any, place: Place, info: Any) -> Any:
        if type(value) not in _LISTS:
            if _is_nothing(value):
                return None
            if run.core.is_async_iterable(value):
                stream = from_stream(run, field, aiter(value), place, info)
                return run.wait(stream, place, field, _as_it_is, info)
            if not is_iterable(value):
                name = f"{field.type_name}.{field.nodes[0].name.value}"
                raise GraphQLError(f"Expected Iterable, but did not find one for field '{name}'.")
        result: list[Any] = []
        iterator = iter(value)
        try:
            for item in iterator:
                if type(item) in as_they_are:
                    result.append(item)
                else:
                    add(run, field, item, place, info, result)
        except Exception:
            with suppress(Exception):
                drop(each for each in iterator if is_awaitable(each))
            raise
        return result

    async def from_stream(
        run: Run, field: Field, iterator: AsyncIterator[Any], place: Place, info: Any
    ) -> list[Any]:
        result: list[Any] = []
        try:
            while True:
                try:
                    item = await anext(iterator)
                except StopAsyncIteration:
                    return result
                except Exception as error:
                    raise located_error(error, field.nodes, place.path.as_list()) from error
                add(run, field, item, place, info, result)
        except Exception:
            close = getattr(iterator, "aclose", None)
            if close is not None:
                with suppress(Exception):
                    await close()
            raise

    return complete


def _as_it_is(_run: Run, _field: Field, value: Any, _place: Place, _info: Any) -> Any:
    return value


def _object(object_type: GraphQLObjectType) -> Complete:
    is_type_of = object_type.is_type_of

    def complete(run: Run, field: Field, value: Any, place: Place, info: Any) -> Any:
        if type(value) is not Row and _is_nothing(value):
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
        if _is_nothing(value):
            return None
        name = (abstract_type.resolve_type or run.core.type_resolver)(value, info, abstract_type)
        if type(name) is not str and is_awaitable(name):
            return run.wait(name, place, field, of_type(value), info)
        return of_type(value)(run, field, name, place, info)

    return complete
