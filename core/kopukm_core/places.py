"""Where in the code something was declared: messages about clashes, and `explain`, name it."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any


def place_of_caller(depth: int) -> str:
    """`kopukm_siopik/graphql.py:12` of the frame `depth` calls above this one."""
    frame = sys._getframe(depth)
    return _place(frame.f_code.co_filename, frame.f_lineno)


def place_of(thing: Any) -> str:
    """File and line of a class or function; its module where Python no longer knows.

    A class made from a declaration has the declaration's place as `__kopukm_place__`.
    """
    made_from = getattr(thing, "__kopukm_place__", "")
    if isinstance(made_from, str) and made_from:
        return made_from
    try:
        target = inspect.unwrap(thing)
        return _place(inspect.getsourcefile(target) or "?", inspect.getsourcelines(target)[1])
    except (OSError, TypeError):
        return str(getattr(thing, "__module__", "?"))


def _place(file_name: str, line: int) -> str:
    return f"{'/'.join(Path(file_name).parts[-2:])}:{line}"
