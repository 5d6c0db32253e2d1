"""Min-cost flow with convex costs, exact: clients come in one by one, each along a cheapest chain of moves.

Seats of one expert in one window are one group. What remains to be searched is a graph of groups and experts: a client
enters a group; a group hands one of its clients on to another group or sends them away, or has a free seat and so adds
to its expert's load; an expert may give up a client of another group in exchange. Dijkstra with potentials keeps every
reduced cost at zero or above; the potentials at the end are the prices of the certificate.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SOURCE = -1
Row = tuple[list[tuple[int, int, int]], int, int]
"""Cheapest moves out of a group: (group, cost, client) of each, and cost and client of the cheapest sent away."""


@dataclass(slots=True)
class Flow:
    """`values` has for each client the worth of each group that suits; costs of load are `weight` × load²."""

    values: Sequence[Mapping[int, int]]
    capacities: Sequence[int]
    expert_of: Sequence[int]
    earlier: Sequence[int]
    weight: int
    places: list[int] = field(init=False)
    """Client → group; -1 where unserved."""
    holders: list[list[int]] = field(init=False)
    loads: list[int] = field(init=False)
    prices: list[int] = field(init=False)
    """Of groups, then of experts; the last, of the end, stays 0."""
    _groups_of: list[list[int]] = field(init=False)
    _rows: list[Row | None] = field(init=False)

    def __post_init__(self) -> None:
        groups, experts = len(self.capacities), len(self.earlier)
        self.places = [-1] * len(self.values)
        self.holders = [[] for _ in range(groups)]
        self.loads = [0] * experts
        self._rows = [None] * groups
        self._groups_of = [[] for _ in range(experts)]
        for group, expert in enumerate(self.expert_of):
            self._groups_of[expert].append(group)
        first = [self._next_cost(expert) for expert in range(experts)]
        self.prices = [first[expert] for expert in self.expert_of] + first + [0]

    def run(self) -> None:
        """Bring in every client."""
        for client in range(len(self.values)):
            self._bring_in(client)

    def _next_cost(self, expert: int) -> int:
        """What one more client adds to the weighed square of the load."""
        return self.weight * (2 * (self.earlier[expert] + self.loads[expert]) + 1)

    def _bring_in(self, client: int) -> None:
        prices, groups = self.prices, len(self.capacities)
        end = len(prices) - 1
        wanted = self.values[client]
        best = max((worth - prices[group] for group, worth in wanted.items()), default=0)
        if best <= 0:
            return
        far = best + 1
        distances = [far] * len(prices)
        distances[end] = best
        before: list[tuple[int, int]] = [(_SOURCE, client)] * len(prices)
        heap: list[tuple[int, int]] = []
        for group, worth in wanted.items():
            distance = best - worth + prices[group]
            if distance < best:
                distances[group] = distance
                heap.append((distance, group))
        heapq.heapify(heap)
        settled: list[int] = []
        while heap:
            distance, node = heapq.heappop(heap)
            if distance > distances[node]:
                continue
            if distance >= distances[end]:
                break
            settled.append(node)
            base = distance - prices[node]
            limit = distances[end]
            if node >= groups:
                expert = node - groups
                reached = base + self._next_cost(expert)
                if reached < limit:
                    distances[end] = limit = reached
                    before[end] = (node, -1)
                for group in self._groups_of[expert]:
                    if self.holders[group]:
                        reached = base + prices[group]
                        if reached < distances[group] and reached < limit:
                            distances[group] = reached
                            before[group] = (node, -1)
                            heapq.heappush(heap, (reached, group))
                continue
            if len(self.holders[node]) < self.capacities[node]:
                other = groups + self.expert_of[node]
                reached = base + prices[other]
                if reached < distances[other] and reached < limit:
                    distances[other] = reached
                    before[other] = (node, -1)
                    heapq.heappush(heap, (reached, other))
            row = self._rows[node]
            if row is None:
                row = self._rows[node] = self._moves_out_of(node)
            moves, away, sent = row
            if sent >= 0 and base + away < limit:
                distances[end] = limit = base + away
                before[end] = (node, sent)
            room = limit - base
            for other, cost, moved in moves:
                reached = cost + prices[other]
                if reached < room and base + reached < distances[other]:
                    distances[other] = reached = base + reached
                    before[other] = (node, moved)
                    heapq.heappush(heap, (reached, other))
        final = distances[end]
        for node in settled:
            prices[node] += final - distances[node]
        self._move_along(client, before, end)

    def _moves_out_of(self, group: int) -> Row:
        found: dict[int, tuple[int, int]] = {}
        away, sent = 0, -1
        seen: set[int] = set()
        for client in self.holders[group]:
            values = self.values[client]
            if id(values) in seen:
                continue
            seen.add(id(values))
            here = values[group]
            if sent < 0 or here < away:
                away, sent = here, client
            for other, worth in values.items():
                cost = here - worth
                if other != group and (other not in found or cost < found[other][0]):
                    found[other] = (cost, client)
        return [(other, cost, moved) for other, (cost, moved) in found.items()], away, sent

    def _move_along(self, client: int, before: Sequence[tuple[int, int]], end: int) -> None:
        groups = len(self.capacities)
        node = end
        while node != _SOURCE:
            origin, moved = before[node]
            if moved >= 0 and self.places[moved] >= 0 and origin != _SOURCE:
                self._take_out(moved)
            if moved >= 0 and node < groups:
                self._put_in(moved, node)
            node = origin

    def _take_out(self, client: int) -> None:
        group = self.places[client]
        self.holders[group].remove(client)
        self.loads[self.expert_of[group]] -= 1
        self.places[client] = -1
        self._rows[group] = None

    def _put_in(self, client: int, group: int) -> None:
        self.holders[group].append(client)
        self.loads[self.expert_of[group]] += 1
        self.places[client] = group
        self._rows[group] = None
