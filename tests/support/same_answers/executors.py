"""What is compared: every way to run an operation, by name. The first is the truth for the others."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping

from kopukm_graphql.compiling import CompilingExecutor
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.executing import CompiledExecutor
from kopukm_graphql.server.execution import Executor, InterpretingExecutor

Make = Callable[[ComposedSchema], Executor]

TRUTH: Make = InterpretingExecutor
EXECUTORS: Mapping[str, Make] = {
    "one statement": lambda schema: CompilingExecutor(schema, CompiledExecutor(schema)),
    "compiled resolving": CompiledExecutor,
}
"""Those under test, the first as the server runs it; one more is one more line."""


def named_executor(place: str) -> Make:
    """An executor that stands in code as `module:Name`, called with the schema, and with the truth if it takes two."""
    module, _, name = place.partition(":")
    made = getattr(importlib.import_module(module), name)

    def make(schema: ComposedSchema) -> Executor:
        try:
            executor: Executor = made(schema, TRUTH(schema))
        except TypeError:
            executor = made(schema)
        return executor

    return make
