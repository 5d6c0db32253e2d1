"""Clients over HTTP: they give a command under a key and ask again, at any server, until they have an answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

import httpx2

from proofs.kills.events import EventLog
from proofs.kills.journal import Given, Journal
from proofs.kills.operations import DOCUMENTS, Commands
from proofs.kills.supervised import Supervised

_PATIENCE_SECONDS = 12.0
"""Longer than a server works on one operation."""
_PAUSE_SECONDS = (0.1, 0.7)
_ASK_AGAIN_SECONDS = (0.1, 0.6)
_IMPATIENT = 0.03
"""Share of requests whose client cuts the connection at a random moment."""
_GOES_AWAY = 0.4
"""Share of lost answers, to requests that may have arrived, after which the client never asks again."""
_WAIT_CODES = frozenset({"RETRY_LATER", "TIMEOUT", "TOO_MANY_REQUESTS"})


class NoAnswerError(Exception):
    """No answer came, or one that says to wait. `may_have_arrived`: what was asked may be done all the same."""

    def __init__(self, *, may_have_arrived: bool) -> None:
        super().__init__()
        self.may_have_arrived = may_have_arrived


class Doors:
    """The servers, asked at random, and what their answers tell of them."""

    def __init__(
        self,
        servers: Mapping[str, Supervised],
        chance: random.Random,
        journal: Journal,
        events: EventLog,
    ) -> None:
        self.servers = servers
        self.journal = journal
        self.events = events
        self.chance = chance
        limits = httpx2.Limits(max_keepalive_connections=4)
        self._client = httpx2.AsyncClient(timeout=_PATIENCE_SECONDS, limits=limits)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def ask(
        self,
        document: str,
        variables: Mapping[str, Any],
        token: str = "",
        *,
        may_cut: bool = True,
        content: bytes | None = None,
    ) -> Any:
        """The data of one answer from one server. Raises NoAnswerError, with the reason counted.

        With `content` a csv file goes with it, as the variable `file`.
        """
        url = self.chance.choice(list(self.servers))
        server = self.servers[url]
        timeout = _PATIENCE_SECONDS
        if may_cut and self.chance.random() < _IMPATIENT:
            timeout = self.chance.uniform(0.001, 0.05)
        try:
            answered = await self._client.post(
                f"{url}/graphql",
                **_body(document, variables, content),
                headers={
                    "Accept": "application/graphql-response+json",
                    "GraphQL-Require-Preflight": "1",
                    **({"Authorization": f"Bearer {token}"} if token else {}),
                },
                timeout=timeout,
            )
            body = answered.json()
        except httpx2.HTTPError as error:
            cut = timeout < _PATIENCE_SECONDS
            self.journal.codes[
                "NO_ANSWER cut by the client" if cut else f"NO_ANSWER {type(error).__name__}"
            ] += 1
            arrived = not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout)
            raise NoAnswerError(may_have_arrived=arrived) from None
        except ValueError:
            self.journal.codes["NO_JSON"] += 1
            self.journal.internal.append(f"{server.name} answered {answered.status_code} without JSON")
            raise NoAnswerError(may_have_arrived=True) from None
        if body.get("errors"):
            self._count_errors(server, body["errors"], document)
            raise NoAnswerError(may_have_arrived=False)
        return body["data"]

    def _count_errors(self, server: Supervised, errors: Sequence[Mapping[str, Any]], document: str) -> None:
        for error in errors:
            code = error.get("extensions", {}).get("code", "(none)")
            self.journal.codes[code] += 1
            if code not in _WAIT_CODES:
                about = {"server": server.name, "code": code, "message": error["message"]}
                self.events.add("error", **about, document=document[:120])
                self.journal.internal.append(f"{code} from {server.name}: {error['message']}")


def _body(document: str, variables: Mapping[str, Any], content: bytes | None) -> dict[str, Any]:
    told: dict[str, Any] = {"query": document, "variables": dict(variables)}
    if content is None:
        return {"json": told}
    told["variables"]["file"] = None
    return {
        "data": {"operations": json.dumps(told), "map": '{"0": ["variables.file"]}'},
        "files": {"0": ("impor.csv", content, "text/csv")},
    }


class Clients:
    """The load."""

    def __init__(self, doors: Doors, commands: Commands, token: str) -> None:
        self._doors = doors
        self._commands = commands
        self._token = token
        self._chance = doors.chance
        self.is_ending = asyncio.Event()

    async def give_and_give(self) -> None:
        """One client: gives commands until the load ends, and does not leave before its last one is answered."""
        while not self.is_ending.is_set():
            given = self._commands.fresh()
            self._doors.journal.given.append(given)
            await self.give(given)
            await asyncio.sleep(self._chance.uniform(*_PAUSE_SECONDS))

    async def give(self, given: Given, *, stays: bool = False) -> None:
        """Ask until there is an answer; some clients go away when one is lost, unless told to stay."""
        while True:
            given.tries += 1
            try:
                given.answer = await self._try(given)
            except NoAnswerError as error:
                if error.may_have_arrived and not stays and self._chance.random() < _GOES_AWAY:
                    given.was_abandoned = True
                    return
                await asyncio.sleep(self._chance.uniform(*_ASK_AGAIN_SECONDS))
                continue
            if given.operation == "register" and given.is_accepted:
                self._commands.cooperatives.append(given.answer["cooperative"]["id"])
            return

    async def answer_to(self, given: Given) -> Mapping[str, Any]:
        """The answer, asked for as often as it takes; nothing is noted."""
        while True:
            with contextlib.suppress(NoAnswerError):
                return await self._try(given)
            await asyncio.sleep(self._chance.uniform(*_ASK_AGAIN_SECONDS))

    async def _try(self, given: Given) -> Mapping[str, Any]:
        """One request; the payload without what differs between first and later answers."""
        data = await self._doors.ask(DOCUMENTS[given.operation], given.variables, self._token)
        payload = dict(data["answer"])
        payload.pop("replayed")
        return payload


_PROBE = "{ siopik { cooperatives(first: 1) { nodes { id } } } }"
_PROBE_SECONDS = 0.3


async def probe(url: str, server: Supervised, events: EventLog) -> None:
    """Ask one server something small, again and again, to see when it answers from the database, until cancelled."""
    async with httpx2.AsyncClient(timeout=2.0) as client:
        while True:
            await asyncio.sleep(_PROBE_SECONDS)
            begun = events.now()
            with contextlib.suppress(httpx2.HTTPError, ValueError):
                answered = await client.post(f"{url}/graphql", json={"query": _PROBE})
                if answered.status_code == 200 and "errors" not in answered.json():
                    server.last_answer_begun, server.last_answered = begun, events.now()


_READ = """query($after: String) { siopik { cooperatives(first: 50, after: $after) {
  nodes { id regionCode phone yearlyReports { id } officers { id } } pageInfo { hasNextPage endCursor } } } }"""


async def read_and_read(doors: Doors, token: str, place: str, is_ending: asyncio.Event) -> None:
    """A reader of one kecamatan: notes every row or value it is sent of another place."""
    after: str | None = None
    while not is_ending.is_set():
        with contextlib.suppress(NoAnswerError):
            page = (await doors.ask(_READ, {"after": after}, token))["siopik"]["cooperatives"]
            doors.journal.reads += 1
            for row in page["nodes"]:
                code = row["regionCode"] or ""
                if f"{code}.".startswith(f"{place}."):
                    continue
                if row["phone"] is not None or row["yearlyReports"] or row["officers"]:
                    doors.journal.leaks.append(f"{row['id']} in {code}, seen from {place}: {row}")
            after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
        await asyncio.sleep(0.5)
