"""Fixtures of the outreach's tests: the product with what its parts bring, on a small district."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from kopukm_core.platform import Platform
from kopukm_core.plugin import PARTS as CORE_PARTS
from kopukm_siopik.parts import PARTS


@pytest.fixture
async def office(platform: Platform) -> AsyncIterator[Platform]:
    """The office with its programme, rules and calendar loaded."""
    for part in (*CORE_PARTS, *PARTS):
        if part.prepare is not None:
            await part.prepare(platform)
    yield platform
