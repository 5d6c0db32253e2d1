"""Executors that are wrong on purpose, each in one way: the comparison or the oracle must notice every one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from graphql import ExecutionResult

from kopukm_core.identity.actor import Actor
from kopukm_graphql.server.execution import Executor, OperationCall, WrittenResult

Spoil = Callable[[Any], bool]
"""Changes the data in one place; false where there is nothing to change."""


class WrongExecutor:
    """Answers as another executor does, with one wrong in every answer that has room for it."""

    def __init__(self, right: Executor, spoil: Spoil) -> None:
        self._right = right
        self._spoil = spoil
        self.spoiled = 0

    async def __call__(self, call: OperationCall) -> ExecutionResult | WrittenResult:
        result = await self._right(call)
        if isinstance(result, WrittenResult):
            data = json.loads(result.data)
            self.spoiled += self._spoil(data)
            return WrittenResult(json.dumps(data).encode())
        data = deepcopy(result.data)
        self.spoiled += self._spoil(data)
        return ExecutionResult(data, result.errors)


class LeakingExecutor:
    """Answers everybody what another actor would be answered."""

    def __init__(self, right: Executor, actor: Actor) -> None:
        self._right = right
        self._actor = actor

    async def __call__(self, call: OperationCall) -> ExecutionResult | WrittenResult:
        return await self._right(replace(call, context=replace(call.context, actor=self._actor)))


def one_value(data: Any) -> bool:
    """The last value of all is another."""
    for holder, key in reversed(list(_places(data))):
        value = holder[key]
        if isinstance(value, bool):
            holder[key] = not value
        elif isinstance(value, int | float):
            holder[key] = value + 1
        elif isinstance(value, str):
            holder[key] = f"{value}."
        elif value is None:
            holder[key] = ""
        else:
            continue
        return True
    return False


def one_row(data: Any) -> bool:
    """The last entry of the last list is left out."""
    for holder, key in reversed(list(_places(data))):
        if isinstance(holder[key], list) and holder[key]:
            holder[key].pop()
            return True
    return False


def one_order(data: Any) -> bool:
    """Two fields of one object stand in the other order."""
    for holder, key in reversed([(None, None), *_places(data)]):
        found = data if holder is None else holder[key]
        if isinstance(found, dict) and len(found) > 1:
            name = next(iter(found))
            found[name] = found.pop(name)
            return True
    return False


WRONGS: Mapping[str, Spoil] = {"one value": one_value, "one row": one_row, "one order": one_order}


def _places(data: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [data]
    while waiting:
        here = waiting.pop()
        keys: Any = here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()
        for key in keys:
            found.append((here, key))
            waiting.append(here[key])
    return found
