"""One operation of one system: what is sent, and where the answer's rows stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Operation:
    """A document with the variables of its n-th request; paths tell where rows and figures stand in `data`."""

    name: str
    title: str
    document: str
    variables: Callable[[int], Mapping[str, Any]]
    rows: tuple[str, ...]
    repeats: int = 0
    """After so many requests the variables come round again; 0 for never."""
    total: tuple[str, ...] = ()
    probe: str = ""
    """The column of the rows that is compared between systems."""
    authorised: bool = False
    beside: Mapping[str, Any] = field(default_factory=dict)
    """What else the request holds."""
    kept: dict[int, bytes] = field(default_factory=dict, repr=False)

    def body(self, number: int) -> bytes:
        """The n-th request body."""
        if not self.repeats:
            return self._encoded(number)
        number %= self.repeats
        if number not in self.kept:
            self.kept[number] = self._encoded(number)
        return self.kept[number]

    def row_count(self, data: Any) -> int:
        """How many rows an answer holds."""
        found = value_at(data, self.rows)
        return len(found) if isinstance(found, list) else int(found is not None)

    def answer(self, data: Any, *, ordered: bool = True) -> tuple[list[Any], Any]:
        """What systems must agree on: the probe of every row, and the total."""
        found = value_at(data, self.rows)
        probes = [row[self.probe] for row in (found if isinstance(found, list) else [found])]
        return probes if ordered else sorted(probes), value_at(data, self.total) if self.total else None

    def _encoded(self, number: int) -> bytes:
        return orjson.dumps({**self.beside, "query": self.document, "variables": self.variables(number)})


def value_at(data: Any, path: Sequence[str]) -> Any:
    """The value at the path; None where something on the way is null."""
    for name in path:
        data = data[name] if data is not None else None
    return data
