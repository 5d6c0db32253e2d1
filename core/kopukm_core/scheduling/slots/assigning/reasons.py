"""Why somebody got no seat, in words, with what proves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kopukm_core.scheduling.slots.assigning.flow import Flow
from kopukm_core.scheduling.slots.assigning.instance import Client
from kopukm_core.values import Choice


class UnservedReason(Choice):
    """The two reasons there are."""

    NOTHING_SUITS = "nothing_suits", "Tidak ada kursi yang cocok."
    HELD_BY_EQUALS = (
        "held_by_equals",
        "Semua kursi yang dapat dicapai dengan rangkaian tukar dipegang orang berprioritas sama atau lebih tinggi.",
    )


@dataclass(frozen=True, slots=True)
class Unserved:
    """A client without a seat. `seats` could be reached by some chain of swaps, and all are taken."""

    client: int
    reason: UnservedReason
    seats: int = 0


def reasons(order: Sequence[Client], flow: Flow, rank: Mapping[int, int]) -> tuple[Unserved, ...]:
    """The reason of each unserved client, by key. Raises ArithmeticError where the assignment is not best."""
    onward = [{other for holder in holders for other in flow.values[holder]} for holders in flow.holders]
    found = []
    for number, client in enumerate(order):
        if flow.places[number] >= 0:
            continue
        reached: set[int] = set()
        waiting = list(flow.values[number])
        while waiting:
            group = waiting.pop()
            if group not in reached:
                reached.add(group)
                waiting.extend(onward[group] - reached)
        if not reached:
            found.append(Unserved(client.key, UnservedReason.NOTHING_SUITS))
            continue
        for group in reached:
            holders = flow.holders[group]
            if len(holders) < flow.capacities[group] or any(
                rank[order[holder].key] < rank[client.key] for holder in holders
            ):
                raise ArithmeticError("a chain of swaps would serve a client of higher priority")
        seats = sum(flow.capacities[group] for group in reached)
        found.append(Unserved(client.key, UnservedReason.HELD_BY_EQUALS, seats))
    return tuple(sorted(found, key=lambda one: one.client))
