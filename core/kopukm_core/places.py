"""Where in the code something was declared, as `file:line`: messages about clashes, and `explain`, name it."""

from __future__ import annotations

import inspect
import linecache
import os
import sys
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any


def place_of(thing: object) -> str:
    """`path:line` of a module, class or function; of the class of anything else; "" when unknown.

    A class made from a declaration has the declaration's place as `__kopukm_place__`.
    """
    made_from = getattr(thing, "__kopukm_place__", "")
    if isinstance(made_from, str) and made_from:
        return made_from
    target = thing if isinstance(thing, ModuleType | type) or callable(thing) else type(thing)
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
    """File and line; every start asks for hundreds."""
    if callable(target) and not isinstance(target, type):
        target = inspect.unwrap(target)
    code = getattr(target, "__code__", None)
    if isinstance(code, CodeType):
        return code.co_filename, code.co_firstlineno
    try:
        path = inspect.getsourcefile(target) or ""
        if isinstance(target, ModuleType):
            return path, 1
        return path, _line_of_class(path, target) or inspect.getsourcelines(target)[1]
    except (OSError, TypeError):
        return "", 0


def _line_of_class(path: str, target: Any) -> int:
    """Where a class of the module's own level begins, with its decorators; 0 where only parsing would tell."""
    name = getattr(target, "__qualname__", "")
    if not name.isidentifier():
        return 0
    lines = linecache.getlines(path)
    found = [number for number, line in enumerate(lines) if line.startswith(f"class {name}")]
    found = [number for number in found if lines[number][len(f"class {name}")] in "(:["]
    if len(found) != 1:
        return 0
    (first,) = found
    while first:
        above = lines[first - 1]
        if above.startswith((")", "]", "}")):
            begun = first - 1
            while begun and lines[begun - 1][0].isspace():
                begun -= 1
            if not begun or not lines[begun - 1].startswith("@"):
                return 0
            first = begun - 1
        elif above.startswith("@"):
            first -= 1
        else:
            break
    return first + 1


def _shorten(path: str) -> str:
    """The path relative to the import root that holds it, so that a message reads alike on every machine."""
    return _shortened(path, tuple(sys.path))


@lru_cache(maxsize=4096)
def _shortened(path: str, entries: tuple[str, ...]) -> str:
    root = next((root for root in _roots(entries) if path.startswith(root)), "")
    return path.removeprefix(root)


@lru_cache(maxsize=8)
def _roots(entries: tuple[str, ...]) -> list[str]:
    """The import roots, the deepest first."""
    roots = (Path(entry) for entry in entries if entry)
    return [os.path.join(root, "") for root in sorted(roots, key=lambda root: -len(root.parts))]  # noqa: PTH118
