"""What is counted of a selection, and how the counts of parts make the count of the whole."""

from __future__ import annotations

from dataclasses import dataclass

CEILING = 10**9
"""Counts stop here: fragments that double thirty times must not become numbers of a thousand digits."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The counts of one selection set, fragments written out.

    The cost is a linear function of the page size that the enclosing field hands down,
    `cost + page x cost_per_row`: a fragment on a connection is measured once, whatever page it is used with.
    """

    depth: int = 0
    introspection_lists: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    cost: int = 0
    cost_per_row: int = 0

    def beside(self, other: Measures) -> Measures:
        """Both in one selection set."""
        return Measures(
            depth=max(self.depth, other.depth),
            introspection_lists=max(self.introspection_lists, other.introspection_lists),
            fields=min(CEILING, self.fields + other.fields),
            aliases=min(CEILING, self.aliases + other.aliases),
            directives=min(CEILING, self.directives + other.directives),
            cost=min(CEILING, self.cost + other.cost),
            cost_per_row=min(CEILING, self.cost_per_row + other.cost_per_row),
        )

    def cost_with(self, page: int) -> int:
        """The cost when each plain list among the selected fields holds `page` rows."""
        return min(CEILING, self.cost + page * self.cost_per_row)


NOTHING = Measures()
