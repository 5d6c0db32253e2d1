"""The page that Prometheus reads."""

from __future__ import annotations

from prometheus_client import generate_latest

from kopukm_core.metrics.figures import DatabaseFigures
from kopukm_core.metrics.registry import REGISTRY


async def exposition(figures: DatabaseFigures) -> bytes:
    """All figures of this process and of its database, in Prometheus' text form."""
    await figures.refresh()
    return generate_latest(REGISTRY)
