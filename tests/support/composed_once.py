"""Contracts composed once for many tests: the product's takes most of a second each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kopukm_core.db import dialect
from kopukm_core.platform import Platform
from kopukm_graphql.compose import ComposedSchema


class _Kept(dict[Any, Any]):
    def clear(self) -> None:
        """What was made stays when a platform closes."""


_KEPT: dict[tuple[str, ...], _Kept] = {}


_SCHEMAS: dict[tuple[Any, str], ComposedSchema] = {}


def schema_once(compose: Callable[[], ComposedSchema]) -> ComposedSchema:
    """What this composes, composed once for the engine of the open database: statements are kept with it."""
    key = (compose, dialect().value)
    if key not in _SCHEMAS:
        _SCHEMAS[key] = compose()
    return _SCHEMAS[key]


def composed_once(platform: Platform) -> Platform:
    """The platform; what an earlier one of these plugins, on this engine, made of itself is not made again."""
    engine = platform.settings.database_url.partition(":")[0]
    plugins = (engine, *sorted(f"{one.info.name} {one.source.module}" for one in platform.plugins))
    platform._made = _KEPT.setdefault(plugins, _Kept())
    return platform
