"""Transactions behave the same on both engines."""

from __future__ import annotations

import asyncio

import pytest
from tortoise.exceptions import IntegrityError

from db.sample_models import Shop
from kopukm_core.db import (
    AppModels,
    Apps,
    Database,
    Parameters,
    TransactionOverError,
    after_commit,
    dialect,
    execute,
    in_open_transaction,
    rows,
    transaction,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return {"sample": AppModels(models=("db.sample_models",))}


async def names() -> list[str]:
    return [row["name"] for row in await rows("SELECT name FROM sample_shop ORDER BY name")]


async def add(name: str) -> None:
    await Shop.create(name=name, name_key=name)


async def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await add("a")
            raise ZeroDivisionError
    assert await names() == []


async def test_a_failed_inner_transaction_undoes_only_itself(database: Database) -> None:
    async with transaction():
        await add("outer")
        with pytest.raises(ZeroDivisionError):
            async with transaction():
                await add("inner")
                raise ZeroDivisionError
        async with transaction():
            await add("second")
    assert await names() == ["outer", "second"]


async def test_a_unique_violation_in_a_savepoint_leaves_the_outer_one_usable(database: Database) -> None:
    async with transaction():
        await add("a")
        shop = await Shop.get(name="a")
        with pytest.raises(IntegrityError):
            async with transaction():
                await Shop.create(id=shop.id, name="b", name_key="b")
        await add("c")
    assert await names() == ["a", "c"]


async def test_after_commit_waits_for_the_outermost_commit(database: Database) -> None:
    seen: list[tuple[str, bool, list[str]]] = []

    async def look(label: str) -> None:
        seen.append((label, in_open_transaction(), await names()))

    async with transaction():
        await add("a")
        async with transaction():
            await add("b")
            await after_commit(lambda: look("inner"))
        await after_commit(lambda: look("outer"))
        assert seen == []
    assert seen == [("inner", False, ["a", "b"]), ("outer", False, ["a", "b"])]


async def test_after_commit_of_a_rolled_back_block_never_runs(database: Database) -> None:
    ran: list[str] = []

    async def note(label: str) -> None:
        ran.append(label)

    async with transaction():
        with pytest.raises(ZeroDivisionError):
            async with transaction():
                await after_commit(lambda: note("undone"))
                raise ZeroDivisionError
        await after_commit(lambda: note("kept"))
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await after_commit(lambda: note("failed"))
            raise ZeroDivisionError
    assert ran == ["kept"]


async def test_after_commit_without_a_transaction_runs_at_once(database: Database) -> None:
    ran: list[str] = []

    async def note() -> None:
        ran.append("now")

    await after_commit(note)
    assert ran == ["now"]


async def test_a_task_begun_after_commit_may_use_the_database(database: Database) -> None:
    tasks: list[asyncio.Task[list[str]]] = []

    async def begin() -> None:
        tasks.append(asyncio.create_task(names()))

    async with transaction():
        await add("a")
        await after_commit(begin)
    assert await tasks[0] == ["a"]


async def test_a_task_that_outlives_its_transaction_is_told_what_to_do(database: Database) -> None:
    ended = asyncio.Event()

    async def late(use: str) -> None:
        await ended.wait()
        if use == "rows":
            await names()
        else:
            async with transaction():
                await add("late")

    async with transaction():
        tasks = [asyncio.create_task(late(use)) for use in ("rows", "transaction")]
    ended.set()
    for task in tasks:
        with pytest.raises(TransactionOverError, match="after_commit"):
            await task
    assert await names() == []


async def test_a_cancelled_transaction_frees_the_connection(database: Database) -> None:
    begun = asyncio.Event()

    async def stall() -> None:
        async with transaction():
            await add("stalled")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(stall())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await add("next")
    assert await names() == ["next"]


async def test_execute_counts_rows_and_returning_gives_them(database: Database) -> None:
    for name in ("a", "b", "c"):
        await add(name)
    parameters = Parameters(dialect())
    five, before = parameters.add(5), parameters.add("c")
    statement = f"UPDATE sample_shop SET turnover = turnover + {five} WHERE name < {before}"
    assert await execute(statement, parameters) == 2
    returned = await rows(f"{statement} RETURNING name, turnover", parameters)
    assert sorted((row["name"], row["turnover"]) for row in returned) == [("a", 10), ("b", 10)]
