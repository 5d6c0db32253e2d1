"""A proof that no better assignment exists, and the checker that trusts nothing but the instance.

Weak duality: with a price for each group of seats (not negative) and one for each expert, no assignment is worth more
than the bound below. An assignment that is worth as much as its bound is therefore best: the gap is 0.
All numbers are whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from kopukm_core.scheduling.slots.assigning.instance import Goal, Instance, suits

GroupKey = tuple[int, str, str]
"""Expert, service, window."""


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
    reached, bound = _value(instance, pairs, certificate.weights), _bound(instance, certificate)
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


def _worth(instance: Instance, weights: Mapping[Goal, int]) -> dict[int, dict[int, int]]:
    """Client → seat → what that pair is worth, for every pair that suits."""
    order = sorted({(int(one.key in instance.previous), *one.priority) for one in instance.clients})
    place = {priority: number for number, priority in enumerate(order, 1)}
    points = {one.key: one.points for one in instance.experts}
    seats = {one.key: one for one in instance.seats}
    found: dict[int, dict[int, int]] = {}
    for client in instance.clients:
        rank = place[(int(client.key in instance.previous), *client.priority)]
        own = seats.get(instance.previous.get(client.key, -1))
        worth = found[client.key] = {}
        for seat in instance.seats:
            if not suits(client, seat):
                continue
            keeps = own is not None and (own.expert, own.service, own.window) == (
                seat.expert,
                seat.service,
                seat.window,
            )
            worth[seat.key] = (
                weights[Goal.SERVE] * rank
                + weights.get(Goal.KEEP, 0) * int(keeps)
                + weights.get(Goal.TOPIC, 0) * points[seat.expert].get(client.topic, 0)
                + weights.get(Goal.WINDOW, 0) * int(seat.window in client.preferred)
            )
    return found


def _value(instance: Instance, pairs: Mapping[int, int], weights: Mapping[Goal, int]) -> int:
    worth = _worth(instance, weights)
    expert_of = {seat.key: seat.expert for seat in instance.seats}
    load = Counter(expert_of[seat] for seat in pairs.values())
    squares = sum((one.earlier_load + load[one.key]) ** 2 - one.earlier_load**2 for one in instance.experts)
    return sum(worth[client][seat] for client, seat in pairs.items()) - weights.get(Goal.LOAD, 0) * squares


def _bound(instance: Instance, certificate: Certificate) -> int:
    """Σ over clients of what a seat is worth to them beyond its price, Σ prices of seats, Σ conjugates of the loads."""
    price = {
        seat.key: certificate.expert_prices.get(seat.expert, 0)
        + certificate.group_prices.get((seat.expert, seat.service, seat.window), 0)
        for seat in instance.seats
    }
    worth = _worth(instance, certificate.weights)
    bound = sum(max([0, *(value - price[seat] for seat, value in pairs.items())]) for pairs in worth.values())
    bound += sum(
        certificate.group_prices.get((seat.expert, seat.service, seat.window), 0) for seat in instance.seats
    )
    seats = Counter(seat.expert for seat in instance.seats)
    weight = certificate.weights.get(Goal.LOAD, 0)
    for one in instance.experts:
        paid = certificate.expert_prices.get(one.key, 0)
        bound += max(
            paid * count - weight * ((one.earlier_load + count) ** 2 - one.earlier_load**2)
            for count in range(seats[one.key] + 1)
        )
    return bound
