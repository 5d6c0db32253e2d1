"""Rows as text, in the form of PostgreSQL's COPY: values between tabs, `\\N` for none, a row a line.

PostgreSQL writes and reads it itself; for SQLite it is spelled here. Both spell alike: booleans are 0 and 1,
moments are UTC with microseconds, bytes are `\\x…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_ESCAPES = {ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_SPECIAL = re.compile(r"[\\\n\r\t]")
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v"}
_NONE = "\\N"


def line_of(row: Sequence[Any]) -> str:
    """One row as SQLite gives it, as a line with its end."""
    return "\t".join([_written(value) for value in row]) + "\n"


def rows_of(lines: Iterable[bytes], blobs: Sequence[bool]) -> Iterator[tuple[Any, ...]]:
    """The rows of a member for SQLite, whose columns turn texts into numbers; `blobs` tells which hold bytes."""
    for line in lines:
        values = line.decode().removesuffix("\n").split("\t")
        yield tuple(_read(value, blob) for value, blob in zip(values, blobs, strict=True))


def _written(value: Any) -> str:
    if value is None:
        return _NONE
    if isinstance(value, str):
        return value.translate(_ESCAPES) if _SPECIAL.search(value) else value
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return repr(value)


def _read(value: str, blob: bool) -> Any:
    if value == _NONE:
        return None
    if "\\" in value:
        value = _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), value)
    return bytes.fromhex(value[2:]) if blob else value
