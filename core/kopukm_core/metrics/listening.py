"""The figures of a process without a web server of its own: a small one beside it, in a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import generate_latest

from kopukm_core.errors import ConfigurationError
from kopukm_core.metrics.access import MetricsAccess
from kopukm_core.metrics.registry import CONTENT_TYPE, REGISTRY

_StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@contextmanager
def serving_metrics(access: MetricsAccess) -> Iterator[int | None]:
    """Serve `/metrics` at `access.worker_listen` while the block runs; the port, or None where none is set.

    Figures of the database are left to the servers. Raises ConfigurationError where the address is taken.
    """
    if access.worker_listen is None:
        yield None
        return
    host, port = access.worker_listen
    try:
        server = make_server(host, port, _page(access), server_class=WSGIServer, handler_class=_Silent)
    except OSError as error:
        raise ConfigurationError(
            f"KOPUKM_METRICS_WORKER {host}:{port} tidak dapat dipakai: {error.strerror}.",
            remedy="Pilih port lain; tiap worker pada satu mesin perlu port sendiri.",
        ) from None
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _page(access: MetricsAccess) -> Callable[[dict[str, Any], _StartResponse], Iterable[bytes]]:
    def answer(environment: dict[str, Any], start: _StartResponse) -> Iterable[bytes]:
        status, body = HTTPStatus.OK, b""
        if environment.get("PATH_INFO") != "/metrics":
            status = HTTPStatus.NOT_FOUND
        elif not access.allows(environment.get("REMOTE_ADDR", ""), environment.get("HTTP_AUTHORIZATION")):
            status = HTTPStatus.FORBIDDEN
        else:
            body = generate_latest(REGISTRY)
        start(
            f"{status.value} {status.phrase}",
            [("Content-Type", CONTENT_TYPE), ("Content-Length", str(len(body)))],
        )
        return [body]

    return answer


class _Silent(WSGIRequestHandler):
    timeout = 5
    """Seconds: somebody who connects and says nothing must not keep others waiting."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it overrides
        """Reading figures is no event."""
