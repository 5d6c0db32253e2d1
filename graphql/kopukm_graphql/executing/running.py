"""One run of a prepared operation: executes fields, places errors, waits for what is awaited."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Any

from graphql import ExecutionResult, GraphQLError, located_error

from kopukm_graphql.executing.definitions import ATTRIBUTE, COLUMN, RESOLVER, TYPE_NAME
from kopukm_graphql.executing.internals import (
    INFO_HEAD,
    Executor,
    Undefined,
    is_awaitable,
)
from kopukm_graphql.executing.leaves import same
from kopukm_graphql.executing.lists import Complete
from kopukm_graphql.executing.places import Place, root_place
from kopukm_graphql.executing.selecting import Field, Step
from kopukm_graphql.executing.waiting import HOLE, NEVER_AWAITABLE, Waiting, Waits

_INFO_HEAD_LENGTH = len(INFO_HEAD)


class Run:
    """The state of one run. `core` is graphql-core's executor, which has coerced the variables."""

    __slots__ = (
        "_answer",
        "_has_gone",
        "_info_rest",
        "_info_type",
        "_root",
        "_waits",
        "arguments",
        "core",
        "errors",
    )

    def __init__(self, core: Executor[Any]) -> None:
        self.core = core
        self.errors: list[GraphQLError] = []
        self.arguments: dict[Field, Mapping[str, Any]] = {}
        """Arguments that variables decide, by field."""
        self._waits = Waits(self._resume, self._fail)
        self._answer: dict[str, Any] = {}
        self._root = root_place(self._answer)
        self._has_gone = False
        self._info_type: Any = None
        self._info_rest: tuple[Any, ...] = ()

    async def answer(self, steps: tuple[Step, ...], *, one_by_one: bool) -> ExecutionResult:
        """The whole answer; `one_by_one` begins a root field only when the one before has wholly ended.

        Raises what is not an error of a field: cancellation above all.
        """
        data: dict[str, Any] = {}
        self._answer["data"] = data
        try:
            for part in [(step,) for step in steps] if one_by_one else (steps,):
                try:
                    self.fields(part, self.core.root_value, self._root, data)
                except GraphQLError as error:
                    self._null(error, self._root)
                await self._waits.settle()
                if self._root.gone:
                    break
            # What resolvers handed to graphql-core to be seen to its end ends with the run.
            await self._waits.end(self.core.background_futures)
        except BaseException:
            await self._waits.abandon(self.core.background_futures)
            raise
        return ExecutionResult(self._answer["data"], self.errors or None)

    def fields(
        self, steps: tuple[Step, ...], source: Any, place: Place, result: dict[str, Any]
    ) -> dict[str, Any]:
        """The fields of one object into `result`. Raises the located error of one that may not be null."""
        for name, way, key, writers, field in steps:
            if way == RESOLVER:
                result[name] = self._resolved(field, source, place, result)
                continue
            try:
                if way == COLUMN:
                    value = source[key]
                elif way == ATTRIBUTE:
                    value = getattr(source, key)
                elif way == TYPE_NAME:
                    value = key
                else:
                    value = key(source, None)
                if writers is not None:
                    write = writers.get(type(value))
                    if write is same:
                        result[name] = value
                        continue
                    if write is not None:
                        written = write(value)
                        if written is not None and written is not Undefined:
                            result[name] = written
                            continue
            except Exception as error:
                self.failed(error, field, Place(place, name, field.type_name, result, field.nullable))
                result[name] = None
                continue
            result[name] = self._read(field, value, place, result)
        return result

    def wait(
        self, awaitable: Awaitable[Any], place: Place, field: Field, complete: Complete, info: Any
    ) -> Any:
        """Complete the value later; what stands in its place until then."""
        self._waits.add(Waiting(awaitable, place, field, complete, info))
        return HOLE

    def failed(self, error: Exception, field: Field, place: Place) -> None:
        """Note the error of a place that may be null; raise it located for one that may not."""
        located = located_error(error, field.nodes, place.path.as_list())
        if not place.nullable:
            raise located
        self._null(located, place)

    def _resolved(self, field: Field, source: Any, place: Place, result: dict[str, Any]) -> Any:
        here = Place(place, field.name, field.type_name, result, field.nullable)
        try:
            info = self._info(field, here)
            if field.takes_arguments:
                value = field.resolve(source, info, **field.arguments(self))
            else:
                value = field.resolve(source, info)
            return self._completed(field, value, here, info)
        except Exception as error:
            self.failed(error, field, here)
            return None

    def _read(self, field: Field, value: Any, place: Place, result: dict[str, Any]) -> Any:
        here = Place(place, field.name, field.type_name, result, field.nullable)
        try:
            return self._completed(field, value, here, self._info(field, here))
        except Exception as error:
            self.failed(error, field, here)
            return None

    def _completed(self, field: Field, value: Any, here: Place, info: Any) -> Any:
        if type(value) not in NEVER_AWAITABLE and is_awaitable(value):
            return self.wait(value, here, field, field.complete, info)
        return field.complete(self, field, value, here, info)

    def _info(self, field: Field, here: Place) -> Any:
        path = here.path
        if self._info_type is None:
            info = self.core.build_resolve_info(field.definition, field.nodes, field.parent_type, path)
            self._info_type, self._info_rest = type(info), tuple(info)[_INFO_HEAD_LENGTH:]
            return info
        head = (field.nodes[0].name.value, field.nodes, field.definition.type, field.parent_type, path)
        return tuple.__new__(self._info_type, head + self._info_rest)

    def _resume(self, waiting: Waiting, value: Any) -> None:
        place = waiting.place
        try:
            place.container[place.key] = waiting.complete(self, waiting.field, value, place, waiting.info)
        except Exception as error:
            self._fail(waiting, error)

    def _fail(self, waiting: Waiting, error: Exception) -> None:
        located = located_error(error, waiting.field.nodes, waiting.place.path.as_list())
        place = waiting.place.nearest_nullable()
        place.container[place.key] = None
        self._null(located, place)

    def _null(self, error: GraphQLError, place: Place) -> None:
        if place is self._root:
            self._answer["data"] = None
        if self._has_gone and place.is_gone():
            return
        place.gone = self._has_gone = True
        self._waits.some_have_gone()
        self.errors.append(error)
