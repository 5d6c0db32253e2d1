"""Which part of a multipart request belongs where in its variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kopukm_graphql.received_file import ReceivedFile
from kopukm_graphql.server.refusal import Refusal, bad_request


def checked_map(given: Any, operations: Mapping[str, Any], most: int) -> dict[str, list[list[str]]]:
    """Part name → the paths that it fills, each leading to a null in `operations`. Raises Refusal 400."""
    if not isinstance(given, dict) or not all(
        isinstance(paths, list) and paths and all(isinstance(path, str) for path in paths)
        for paths in given.values()
    ):
        raise bad_request('Bagian map harus objek JSON, misalnya {"0": ["variables.file"]}.')
    if len(given) > most or sum(len(paths) for paths in given.values()) > most:
        raise too_many_files(most)
    found: dict[str, list[list[str]]] = {}
    filled: set[str] = set()
    for name, paths in given.items():
        for path in paths:
            steps = path.split(".")
            if path in filled or steps[0] != "variables" or not _leads_to_null(operations, steps):
                raise bad_request(
                    f"Bagian map menunjuk {path[:80]!r}, yang bukan tempat kosong (null) di dalam variables."
                )
            filled.add(path)
            found.setdefault(name, []).append(steps)
    return found


def place(operations: Any, steps: list[str], file: ReceivedFile) -> None:
    """Put the file where the path leads."""
    *before, last = steps
    holder = operations
    for step in before:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    holder[int(last) if isinstance(holder, list) else last] = file


def too_many_files(most: int) -> Refusal:
    """More files than one request may bring."""
    return Refusal(
        413,
        "PAYLOAD_TOO_LARGE",
        f"Terlalu banyak berkas dalam satu permintaan; batasnya {most} (KOPUKM_FILES_PER_REQUEST). "
        "Kirim dalam beberapa permintaan.",
        {"Connection": "close"},
    )


def _leads_to_null(operations: Any, steps: list[str]) -> bool:
    value = operations
    for step in steps:
        if isinstance(value, list):
            is_index = step.isascii() and step.isdecimal() and len(step) < 6
            if not is_index or int(step) >= len(value):
                return False
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return False
    return value is None
