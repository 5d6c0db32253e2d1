"""Completes lists: items that are there, items that are awaited, and streams."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import GraphQLError, GraphQLNonNull, GraphQLOutputType, is_leaf_type, located_error

from kopukm_graphql.executing.internals import Undefined, is_awaitable, is_iterable
from kopukm_graphql.executing.leaves import same, writers_of
from kopukm_graphql.executing.places import Place
from kopukm_graphql.executing.waiting import NEVER_AWAITABLE, drop

if TYPE_CHECKING:
    from kopukm_graphql.executing.running import Run
    from kopukm_graphql.executing.selecting import Field

Complete: TypeAlias = "Callable[[Run, Field, Any, Place, Any], Any]"
"""(run, field, value, place, info) → the value as it stands in the answer, or HOLE where it comes later."""

_LISTS = frozenset((list, tuple))


def is_nothing(value: Any) -> bool:
    """Whether it is null. Raises a value that is an exception."""
    if isinstance(value, Exception):
        raise value
    return value is None or value is Undefined


def complete_list(item_type: GraphQLOutputType, complete_item: Complete) -> Complete:
    """Completes lists of the type: any iterable but text and mappings, or an async iterable."""
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
            if is_nothing(value):
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
