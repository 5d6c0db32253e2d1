"""HTTP/1.1 by httptools as uvicorn speaks it, with bounds that its parser does not set itself."""

from __future__ import annotations

import asyncio
from typing import cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kopukm_graphql.server.stalling import Guarded

HEAD_BYTES = 65_536
"""Most bytes of a request that are not its body: its line, headers and trailers, or the framing between chunks."""


class HttpProtocol(Guarded, HttpToolsProtocol):
    """HTTP with the guard. A head is bounded and names one host; trailers of a body are not heard."""

    _head_bytes = 0
    _unparsed_bytes = 0
    _in_head = True

    def data_received(self, data: bytes) -> None:
        """Cuts a client off that sends a header or the framing of a chunk without end."""
        self._unset_keepalive_if_required()
        self._unparsed_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            if self._should_upgrade():
                self.handle_websocket_upgrade()
            else:
                self._go_on_without_upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError:
            self.send_400_response("Invalid HTTP request received.")
        if self._unparsed_bytes > HEAD_BYTES and not self.transport.is_closing():
            self._refuse_head()

    def _go_on_without_upgrade(self, rest: bytes) -> None:
        """The parser takes the body for the other protocol: let it read the same request without that wish."""
        kept = [b"%b: %b\r\n" % header for header in self.headers if header[0] != b"upgrade"]
        head = b"%b %b HTTP/1.1\r\n%b\r\n" % (self.parser.get_method(), self.url, b"".join(kept))
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self.data_received(head + rest)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head = True
        self._head_bytes = self._unparsed_bytes = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; one behind the body would join those that were judged already, and is dropped."""
        self._count(len(name) + len(value) + 4)
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Hands the request on. Raises _RefusedHeadError."""
        hosts = [value for name, value in self.headers if name == b"host"]
        if len(hosts) > 1 or (not hosts and self.parser.get_http_version() != "1.0"):
            raise _RefusedHeadError
        if self.parser.get_method() == b"CONNECT":
            raise _RefusedHeadError
        self._in_head = False
        if not self.parser.should_upgrade() or self._should_upgrade():
            super().on_headers_complete()
            if self.cycle is not None and not self.parser.should_upgrade():
                self.cycle.transport = cast(asyncio.Transport, _OneWrite(self.cycle.transport, self.loop))

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._unparsed_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The end of a request; one with an upgrade has not been handed on."""
        if not self.parser.should_upgrade():
            super().on_message_complete()

    def _count(self, size: int) -> None:
        self._unparsed_bytes = 0
        self._head_bytes += size
        if self._head_bytes > HEAD_BYTES:
            raise _RefusedHeadError

    def _refuse_head(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.send_400_response("Request head too large.")
        else:
            self.transport.close()


class _OneWrite:
    """The connection as one answer sees it: its head goes out with what follows it at once, in one system call."""

    __slots__ = ("_began", "_held", "_loop", "_transport")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""
        self._began = False

    def write(self, data: bytes) -> None:
        """The first piece waits until the loop turns."""
        if not self._began:
            self._began = True
            self._held = data
            self._loop.call_soon(self._send_held)
        elif self._held:
            held, self._held = self._held, b""
            self._transport.write(held + data)
        else:
            self._transport.write(data)

    def is_closing(self) -> bool:
        """As the connection's."""
        return self._transport.is_closing()

    def close(self) -> None:
        """Closes once everything is sent."""
        self._send_held()
        self._transport.close()

    def _send_held(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)


class _RefusedHeadError(Exception):
    """The parser would take this head; uvicorn answers it with 400 like any other that is malformed."""
