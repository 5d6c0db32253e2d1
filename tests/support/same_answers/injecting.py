"""Sends texts through one place of the queries and says what they did that a text must not do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kopukm_core.db import rows
from kopukm_core.identity.actor import Actor
from kopukm_graphql.server.execution import Executor
from same_answers.answering import differences
from same_answers.places import Place
from same_answers.stage import Stage
from statements import recorded_statements

MARK = "zqx7"
"""Stands in every text that is sent, and in no name of a table or column."""


def marked(text: str) -> str:
    """The text so that it begins and ends as it is, and can be told from what we write ourselves."""
    return f"{text}{MARK}{text}"


async def faults_of(
    stage: Stage,
    truth: Executor,
    executors: Mapping[str, Executor],
    place: Place,
    texts: Sequence[str],
    actor: Actor,
) -> tuple[list[str], int]:
    """What is wrong, and how many SQL statements were looked at."""
    document = place.document([marked(text) for text in texts])
    found: list[str] = []
    expected, seen, looked_at = None, 0, 0
    for name, executor in {"truth": truth, **executors}.items():
        with recorded_statements() as statements:
            got = await stage.answer(executor, document, actor)
        expected = expected or got
        if got.is_internal:
            found.append(f"{place.name}, {name}: a fault of ours: {got.failure or got.errors}")
        found += [f"{place.name}, {name}: {each}" for each in differences(expected, got)]
        found += [f"{place.name}, {name}: in the SQL: {each}" for each in statements if MARK in each.lower()]
        if seen and not statements:
            found.append(f"{place.name}, {name}: its SQL is not seen here")
        seen, looked_at = len(statements), looked_at + len(statements)
    return found, looked_at


async def everything_stored(models: Sequence[Any]) -> dict[str, Any]:
    """Every row of every table."""
    tables = sorted(model._meta.db_table for model in models)
    return {table: await rows(f'SELECT * FROM "{table}" ORDER BY 1') for table in tables}
