"""A proof that no better assignment exists, and the checker that trusts nothing but the instance.

Weak duality: with a price for each group of seats (not negative) and one for each expert, no assignment is worth more
than the bound below. An assignment that is worth as much as its bound is therefore best: the gap is 0.
All numbers are whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kopukm_core.scheduling.slots.assigning.instance import Goal, GroupKey, Instance, suits


@dataclass(frozen=True, slots=True)
class Certificate:
    """Weights of the goals, prices of groups beyond their expert's, prices of experts."""

    weights: Mapping[Goal, int]
    group_prices: Mapping[GroupKey, int]
    expert_prices: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker found: `gap` is bound minus value; `faults` say in words what is not as it must be."""

    gap: int
    value: int
    bound: int
    faults: tuple[str, ...] = field(default=())

    @property
    def proved(self) -> bool:
        return self.gap == 0 and not self.faults


def verify(instance: Instance, pairs: Mapping[int, int], certificate: Certificate) -> Verdict:
    """Check pairs (client → seat) and certificate against the instance, by its definition alone."""
    faults = [*_wrong_weights(instance, certificate.weights), *_wrong_pairs(instance, pairs)]
    if any(price < 0 for price in certificate.group_prices.values()):
        faults.append("a price of a group is negative")
    if faults:
        return Verdict(-1, 0, 0, tuple(faults))
    reached, bound = _value_and_bound(instance, pairs, certificate)
    if bound < reached:
        faults.append("the bound is below the value")
    return Verdict(bound - reached, reached, bound, tuple(faults))


def _wrong_weights(instance: Instance, weights: Mapping[Goal, int]) -> list[str]:
    """Each goal must outweigh all that the later ones can ever give."""
    if tuple(weights) and set(weights) != set(instance.goals):
        return ["weights of other goals"]
    per_expert = Counter(seat.expert for seat in instance.seats)
    points = max((value for one in instance.experts for value in one.points.values()), default=0)
    most = {
        Goal.KEEP: len(instance.previous),
        Goal.TOPIC: points * len(instance.clients),
        Goal.WINDOW: len(instance.clients),
        Goal.LOAD: sum(
            (one.earlier_load + per_expert[one.key]) ** 2 - one.earlier_load**2 for one in instance.experts
        ),
    }
    faults, later = [], 0
    for goal in reversed(instance.goals):
        if weights[goal] <= later:
            faults.append(f"the weight of {goal} does not outweigh the later goals")
        later += weights[goal] * most.get(goal, 0)
    return faults


def _wrong_pairs(instance: Instance, pairs: Mapping[int, int]) -> list[str]:
    clients = {one.key: one for one in instance.clients}
    seats = {one.key: one for one in instance.seats}
    faults = []
    if len(set(pairs.values())) != len(pairs):
        faults.append("two clients in one seat")
    for client, seat in pairs.items():
        if client not in clients or seat not in seats:
            faults.append(f"client {client} or seat {seat} is unknown")
        elif not suits(clients[client], seats[seat]):
            faults.append(f"seat {seat} does not suit client {client}")
    return faults


def _worths(instance: Instance, weights: Mapping[Goal, int]) -> Iterator[tuple[int, dict[GroupKey, int]]]:
    """Each client with what a seat of each group that suits is worth to them."""
    order = sorted({(int(one.key in instance.previous), *one.priority) for one in instance.clients})
    place = {priority: number for number, priority in enumerate(order, 1)}
    points = {one.key: one.points for one in instance.experts}
    seats = {one.key: one for one in instance.seats}
    offered: dict[str, dict[str, set[GroupKey]]] = {}
    for seat in instance.seats:
        offered.setdefault(seat.service, {}).setdefault(seat.window, set()).add(seat.group)
    for client in instance.clients:
        rank = place[(int(client.key in instance.previous), *client.priority)]
        own = seats.get(instance.previous.get(client.key, -1))
        kept = own.group if own is not None else None
        windows = offered.get(client.service, {})
        yield (
            client.key,
            {
                group: weights[Goal.SERVE] * rank
                + weights.get(Goal.KEEP, 0) * int(group == kept)
                + weights.get(Goal.TOPIC, 0) * points[group[0]].get(client.topic, 0)
                + weights.get(Goal.WINDOW, 0) * int(window in client.preferred)
                for window in client.possible or windows
                for group in windows.get(window, ())
                if not group[3] or group[3] in client.quotas
            },
        )


def _value_and_bound(
    instance: Instance, pairs: Mapping[int, int], certificate: Certificate
) -> tuple[int, int]:
    """What the assignment is worth, and what none can be worth more than.

    The bound: over the clients what a seat is worth to them beyond its price, the prices of the groups for each seat,
    and the conjugates of the loads.
    """
    seats = {one.key: one for one in instance.seats}
    group_prices, expert_prices = certificate.group_prices, certificate.expert_prices
    price = {
        group: expert_prices.get(group[0], 0) + group_prices.get(group, 0)
        for group in {one.group for one in instance.seats}
    }
    value = 0
    bound = sum(group_prices.get(one.group, 0) for one in instance.seats)
    for client, worths in _worths(instance, certificate.weights):
        if client in pairs:
            value += worths[seats[pairs[client]].group]
        bound += max([0, *(worth - price[group] for group, worth in worths.items())])
    offered = Counter(one.expert for one in instance.seats)
    carried = Counter(seats[seat].expert for seat in pairs.values())
    weight = certificate.weights.get(Goal.LOAD, 0)

    def growth(earlier: int, count: int) -> int:
        return weight * ((earlier + count) ** 2 - earlier**2)

    for one in instance.experts:
        paid = expert_prices.get(one.key, 0)
        value -= growth(one.earlier_load, carried[one.key])
        bound += max(paid * count - growth(one.earlier_load, count) for count in range(offered[one.key] + 1))
    return value, bound
