"""Reads that somebody stops waiting for, and what a connection keeps for the next who borrows it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tortoise.exceptions import OperationalError

from db.sample_models import Shop
from kopukm_core.db import AppModels, Apps, Database, Dialect, connection, rows, single_value, transaction
from kopukm_core.db.session_state import leaves_session_state
from kopukm_graphql.server.deadline import OperationTimeoutError, operation_deadline

pytestmark = pytest.mark.anyio

ON_POSTGRES = pytest.mark.parametrize("dialect_under_test", [Dialect.POSTGRES], indirect=True)
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n WHERE x > 0) SELECT count(*) FROM n"


@pytest.fixture
def apps() -> Apps:
    return {"sample": AppModels(models=("db.sample_models",))}


async def value() -> Any:
    return await single_value(ENDLESS, [])


async def found_rows() -> Any:
    return await rows(ENDLESS)


async def query() -> Any:
    return await connection().execute_query(ENDLESS)


@pytest.mark.parametrize("read", [value, found_rows, query])
async def test_an_endless_read_ends_with_its_operation(
    database: Database, read: Callable[[], Awaitable[Any]]
) -> None:
    with pytest.raises(OperationTimeoutError):
        async with operation_deadline(0.02, None):
            await read()
    async with asyncio.timeout(5):
        assert await single_value("SELECT 1", []) == 1
        if database.dialect is Dialect.POSTGRES:
            running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'WITH RECURSIVE%'"
            assert await single_value(running, []) == 0


async def test_an_endless_read_in_a_transaction_takes_the_transaction_with_it(database: Database) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02), transaction():
            await Shop.create(name="a", name_key="a")
            await value()
    async with asyncio.timeout(5), transaction():
        assert await Shop.all().count() == 0
        await Shop.create(name="b", name_key="b")


async def test_readers_behind_a_read_that_is_cut_are_not_cut_with_it(database: Database) -> None:
    cut = asyncio.create_task(value())
    await asyncio.sleep(0.01)
    behind = [asyncio.create_task(single_value("SELECT 7", [])) for _ in range(5)]
    await asyncio.sleep(0)
    cut.cancel()
    assert await asyncio.gather(*behind) == [7] * 5
    assert cut.done() or (await asyncio.wait([cut]))


async def test_a_value_is_read_alike_inside_and_outside_a_transaction(database: Database) -> None:
    await Shop.create(name="a", name_key="a")
    for sql, expected in (
        ("SELECT name FROM sample_shop", "a"),
        ("SELECT name FROM sample_shop WHERE 1 = 0", None),
    ):
        assert await single_value(sql, []) == expected
        async with transaction():
            assert await single_value(sql, []) == expected
    with pytest.raises(OperationalError):
        await single_value("SELECT FROM WHERE", [])


@ON_POSTGRES
async def test_what_a_statement_leaves_in_its_session_is_not_met_by_the_next(database: Database) -> None:
    before = await single_value("SELECT current_setting('work_mem')", [])
    await rows("SELECT set_config('work_mem', '77MB', false)")
    assert await single_value("SELECT current_setting('work_mem')", []) == before
    await rows("SELECT pg_advisory_lock(77)::text")
    assert await single_value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", []) == 0


@pytest.mark.parametrize(
    "sql",
    [
        "SET work_mem = '1MB'",
        "  set role somebody",
        "SELECT 1; LISTEN x",
        "/* x */ SET a = 1",
        "-- x\nSET a = 1",
        "SELECT pg_try_advisory_lock(1)",
        "SELECT set_config ('a', 'b', false)",
        "CREATE TEMP TABLE a (b int)",
        "DO $$ BEGIN END $$",
    ],
)
def test_statements_that_leave_something_are_known(sql: str) -> None:
    assert leaves_session_state(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "UPDATE shop SET name = 'a'",
        "INSERT INTO a VALUES (1) ON CONFLICT DO UPDATE SET b = 1",
        "SELECT pg_advisory_xact_lock(1)",
        "BEGIN;",
    ],
)
def test_other_statements_cost_no_reset(sql: str) -> None:
    assert not leaves_session_state(sql)
