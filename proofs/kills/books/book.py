"""One book: a claim, how much was examined for it, and what does not balance."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN = 20
_LENGTH = 600


@dataclass(slots=True)
class Book:
    """It balances where it has no faults."""

    name: str
    claim: str
    examined: int = 0
    faults: list[str] = field(default_factory=list)
    figures: dict[str, int | float | str] = field(default_factory=dict)

    @property
    def balances(self) -> bool:
        return not self.faults

    def must(self, holds: bool, fault: str) -> None:
        """Note the fault unless it holds."""
        if not holds:
            self.faults.append(fault)

    def must_not_be_empty(self) -> Book:
        """A book that examined nothing proves nothing."""
        self.must(self.examined > 0, "nothing was there to examine")
        return self

    def as_json(self) -> dict[str, object]:
        """Plain values; of many faults the first ones, with their number."""
        return {
            "name": self.name,
            "claim": self.claim,
            "examined": self.examined,
            "balances": self.balances,
            "faults": len(self.faults),
            "first_faults": [one[:_LENGTH] for one in self.faults[:_SHOWN]],
            "figures": self.figures,
        }
