"""The open connections of this process, counted per address and actor, and told when the server ends."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.metrics import SUBSCRIPTIONS_CUT
from kopukm_graphql.server.live.settings import LiveSettings


def counted_key(actor: Actor) -> str | None:
    """What connections of an actor are counted by; None for anonymous ones, whose address alone counts."""
    return None if actor.kind is ActorKind.ANONYMOUS else actor.key


class TooManyConnectionsError(Exception):
    """One more would be over a limit; the message is Indonesian and names what to do."""


class LiveConnections:
    """Counts WebSocket connections and SSE streams; `ending` is set once the server is told to stop."""

    def __init__(self, settings: LiveSettings) -> None:
        self._settings = settings
        self._held: Counter[str] = Counter()
        self.ending = asyncio.Event()

    def __len__(self) -> int:
        return self._held["all"]

    def end(self) -> None:
        """Tell every stream to end: its client connects again, to the server that follows."""
        self.ending.set()

    @contextmanager
    def from_address(self, key: str) -> Iterator[None]:
        """Hold a connection of this address. Raises TooManyConnectionsError."""
        settings = self._settings
        with (
            self._hold("all", settings.connections, "Server ini sedang penuh"),
            self._hold(f"address {key}", settings.connections_per_address, "Terlalu banyak sambungan"),
        ):
            yield

    @contextmanager
    def of_actor(self, key: str | None) -> Iterator[None]:
        """Hold a connection of this actor; None, for anonymous ones, is not counted."""
        if key is None:
            yield
            return
        limit = self._settings.connections_per_actor
        with self._hold(f"actor {key}", limit, "Terlalu banyak sambungan dari akun ini"):
            yield

    @contextmanager
    def _hold(self, key: str, limit: int, refusal: str) -> Iterator[None]:
        if self._held[key] >= limit:
            SUBSCRIPTIONS_CUT.labels("limit").inc()
            raise TooManyConnectionsError(f"{refusal} (paling banyak {limit}).")
        self._held[key] += 1
        try:
            yield
        finally:
            self._held[key] -= 1
            if not self._held[key]:
                del self._held[key]
