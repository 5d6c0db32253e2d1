"""The server of streams, once for each module."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from live.streams import streams
from live_server import serving


@pytest.fixture(scope="module")
async def host(anyio_backend: str) -> AsyncIterator[str]:
    """Where the server listens."""
    async with serving(streams()) as found:
        yield found
