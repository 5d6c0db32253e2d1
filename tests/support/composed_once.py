"""Platforms of the same plugins share what is composed of them: the contract takes most of a second each time."""

from __future__ import annotations

from typing import Any

from kopukm_core.platform import Platform


class _Kept(dict[Any, Any]):
    def clear(self) -> None:
        """What was made stays when a platform closes."""


_KEPT: dict[tuple[str, ...], _Kept] = {}


def composed_once(platform: Platform) -> Platform:
    """The platform; what an earlier one of these plugins, on this engine, made of itself is not made again."""
    engine = platform.settings.database_url.partition(":")[0]
    plugins = (engine, *sorted(f"{one.info.name} {one.source.module}" for one in platform.plugins))
    platform._made = _KEPT.setdefault(plugins, _Kept())
    return platform
