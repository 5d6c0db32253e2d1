"""Why somebody got no seat, in words, with what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

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
    suiting = _suiting(flow)
    onward = [_all_of(suiting[holder] for holder in holders) for holders in flow.holders]
    not_full = _all_of(
        1 << group for group, holders in enumerate(flow.holders) if len(holders) < flow.capacities[group]
    )
    lowest = [min((rank[order[one].key] for one in holders), default=0) for holders in flow.holders]
    found: list[Unserved] = []
    known: dict[int, tuple[int, int]] = {}
    for number, client in enumerate(order):
        if flow.places[number] >= 0:
            continue
        reached = _reached(suiting[number], onward)
        if not reached:
            found.append(Unserved(client.key, UnservedReason.NOTHING_SUITS))
            continue
        if reached not in known:
            groups = list(_groups(reached))
            known[reached] = (
                min(lowest[group] for group in groups),
                sum(flow.capacities[group] for group in groups),
            )
        least, seats = known[reached]
        if reached & not_full or least < rank[client.key]:
            raise ArithmeticError("a chain of swaps would serve a client of higher priority")
        found.append(Unserved(client.key, UnservedReason.HELD_BY_EQUALS, seats))
    return tuple(sorted(found, key=lambda one: one.client))


def _suiting(flow: Flow) -> list[int]:
    """Client → the groups that suit, as bits of one number; alike clients share their values and so the number."""
    known: dict[int, int] = {}
    for values in flow.values:
        if id(values) not in known:
            known[id(values)] = _all_of(1 << group for group in values)
    return [known[id(values)] for values in flow.values]


def _reached(start: int, onward: Sequence[int]) -> int:
    """All groups that some chain of swaps leads to."""
    reached, waiting = start, start
    while waiting:
        lowest = waiting & -waiting
        further = onward[lowest.bit_length() - 1] & ~reached
        reached |= further
        waiting = (waiting ^ lowest) | further
    return reached


def _groups(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _all_of(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)
