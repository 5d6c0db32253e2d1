"""Values that are known only when a statement runs, so that its text can be written once for many runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Later:
    """Stands for a value in the text being written; `read` takes it from what a run is given."""

    __slots__ = ("read",)

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read

    def map(self, function: Callable[[Any], Any]) -> Later:
        """The value that the function makes of this one, when it is known."""
        read = self.read
        return Later(lambda given: function(read(given)))


class SizedLater(Later):
    """A text of which only the length is known while the statement is written."""

    __slots__ = ("_length",)

    def __init__(self, read: Callable[[Any], Any], length: int) -> None:
        super().__init__(read)
        self._length = length

    def __len__(self) -> int:
        return self._length
