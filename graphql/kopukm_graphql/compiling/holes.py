"""Places in a statement's answer that Python fills: marked by control characters, which JSON text never holds raw."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.server.encoding import encoded

HOLE_BEGINS = "\x01"
HOLE_ENDS = "\x02"
IMPOSSIBLE = "\x03"
"""Stands where the answer would be an error: a null that may not be, a value that its type does not know."""

_HOLE = re.compile(r"\x01([0-9]+)(\[[^\x02]*\])\x02")


@dataclass(frozen=True, slots=True)
class Hole:
    """How Python makes the answer of what the statement brings: `read` one value each, then `make`."""

    readers: tuple[Callable[[Any], Any] | None, ...]
    make: Callable[..., Any]

    def filled(self, brought: Sequence[Any]) -> str:
        """The JSON text in its place. Raises whatever the functions raise."""
        values = [
            value if value is None or reader is None else reader(value)
            for reader, value in zip(self.readers, brought, strict=True)
        ]
        return encoded(self.make(*values)).decode()


def filled(text: str, holes: Sequence[Hole]) -> bytes:
    """The answer of a statement as JSON. Raises RunOtherwiseError where it cannot be given."""
    if IMPOSSIBLE in text:
        raise RunOtherwiseError("a value that cannot be answered")
    if holes and HOLE_BEGINS in text:

        def fill(found: re.Match[str]) -> str:
            return holes[int(found[1])].filled(orjson.loads(found[2]))

        try:
            text = _HOLE.sub(fill, text)
        except Exception as error:
            raise RunOtherwiseError(str(error)) from error
    return text.encode()
