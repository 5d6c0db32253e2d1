"""Proof of jobs at full size: 100,000 of them, two workers, kills of workers and Redis until all is done."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path

import asyncpg

from proofs.kills.books import Book
from proofs.kills.events import EventLog
from proofs.kills.installation import Installation, installation
from proofs.kills.reading import Reader
from proofs.results import Result

CLAIM = (
    "Of so many jobs each has its effect exactly once, however often workers and Redis are killed meanwhile."
)
_STORE = """INSERT INTO outbox_job
  (task, queue, arguments, created_at, status, attempts, deliveries, again, last_error)
  SELECT 'proof.count_entry', 'proof', json_build_object('label', 'job ' || n)::text, now(), 'waiting', 0, 0, FALSE, ''
  FROM generate_series(1, {count}) n"""
_LONGEST_SECONDS = 3_600.0


def prove_jobs(count: int, pause: float, seed: int) -> Result:
    """Store the jobs at once, and kill until they are done."""
    with tempfile.TemporaryDirectory(prefix="kopukm-proof-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        events = EventLog(folder / "events.jsonl")
        try:
            return asyncio.run(_prove(count, pause, seed, folder, events))
        finally:
            events.close()


async def _prove(count: int, pause: float, seed: int, folder: Path, events: EventLog) -> Result:
    async with installation("postgres", folder, events) as made:
        reader = Reader(made.database_url)
        connection = await asyncpg.connect(made.database_url)
        await connection.execute(_STORE.format(count=count))
        await connection.close()
        begun = time.monotonic()
        striking = asyncio.create_task(_strike(made, random.Random(seed), pause, events))
        try:
            async with asyncio.timeout(_LONGEST_SECONDS):
                await _emptied(reader)
        except TimeoutError:
            events.add("not done in time")
        finally:
            striking.cancel()
            await asyncio.gather(striking, return_exceptions=True)
        seconds = time.monotonic() - begun
        book = await _book(reader, count)
    return Result(
        name="jobs",
        claim=CLAIM,
        how=f"PostgreSQL and Redis, two servers, two workers; a kill every {pause:g} s on average.",
        holds=book.balances,
        figures={
            "jobs": count,
            "seed": str(seed),
            "seconds": round(seconds, 1),
            "jobs a second": round(count / seconds),
            "kills": events.counts["kill"],
        },
        tables={"books": [book.as_json()]},
    )


async def _strike(made: Installation, chance: random.Random, pause: float, events: EventLog) -> None:
    assert made.redis is not None  # noqa: S101 - there is one beside PostgreSQL
    while True:
        await asyncio.sleep(chance.expovariate(1.0 / pause))
        struck = chance.choice(
            [*made.workers, *made.workers, *made.workers, made.redis, *made.servers.values()]
        )
        struck.kill()
        events.add("kill", name=struck.name)


async def _emptied(reader: Reader) -> None:
    while True:
        if not await reader.number("SELECT COUNT(*) AS n FROM outbox_job WHERE status <> 'dead'"):
            return
        await asyncio.sleep(1.0)


async def _book(reader: Reader, count: int) -> Book:
    book = Book("jobs", "each job had its effect exactly once; none is left, none is dead", count)
    effects = "SELECT {what} AS n FROM proof_effect WHERE kind = 'count'"
    stored = await reader.number(effects.format(what="COUNT(*)"))
    different = await reader.number(effects.format(what="COUNT(DISTINCT label)"))
    left = await reader.number("SELECT COUNT(*) AS n FROM outbox_job WHERE task <> 'proof.tick'")
    book.must(stored == count, f"{stored} effects, not {count}")
    book.must(different == count, f"effects of {different} jobs, not of {count}")
    book.must(left == 0, f"{left} jobs are left or dead")
    book.figures = {
        "effects at a later attempt": await reader.number(
            effects.format(what="COUNT(*)") + " AND attempt > 1"
        ),
        "most attempts": await reader.number(effects.format(what="MAX(attempt)")),
    }
    return book
