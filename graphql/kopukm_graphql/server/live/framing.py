"""Server-sent events of the graphql-sse protocol, framed with LF alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kopukm_graphql.server.encoding import encoded

STREAM_HEADERS = {"Cache-Control": "no-store", "Vary": "Accept", "X-Accel-Buffering": "no"}
"""No cache may keep a stream, and no proxy may hold it back."""

KEEP_ALIVE = b":\n\n"
"""A comment: clients skip it, and proxies see that the connection lives."""

COMPLETE_EVENT = b"event: complete\ndata:\n\n"
"""The end of an operation. The empty `data` is needed: browsers drop an event without it."""


def next_event(body: Mapping[str, Any]) -> bytes:
    """One answer. JSON holds no line break, so one `data` line is enough."""
    return b"event: next\ndata: " + encoded(dict(body)) + b"\n\n"
