"""A guard for uvicorn's protocols, which cuts a client off that does not read what is sent to it.

Without this, closing such a connection waits for its buffer to empty, which never happens.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from kopukm_core.metrics import SUBSCRIPTIONS_CUT

logger = logging.getLogger("kopukm.server")


class StallingConfig(uvicorn.Config):
    """uvicorn's configuration, with the seconds that a client may leave unread what waits for it."""

    def __init__(self, *arguments: Any, stall_seconds: float, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.stall_seconds = stall_seconds


class _Stall:
    """Aborts the connection once writing has been paused for too long without a break."""

    def __init__(self, config: uvicorn.Config, transport: asyncio.Transport) -> None:
        self._seconds = getattr(config, "stall_seconds", 30.0)
        self._transport = transport
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        self.end()
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._abort)

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _abort(self) -> None:
        SUBSCRIPTIONS_CUT.labels("slow").inc()
        logger.info("Sambungan diputus: klien tidak membaca selama %g detik.", self._seconds)
        self._transport.abort()


class Guarded:
    """Either protocol of uvicorn, with the guard."""

    config: uvicorn.Config
    transport: asyncio.Transport
    _stall: _Stall | None = None

    def pause_writing(self) -> None:
        super().pause_writing()  # type: ignore[misc]
        self._stall = self._stall or _Stall(self.config, self.transport)
        self._stall.begin()

    def resume_writing(self) -> None:
        super().resume_writing()  # type: ignore[misc]
        if self._stall is not None:
            self._stall.end()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._stall is not None:
            self._stall.end()
        super().connection_lost(exc)  # type: ignore[misc]


class WebsocketProtocol(Guarded, WebSocketsSansIOProtocol):
    """WebSocket with the guard."""
