"""Where in the code something was declared, as `file:line`: messages about clashes, and `explain`, name it."""

from __future__ import annotations

import inspect
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any


def place_of(thing: object) -> str:
    """`path:line` of a module, class or function; of the class of anything else; "" when unknown.

    A class made from a declaration has the declaration's place as `__kopukm_place__`.
    """
    made_from = getattr(thing, "__kopukm_place__", "")
    if isinstance(made_from, str) and made_from:
        return made_from
    target = thing if isinstance(thing, ModuleType | type) or callable(thing) else type(thing)
    target = inspect.unwrap(target) if callable(target) and not isinstance(target, type) else target
    try:
        path, line = _source_of(target)
    except TypeError:  # a callable that cannot be hashed
        return ""
    return f"{_shorten(path)}:{line}" if path else ""


def place_of_caller(depth: int) -> str:
    """`path:line` of the frame `depth` calls above this one."""
    frame = sys._getframe(depth)
    return f"{_shorten(frame.f_code.co_filename)}:{frame.f_lineno}"


@lru_cache(maxsize=4096)
def _source_of(target: Any) -> tuple[str, int]:
    """File and line; reading and parsing the file takes long, and every start asks for hundreds."""
    try:
        path = inspect.getsourcefile(target)
        return path or "", 1 if isinstance(target, ModuleType) else inspect.getsourcelines(target)[1]
    except (OSError, TypeError):
        return "", 0


def _shorten(path: str) -> str:
    """The path relative to the import root that holds it, so that a message reads alike on every machine."""
    resolved = Path(path)
    for root in _roots(tuple(sys.path)):
        if resolved.is_relative_to(root):
            return str(resolved.relative_to(root))
    return str(resolved)


@lru_cache(maxsize=8)
def _roots(entries: tuple[str, ...]) -> list[Path]:
    """The import roots, the deepest first."""
    return sorted((Path(entry) for entry in entries if entry), key=lambda root: -len(root.parts))
