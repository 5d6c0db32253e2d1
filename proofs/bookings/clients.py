"""Clients over HTTP, all at once: each asks for one seat until it has an answer, under one key."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from proofs.bookings.office import Wanting

_ANSWER = "problems { code message } replayed booking { id }"
BOOK = (
    "mutation($input: BookSlotInput!, $key: String!) {"
    f" answer: bookSlot(input: $input, idempotencyKey: $key) {{ {_ANSWER} }} }}"
)
HOLD = BOOK.replace("BookSlot", "HoldSlot").replace("bookSlot", "holdSlot")
CONFIRM = (
    "mutation($input: ConfirmBookingInput!, $key: String!) {"
    f" answer: confirmBooking(input: $input, idempotencyKey: $key) {{ {_ANSWER} }} }}"
)
_LONGEST_SECONDS = 600.0
_PATIENCE_SECONDS = 60.0
WAIT_CODES = frozenset({"RETRY_LATER", "TIMEOUT", "TOO_MANY_REQUESTS"})


@dataclass(slots=True)
class Wish:
    """One client's wish and what it was told."""

    wanting: Wanting
    slot: str
    key: str
    holds_first: bool
    answer: Any = None
    """The payload of the first step."""
    confirmed: Any = None
    """The payload of the confirmation, where the seat was held first."""
    attempts: int = 0
    seconds: float = 0.0

    @property
    def booked(self) -> str:
        """The booking's global id; empty where there is none."""
        last = self.confirmed if self.holds_first else self.answer
        return str(last["booking"]["id"]) if last and not last["problems"] else ""

    @property
    def word(self) -> str:
        """The code of the first problem, or `booked`."""
        for payload in (self.answer, self.confirmed):
            if payload and payload["problems"]:
                return str(payload["problems"][0]["code"])
        return "booked" if self.booked else "no answer"


@dataclass(slots=True)
class Crowd:
    """All clients, at several servers."""

    urls: Sequence[str]
    chance: random.Random
    refused: Counter[str] = field(default_factory=Counter)
    """Errors besides those that say to wait, by code."""
    asked_again: Counter[str] = field(default_factory=Counter)
    replies: int = 0
    _client: httpx2.AsyncClient | None = None

    async def want(self, wishes: Sequence[Wish]) -> None:
        """Let all ask at the same moment, each over a connection of its own, and wait until all are answered."""
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
        async with httpx2.AsyncClient(timeout=_PATIENCE_SECONDS, limits=limits) as client:
            self._client = client
            async with asyncio.timeout(_LONGEST_SECONDS):
                await asyncio.gather(*(self._wish(one) for one in wishes))

    async def _wish(self, wish: Wish) -> None:
        begun = time.monotonic()
        given = {"slotId": wish.slot, "clientId": wish.wanting.client}
        wish.answer = await self._answer(wish, HOLD if wish.holds_first else BOOK, given, wish.key)
        if wish.holds_first and wish.answer and not wish.answer["problems"]:
            held = {"bookingId": wish.answer["booking"]["id"]}
            wish.confirmed = await self._answer(wish, CONFIRM, held, f"{wish.key}/confirm")
        wish.seconds = time.monotonic() - begun

    async def _answer(self, wish: Wish, document: str, given: dict[str, str], key: str) -> Any:
        """The payload; None where an error came that does not say to wait."""
        if self._client is None:
            raise RuntimeError("not begun")
        body = {"query": document, "variables": {"input": given, "key": key}}
        pause = 0.1
        while True:
            wish.attempts += 1
            url = self.chance.choice(self.urls)
            headers = {
                "Authorization": f"Bearer {wish.wanting.token}",
                "Accept": "application/graphql-response+json",
            }
            try:
                answered = (await self._client.post(f"{url}/graphql", json=body, headers=headers)).json()
            except (httpx2.HTTPError, ValueError) as error:
                self.asked_again[type(error).__name__] += 1
            else:
                self.replies += 1
                errors = answered.get("errors")
                if not errors:
                    return answered["data"]["answer"]
                code = str(errors[0].get("extensions", {}).get("code", "(none)"))
                if code not in WAIT_CODES:
                    self.refused[f"{code}: {errors[0]['message']}"] += 1
                    return None
                self.asked_again[code] += 1
            await asyncio.sleep(self.chance.uniform(0.5, 1.0) * pause)
            pause = min(2.0, pause * 1.5)
