"""Subscribers over SSE: they are cut off by kills, come back to any server, and read afresh what they show."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx2
import orjson

from proofs.kills.books.book import Book
from proofs.kills.clients import Doors, NoAnswerError
from proofs.kills.journal import Given

_DOCUMENT = "subscription { cooperativeChanged { id regionCode phone officers { id } yearlyReports { id } } }"
_REFETCH = "query($id: ID!) { node(id: $id) { ... on Cooperative { address } } }"
_SILENCE_SECONDS = 60.0
_PAUSE_SECONDS = 0.5
_RECENT = 20
"""Corrections among which one is looked for whose cooperative was corrected once."""


@dataclass(slots=True)
class Subscriber:
    """One that listens with a token; `place` is the only region whose contacts it may see, "" for all."""

    name: str
    doors: Doors
    token: str
    place: str = ""
    received: int = 0
    told_to_read_afresh: int = 0
    connections: int = 0
    refetched: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    async def listen(self) -> None:
        """Until cancelled: connect, read afresh, take what comes; when cut off, again."""
        async with httpx2.AsyncClient(timeout=httpx2.Timeout(10.0, read=_SILENCE_SECONDS)) as client:
            while True:
                url = self.doors.chance.choice(list(self.doors.servers))
                try:
                    await self._take(client, url)
                    self.ends["ended by the server"] += 1
                except httpx2.HTTPError as error:
                    self.ends[type(error).__name__] += 1
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _take(self, client: httpx2.AsyncClient, url: str) -> None:
        headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {self.token}"}
        async with client.stream(
            "POST", f"{url}/graphql", json={"query": _DOCUMENT}, headers=headers
        ) as answered:
            if answered.status_code != 200:
                self.ends[f"status {answered.status_code}"] += 1
                return
            self.connections += 1
            await self._read_afresh()
            async for line in answered.aiter_lines():
                if line.startswith("data:") and line[5:].strip():
                    self._judge(orjson.loads(line[5:]))

    def _judge(self, body: Any) -> None:
        for error in body.get("errors", ()):
            self.doors.journal.codes[error.get("extensions", {}).get("code", "(none)")] += 1
        if not body.get("data"):
            return
        row = body["data"]["cooperativeChanged"]
        if row is None:
            self.told_to_read_afresh += 1
            return
        self.received += 1
        code = row["regionCode"] or ""
        if f"{code}.".startswith(f"{self.place}.") or not self.place:
            return
        if row["phone"] is not None or row["officers"] or row["yearlyReports"]:
            self.faults.append(f"{self.name} was sent what it may not see: {row}")

    async def _read_afresh(self) -> None:
        """What is read after connecting is the last state: known where one correction was ever given."""
        given = self._corrected_once()
        if given is None:
            return
        with contextlib.suppress(NoAnswerError):
            data = await self.doors.ask(_REFETCH, {"id": given.subject}, self.token, may_cut=False)
            wanted = given.variables["input"]["address"]
            shown = data["node"] and data["node"]["address"]
            if shown != wanted and self._times(given.subject) == 1:
                self.faults.append(f"{self.name} read {shown!r} afresh, and {wanted!r} was accepted before")
            self.refetched += 1

    def _corrected_once(self) -> Given | None:
        recent = reversed(self.doors.journal.accepted("correct")[-_RECENT:])
        return next((one for one in recent if self._times(one.subject) == 1), None)

    def _times(self, subject: str) -> int:
        given = self.doors.journal.given
        return sum(1 for one in given if one.operation == "correct" and one.subject == subject)


def subscribers_book(subscribers: list[Subscriber]) -> Book:
    """Nobody was sent what it may not see; after coming back the last state is read."""
    book = Book(
        "subscriptions", "no subscriber was sent what it may not see; back again, it reads the last state"
    )
    for one in subscribers:
        book.examined += one.received + one.refetched
        book.faults += one.faults
        book.must(one.connections > 0, f"{one.name} never got a connection")
        book.must(one.received > 0, f"{one.name} never received anything")
        book.figures[f"{one.name}: connections"] = one.connections
        book.figures[f"{one.name}: rows received"] = one.received
        book.figures[f"{one.name}: told to read afresh"] = one.told_to_read_afresh
        book.figures[f"{one.name}: read afresh"] = one.refetched
        for end, times in sorted(one.ends.items()):
            book.figures[f"{one.name}: {end}"] = times
    return book
