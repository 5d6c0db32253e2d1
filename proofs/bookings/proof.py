"""The race: all clients ask at once, a server is killed in the middle, the books are made, all ask again."""

from __future__ import annotations

import asyncio
import random
import tempfile
from dataclasses import replace
from pathlib import Path

from kopukm_core.cli.writing import note
from proofs.bookings.books import answers_book, records_book, repeats_book, seats_book
from proofs.bookings.clients import Crowd, Wish
from proofs.bookings.office import fill, variables_of
from proofs.kills.books import Book, integrity_book
from proofs.kills.events import EventLog
from proofs.kills.installation import installation
from proofs.kills.reading import Reader
from proofs.results import Result

CLAIM = (
    "So many clients ask at once for the seats of a week: no seat has two clients, no client two seats, everybody has "
    "one clear answer, though a server is killed in the middle; whoever asks again under the same key is told the same."
)
_REPEATED = 300


def prove_bookings(database: str, clients: int, seats: int, seed: int) -> Result:
    """Race over HTTP on two servers at one database."""
    with tempfile.TemporaryDirectory(prefix="kopukm-proof-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        events = EventLog(folder / "events.jsonl")
        try:
            return asyncio.run(_prove(database, clients, seats, seed, folder, events))
        finally:
            events.close()


async def _prove(
    database: str, clients: int, seats: int, seed: int, folder: Path, events: EventLog
) -> Result:
    chance = random.Random(seed)
    async with installation(database, folder, events) as made:
        note(f"{clients} clients and {seats} seats are entered")
        wanting, slots = await asyncio.to_thread(
            lambda: asyncio.run(fill(variables_of(made.environment), clients, seats))
        )
        wishes = [
            Wish(each, slots[place % seats], f"wish {place}", holds_first=place // seats % 2 == 1)
            for place, each in enumerate(wanting)
        ]
        chance.shuffle(wishes)
        crowd = Crowd(list(made.servers), chance)
        note("all ask at once")
        begun = asyncio.get_running_loop().time()
        race = asyncio.create_task(crowd.want(wishes))
        killed = await _kill_in_the_middle(race, wishes, list(made.servers.values()))
        await race
        seconds = asyncio.get_running_loop().time() - begun
        reader = Reader(made.database_url)
        books = [
            answers_book(wishes, seats, dict(crowd.refused)),
            await seats_book(reader, wishes, seats),
            await records_book(reader, wishes),
            await _asked_again(crowd, wishes, chance),
            await integrity_book(reader),
        ]
        waited = sorted(wish.seconds for wish in wishes)
        return Result(
            name=f"bookings-{database}",
            claim=CLAIM,
            how=(
                f"Two servers on one {database} database, {clients} clients over HTTP at the same moment, each over a "
                f"connection of its own, for {seats} seats of three experts; every other group holds and confirms, the "
                "others book; one server is killed with SIGKILL in the middle and started again."
            ),
            holds=all(book.balances for book in books),
            figures={
                "seed": seed,
                "clients": clients,
                "seats": seats,
                "seconds until all were answered": round(seconds, 1),
                "answers per second": round(crowd.replies / seconds),
                "median seconds of a client": round(waited[len(waited) // 2], 1),
                "longest seconds of a client": round(waited[-1], 1),
                "server killed after so many answers": killed,
                "asked again because": dict(crowd.asked_again),
                "other errors": dict(crowd.refused),
            },
            tables={"books": [book.as_json() for book in books]},
        )


async def _kill_in_the_middle(race: asyncio.Task[None], wishes: list[Wish], servers: list) -> int:  # type: ignore[type-arg]
    """SIGKILL to one server when a tenth of the clients have their answer; how many had."""
    while not race.done():
        answered = sum(wish.answer is not None for wish in wishes)
        if answered >= len(wishes) // 10:
            servers[0].kill()
            return answered
        await asyncio.sleep(0.01)
    return len(wishes)


async def _asked_again(crowd: Crowd, wishes: list[Wish], chance: random.Random) -> Book:
    """Some who got a seat and some who did not ask again, under their keys."""
    chosen = chance.sample(wishes, min(_REPEATED, len(wishes)))
    again = [replace(wish, answer=None, confirmed=None) for wish in chosen]
    await crowd.want(again)
    replayed = sum(bool(wish.answer and wish.answer["replayed"]) for wish in again)
    return repeats_book(
        [(wish.word, wish.booked) for wish in chosen], [(wish.word, wish.booked) for wish in again], replayed
    )
