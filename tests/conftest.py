"""Fixtures shared by every test."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, which the platform runs on."""
    return "asyncio"
