"""Where a request comes from: for throttling and the list of sessions, not for deciding who may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """The caller's network address (as trusted proxies tell it) and what it calls itself."""

    address: str = ""
    device: str = ""


_UNKNOWN = Client()
_client: ContextVar[Client] = ContextVar("kopukm_client", default=_UNKNOWN)


def current_client() -> Client:
    """The caller of the running request; empty on the command line and in jobs."""
    return _client.get()


@contextmanager
def using_client(client: Client) -> Iterator[None]:
    """Say where the enclosed request comes from; the server does it once per request."""
    token = _client.set(client)
    try:
        yield
    finally:
        _client.reset(token)
