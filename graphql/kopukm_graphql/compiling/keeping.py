"""What is kept of compiled operations, bounded: clients may ask for more shapes than any memory holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from kopukm_graphql.compiling.statements import Written

MOST_CHARACTERS = 4_000_000
"""Of the SQL text of all statements together; what belongs to them takes about three times as much memory."""

_LEAST_CHARACTERS = 200
"""What an entry counts for at least."""


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Why there is no plan or no statement."""

    reason: str


class KeptStatements:
    """The statements of all operations of a process: each actor with its own grants has its own.

    The least recently used go first.
    """

    def __init__(self, most_characters: int = MOST_CHARACTERS) -> None:
        self._most = most_characters
        self._characters = 0
        self._kept: OrderedDict[Hashable, Written | Unplanned] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Written | Unplanned | None:
        """The statement of the key; `Unplanned` where the database refused it."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, statement: Written | Unplanned) -> None:
        """Keep it, in the place of what was there."""
        earlier = self._kept.pop(key, None)
        if earlier is not None:
            self._characters -= _size(earlier)
        self._kept[key] = statement
        self._characters += _size(statement)
        while self._characters > self._most and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._characters -= _size(dropped)


def _size(statement: Written | Unplanned) -> int:
    return max(_LEAST_CHARACTERS, len(statement.sql)) if isinstance(statement, Written) else _LEAST_CHARACTERS
