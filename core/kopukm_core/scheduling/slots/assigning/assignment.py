"""Who gets which seat: the question, the answer, its numbers, its reasons and its proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kopukm_core.scheduling.slots.assigning.certificate import Certificate, Verdict, verify
from kopukm_core.scheduling.slots.assigning.flow import Flow
from kopukm_core.scheduling.slots.assigning.instance import (
    OFFICE_GOALS,
    Client,
    Expert,
    Goal,
    GroupKey,
    Instance,
    Seat,
)
from kopukm_core.scheduling.slots.assigning.reasons import Unserved, reasons
from kopukm_core.scheduling.slots.assigning.weights import ranks, value, weights


@dataclass(frozen=True, slots=True)
class Figures:
    """What an assignment reaches; loads are of the experts by key, earlier ones counted in."""

    clients: int
    seats: int
    served: int
    topic_points: int
    preferred: int
    loads: Mapping[int, int]
    kept: int
    """Clients that had a seat and keep just that one."""
    moved: int
    """Clients that had a seat and get another."""
    lost: int
    """Clients that had a seat and get none."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The best assignment of an instance: client → seat, and for everyone else the reason."""

    instance: Instance
    pairs: Mapping[int, int]
    unserved: tuple[Unserved, ...]
    figures: Figures
    certificate: Certificate

    def verify(self) -> Verdict:
        """Have it checked without trust in the solver."""
        return verify(self.instance, self.pairs, self.certificate)


def assign(
    clients: Sequence[Client],
    seats: Sequence[Seat],
    experts: Sequence[Expert],
    goals: tuple[Goal, ...] = OFFICE_GOALS,
    previous: Mapping[int, int] | None = None,
) -> Assignment:
    """The best assignment by the goals in their order, exactly.

    With `previous` (client → seat) those clients stand before all others and move as little as possible: KEEP is then
    the second goal, unless the goals name it elsewhere. The same input gives the same answer.
    """
    if previous and Goal.KEEP not in goals:
        goals = (goals[0], Goal.KEEP, *goals[1:])
    return _solved(Instance(clients, seats, experts, goals, previous or {}))


def _solved(instance: Instance) -> Assignment:
    weighed, rank = weights(instance), ranks(instance)
    members: dict[GroupKey, list[Seat]] = {}
    for seat in instance.seats:
        members.setdefault(seat.group, []).append(seat)
    keys = list(members)
    offered: dict[str, dict[str, list[int]]] = {}
    for number, (_, service, window, _) in enumerate(keys):
        offered.setdefault(service, {}).setdefault(window, []).append(number)
    seats = {one.key: one for one in instance.seats}
    experts = {one.key: one for one in instance.experts}
    place = {one.key: number for number, one in enumerate(instance.experts)}
    own = {client: seats[seat].group for client, seat in instance.previous.items() if seat in seats}
    known: dict[object, dict[int, int]] = {}

    def worths(client: Client) -> dict[int, int]:
        kept = own.get(client.key)
        alike = (
            *(rank[client.key], client.service, client.topic, kept),
            *(client.possible, client.preferred, client.quotas),
        )
        if alike not in known:
            windows = offered.get(client.service, {})
            known[alike] = {
                number: value(
                    weighed,
                    rank[client.key],
                    client,
                    experts[keys[number][0]],
                    window,
                    keeps=keys[number] == kept,
                )
                for window in sorted(client.possible) or windows
                for number in windows.get(window, ())
                if not keys[number][3] or keys[number][3] in client.quotas
            }
        return known[alike]

    # Those of higher priority first: fewer are sent away again.
    order = sorted(instance.clients, key=lambda one: (-rank[one.key], one.key))
    flow = Flow(
        values=[worths(client) for client in order],
        capacities=[len(members[key]) for key in keys],
        expert_of=[place[key[0]] for key in keys],
        earlier=[one.earlier_load for one in instance.experts],
        weight=weighed.get(Goal.LOAD, 0),
    )
    flow.run()
    pairs = _seated(order, flow, [members[key] for key in keys], instance.previous)
    expert_prices = dict(zip(experts, flow.prices[len(keys) :], strict=False))
    group_prices = {
        key: max(0, flow.prices[number] - expert_prices[key[0]]) for number, key in enumerate(keys)
    }
    return Assignment(
        instance,
        pairs,
        reasons(order, flow, rank),
        _figures(instance, pairs),
        Certificate(weighed, group_prices, expert_prices),
    )


def _seated(
    order: Sequence[Client], flow: Flow, members: Sequence[Sequence[Seat]], previous: Mapping[int, int]
) -> dict[int, int]:
    """Client → seat within the groups: who has one of them already keeps it, the others fill up from the first."""
    pairs: dict[int, int] = {}
    for number, holders in enumerate(flow.holders):
        free = {seat.key: None for seat in members[number]}
        coming: list[int] = []
        for holder in sorted(holders):
            key = order[holder].key
            seat = previous.get(key, -1)
            if seat in free:
                del free[seat]
                pairs[key] = seat
            else:
                coming.append(key)
        pairs.update(zip(coming, free, strict=False))
    return pairs


def _figures(instance: Instance, pairs: Mapping[int, int]) -> Figures:
    seats = {one.key: one for one in instance.seats}
    clients = {one.key: one for one in instance.clients}
    experts = {one.key: one for one in instance.experts}
    load = Counter(seats[seat].expert for seat in pairs.values())
    chosen = [(clients[client], seats[seat]) for client, seat in pairs.items()]
    before = {key: seat for key, seat in instance.previous.items() if key in clients}
    return Figures(
        clients=len(clients),
        seats=len(seats),
        served=len(pairs),
        topic_points=sum(experts[seat.expert].points.get(client.topic, 0) for client, seat in chosen),
        preferred=sum(seat.window in client.preferred for client, seat in chosen),
        loads={one.key: one.earlier_load + load[one.key] for one in instance.experts},
        kept=sum(pairs.get(client) == seat for client, seat in before.items()),
        moved=sum(pairs.get(client, seat) != seat for client, seat in before.items()),
        lost=sum(client not in pairs for client in before),
    )
