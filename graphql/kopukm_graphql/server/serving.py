"""Runs the application on uvicorn until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import socket

import uvicorn
from starlette.applications import Starlette

from kopukm_core.errors import ConfigurationError
from kopukm_core.logs import LogSettings, open_logs
from kopukm_graphql.server.event_loop import new_event_loop
from kopukm_graphql.server.http_protocol import HttpProtocol
from kopukm_graphql.server.live.connections import LiveConnections
from kopukm_graphql.server.settings import ServerSettings
from kopukm_graphql.server.stalling import StallingConfig, WebsocketProtocol

logger = logging.getLogger("kopukm.server")

GRACE_SECONDS = 10
"""How long running requests may take to end after SIGINT or SIGTERM."""


async def serve_on(
    application: Starlette, listening: socket.socket, url: str, *, logs: LogSettings | None = None
) -> None:
    """Serve at the socket until SIGINT or SIGTERM, then let running requests end.

    Raises ConfigurationError when the application did not start.
    """
    open_logs(logs or LogSettings())
    server = _AnnouncingServer(application, url)
    await server.serve(sockets=[listening])
    if not server.started:
        raise ConfigurationError("Server berhenti sebelum siap.", remedy="Sebabnya tertulis di atas.")


def serve(
    application: Starlette, host: str = "127.0.0.1", port: int = 8000, *, logs: LogSettings | None = None
) -> None:
    """Serve at the address, in an event loop of its own.

    Raises ConfigurationError when the address cannot be listened on, or when the application did not start.
    """
    listening = listening_socket(host, port)
    try:
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(serve_on(application, listening, f"http://{host}:{port}", logs=logs))
    finally:
        listening.close()


class Server(uvicorn.Server):
    """uvicorn's server, which tells open streams to end when it is told to stop."""

    def __init__(self, application: Starlette) -> None:
        super().__init__(server_config(application))
        self._connections: LiveConnections = application.state.connections

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._connections.end()
        await super().shutdown(sockets)


class _AnnouncingServer(Server):
    """Says where it serves, once it does."""

    def __init__(self, application: Starlette, url: str) -> None:
        super().__init__(application)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _settle_memory()
            logger.info("Melayani di %s/graphql. Tekan Ctrl+C untuk berhenti.", self._url)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        # uvicorn would raise the signal again, which ends the process before jobs and database are closed.
        self._captured_signals.clear()


def _settle_memory() -> None:
    """What was made at start stays for good: later collections need not look at it."""
    gc.collect()
    gc.freeze()


def server_config(application: Starlette) -> uvicorn.Config:
    """uvicorn as we run it: our own access log and proxy rules, no software name in the answers.

    WebSocket frames are as large as bodies may be, and never compressed: answers are small, a compressor holds
    memory for every connection, and what is not inflated cannot be a bomb.
    """
    settings: ServerSettings = application.state.settings
    return StallingConfig(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=HttpProtocol,
        ws=WebsocketProtocol,
        ws_max_size=settings.body_bytes,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        stall_seconds=settings.live.stall_seconds,
    )


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens at the address. Raises ConfigurationError that names the port and what to do."""
    if not 0 <= port <= 65_535:
        raise ConfigurationError(f"Port {port} tidak ada.", remedy="Pilih antara 1024 dan 65535.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        raise ConfigurationError(
            f"Alamat {host!r} tidak dikenal.",
            remedy="Gunakan 127.0.0.1 (komputer ini saja) atau 0.0.0.0 (semua).",
        ) from None
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise _cannot_listen(error, host, port) from None
    listening.set_inheritable(True)
    return listening


def _cannot_listen(error: OSError, host: str, port: int) -> ConfigurationError:
    other = 8000 if port < 1024 else port + 1 if port < 65_535 else port - 1
    elsewhere = f"pilih port lain, misalnya kopukm serve --port {other}."
    if error.errno == errno.EADDRINUSE:
        return ConfigurationError(
            f"Port {port} sedang dipakai program lain.", remedy=f"Hentikan program itu, atau {elsewhere}"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return ConfigurationError(
            f"Port {port} tidak boleh dipakai tanpa hak khusus.", remedy=elsewhere.capitalize()
        )
    return ConfigurationError(
        f"Alamat {host} port {port} tidak dapat dipakai ({error.strerror}).",
        remedy="Periksa alamatnya, misalnya --host 127.0.0.1.",
    )
