"""The proof: load, faults, quiet, and then the books."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from proofs.kills import books
from proofs.kills.clients import Clients, Doors, probe, read_and_read
from proofs.kills.events import EventLog
from proofs.kills.faults import Faults, Parts
from proofs.kills.installation import Installation, end_in_order, installation
from proofs.kills.journal import Journal
from proofs.kills.operations import Commands
from proofs.kills.quiet import repeat, settled
from proofs.kills.reading import Reader
from proofs.kills.recovery import recoveries, watch_recovery
from proofs.kills.subscribers import Subscriber, subscribers_book
from proofs.kills.terminal import Terminal
from proofs.kills.uploads import Uploader
from proofs.results import Result

_Answer = TypeVar("_Answer")

CLAIM = (
    "Whatever is killed, whenever: every accepted command is stored once and whole with its audit, every job has its "
    "effect once, imports go on, clients meet documented errors only, and all recovers by itself."
)
_CLIENTS = 6
_ANSWER_SECONDS = 180.0
"""After the last fault: until every client has its answer."""
_REPEAT_SECONDS = 600.0
_EMPTY_SECONDS = 900.0
"""A job may wait for its next attempt for some minutes."""
_FAULT_IN_LOG = re.compile(r"^(?:\w+\.)+\w*(?:Error|Exception|Interrupt|Exit)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """How the proof is to run."""

    database: str
    minutes: float
    seed: int
    pause: float
    seed_fault: str = ""
    keep: bool = False


@dataclass(slots=True)
class Trial:
    """What is under way."""

    asked: Asked
    made: Installation
    events: EventLog
    reader: Reader
    chances: Mapping[str, random.Random]
    faults: Faults
    terminal: Terminal
    clients: Clients
    commands: Commands
    doors: Doors
    journal: Journal
    subscribers: list[Subscriber] = field(default_factory=list)
    statuses: Mapping[str, int | None] = field(default_factory=dict)
    unfinished: list[str] = field(default_factory=list)
    """What did not come to its end in the time it had."""
    seconds_until_quiet: float = 0.0
    seconds_until_empty: float = 0.0


def prove(asked: Asked, events_path: Path) -> Result:
    """Run it once. The folder with logs and database goes at the end, unless it is to be kept."""
    folder = Path(tempfile.mkdtemp(prefix="kopukm-proof-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user where this one is root.
    events = EventLog(events_path)
    try:
        result = asyncio.run(_prove(asked, folder, events))
        result.figures = {**result.figures, "errors in the logs, by kind": _errors_in(folder.glob("*.log"))}
        return result
    finally:
        events.close()
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)


async def _prove(asked: Asked, folder: Path, events: EventLog) -> Result:
    seeds = random.Random(asked.seed)
    names = ("load", "terminal", "faults", "doors", "end", "uploads")
    chances = {name: random.Random(seeds.getrandbits(64)) for name in names}
    async with installation(asked.database, folder, events, seed_fault=asked.seed_fault) as made:
        async with _trial(asked, made, folder, events, chances) as trial:
            lost = await _run(trial)
        return await _result(trial, lost)


@asynccontextmanager
async def _trial(
    asked: Asked, made: Installation, folder: Path, events: EventLog, chances: Mapping[str, random.Random]
) -> AsyncIterator[Trial]:
    journal = Journal()
    doors = Doors(made.servers, chances["doors"], journal, events)
    commands = Commands(chances["load"], made.villages)
    terminal = Terminal(made.environment, folder, chances["terminal"], journal, events)
    parts = Parts(
        list(made.servers.values()),
        made.workers,
        terminal,
        made.postgres,
        made.redis,
        made.database_url,
        made.redis_url,
    )
    faults = Faults(parts, chances["faults"], events, asked.pause)
    clients = Clients(doors, commands, made.token)
    try:
        yield Trial(
            asked,
            made,
            events,
            Reader(made.database_url),
            chances,
            faults,
            terminal,
            clients,
            commands,
            doors,
            journal,
        )
    finally:
        await doors.close()


async def _run(trial: Trial) -> books.Book:
    """Load and faults for so long, then quiet; the book that was kept before anything was asked again."""
    made, events, ending = trial.made, trial.events, asyncio.Event()
    events.add("begun", seed=trial.asked.seed, database=trial.asked.database)
    load = [asyncio.create_task(trial.clients.give_and_give()) for _ in range(_CLIENTS)]
    load.append(asyncio.create_task(trial.terminal.give_and_give(trial.commands)))
    load.append(asyncio.create_task(trial.terminal.import_and_import(made.village_names)))
    uploader = Uploader(trial.doors, made.token, trial.chances["uploads"], trial.clients.is_ending)
    load.append(asyncio.create_task(uploader.import_and_import(made.village_names)))
    reading = asyncio.create_task(read_and_read(trial.doors, made.reader_token, made.reader_place, ending))
    trial.subscribers = [
        Subscriber("officer of the district", trial.doors, made.token),
        Subscriber("reader of one kecamatan", trial.doors, made.reader_token, made.reader_place),
    ]
    listening = [asyncio.create_task(one.listen()) for one in trial.subscribers]
    striking = asyncio.create_task(trial.faults.go_on())
    watching = [asyncio.create_task(probe(url, server, events)) for url, server in made.servers.items()]
    watching.append(
        asyncio.create_task(watch_recovery(trial.faults, trial.faults.parts.servers, trial.reader))
    )
    everything = [*load, reading, striking, *listening, *watching]
    try:
        await _for_so_long(60.0 * trial.asked.minutes, everything)
        striking.cancel()
        await trial.faults.settle()
        events.add("no more faults")
        trial.seconds_until_quiet = -events.now()
        trial.clients.is_ending.set()
        trial.terminal.is_ending.set()
        await _within(trial, "the clients' answers", _ANSWER_SECONDS, asyncio.gather(*load))
        lost = books.abandoned_book(trial.journal, await books.stored(trial.reader))
        await _within(trial, "the lost answers", _ANSWER_SECONDS, _ask_again(trial))
        repeated = repeat(trial.clients, trial.journal, trial.chances["end"])
        await _within(trial, "the repeats", _REPEAT_SECONDS, repeated)
        processes = len(made.programs)
        emptied = settled(trial.reader, events, processes)
        trial.seconds_until_empty = await _within(trial, "the outbox", _EMPTY_SECONDS, emptied) or 0.0
        trial.seconds_until_quiet += events.now()
        ending.set()
        await reading
        for task in listening:
            task.cancel()
        trial.statuses = end_in_order(made)
        events.add("ended in order", **trial.statuses)
        return lost
    finally:
        for task in everything:
            task.cancel()
        await asyncio.gather(*everything, return_exceptions=True)


async def _within(trial: Trial, what: str, seconds: float, awaited: Awaitable[_Answer]) -> _Answer | None:
    """Await it, for so long; what is not done by then the books tell."""
    try:
        async with asyncio.timeout(seconds):
            done = await awaited
    except TimeoutError:
        trial.unfinished.append(f"{what} did not come to an end within {seconds:g} s after the last fault")
        return None
    trial.events.add(f"done: {what}")
    return done


async def _ask_again(trial: Trial) -> None:
    for given in [one for one in trial.journal.given if one.was_abandoned]:
        await trial.clients.give(given, stays=True)


async def _result(trial: Trial, lost: books.Book) -> Result:
    journal, reader, made, faults = trial.journal, trial.reader, trial.made, trial.faults.put_in
    held = await books.stored(reader)
    kept = [
        books.commands_book(journal, held),
        lost,
        books.repeats_book(journal),
        await books.jobs_book(journal, reader),
        await books.schedules_book(reader, trial.events.now() / 60),
        await books.imports_book(journal, held, reader),
        await books.runs_book(journal, held, reader, made.folder / "home" / "files"),
        await books.records_book(reader),
        await books.integrity_book(reader),
        books.answers_book(journal, made.programs),
        subscribers_book(trial.subscribers),
        books.recovery_book(faults, trial.statuses, trial.unfinished),
    ]
    return Result(
        name=f"kills-{trial.asked.database}",
        claim=CLAIM,
        how=_how(trial.asked, made),
        holds=all(one.balances for one in kept),
        figures={
            "seed": str(trial.asked.seed),
            "minutes under load": trial.asked.minutes,
            "faults put in": len(faults),
            "faults by kind": dict(sorted(Counter(one.kind for one in faults).items())),
            "command line processes killed": trial.terminal.kills,
            "started again": sum(one.begun - 1 for one in (*made.programs, *made.stores)),
            "ended by themselves": sum(len(one.own_ends) for one in (*made.programs, *made.stores)),
            "commands given": len(journal.given),
            "requests": sum(one.tries for one in journal.given),
            "seconds until quiet": round(trial.seconds_until_quiet, 1),
            "of these until the outbox was empty": round(trial.seconds_until_empty, 1),
            "seeded fault": trial.asked.seed_fault or "none",
        },
        tables={
            "recovery": [one.as_json() for one in recoveries(faults)],
            "books": [one.as_json() for one in kept],
        },
    )


def _how(asked: Asked, made: Installation) -> str:
    stores = (
        "PostgreSQL and Redis, two servers, two workers" if made.workers else "SQLite embedded, two servers"
    )
    return (
        f"{stores}, and the command line on one database; {_CLIENTS} clients over HTTP, one reader of one kecamatan, "
        f"one who imports uploaded files as jobs, `kopukm do` and `kopukm import`; "
        f"a fault every {asked.pause:g} s on average, from a seeded chance."
    )


async def _for_so_long(seconds: float, tasks: Iterable[asyncio.Task[None]]) -> None:
    """Let the tasks run; end at once with the error of one that ended before its time."""
    done, _ = await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
        raise RuntimeError(f"a part of the load ended before its time: {task}")


def _errors_in(logs: Iterable[Path]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for log in logs:
        found.update(_FAULT_IN_LOG.findall(log.read_text(errors="replace")))
    return dict(found.most_common(20))
