"""A cable between a client and a server that a test may stop, cut and pull out."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Cable:
    """Carries TCP from a port of its own to the server's; works in a thread, so that no test holds it up."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self._loop = asyncio.new_event_loop()
        self._flows = asyncio.Event()
        self._is_out = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._server = self._loop.run_until_complete(self._listen())
        self.port: int = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def stall(self) -> None:
        """Connections stand, and nothing comes through any more."""
        self._do(self._flows.clear)

    def flow(self) -> None:
        """What was held up goes on; a cable that was pulled out is in again."""
        self._is_out = False
        self._do(self._flows.set)

    def cut(self) -> None:
        """Every connection breaks; new ones are made."""
        self._do(self._abort)

    def pull(self) -> None:
        """Every connection breaks, and new ones break at once."""
        self._is_out = True
        self._do(self._abort)

    def close(self) -> None:
        """End."""
        self._do(self._abort)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _do(self, act: object) -> None:
        async def run() -> None:
            act()  # type: ignore[operator]

        asyncio.run_coroutine_threadsafe(run(), self._loop).result(10)

    async def _listen(self) -> asyncio.Server:
        self._flows.set()
        return await asyncio.start_server(self._accept, "127.0.0.1", 0)

    def _abort(self) -> None:
        for writer in list(self._writers):
            writer.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_out:
            writer.transport.abort()
            return
        there_reader, there_writer = await asyncio.open_connection(*self._target)
        self._writers |= {writer, there_writer}
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(
                self._carry(reader, there_writer), self._carry(there_reader, writer), return_exceptions=True
            )
        self._writers -= {writer, there_writer}
        writer.transport.abort()
        there_writer.transport.abort()

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65_536):
                await self._flows.wait()
                sink.write(data)
                await sink.drain()
        finally:
            sink.transport.abort()


@contextmanager
def cable_to(url: str) -> Iterator[tuple[Cable, str]]:
    """A cable to the server of the url, and the url that goes through it."""
    parts = urlsplit(url)
    cable = Cable(parts.hostname or "127.0.0.1", parts.port or 5432)
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    try:
        through = parts._replace(netloc=f"{user}127.0.0.1:{cable.port}", query="sslmode=disable")
        yield cable, through.geturl()
    finally:
        cable.close()
