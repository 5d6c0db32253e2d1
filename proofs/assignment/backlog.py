"""Weeks of backlog: what is carried forward from week to week, and what becomes of waits and loads without it."""

from __future__ import annotations

import random
from dataclasses import replace

import proofs.product  # noqa: F401  (the instances of the tests are found by it)
from clinic_instances import clinic
from kopukm_core.scheduling.slots.assigning import Client, assign

_WEEKS = 12
_AWAY_WEEKS = 4
"""So long the first expert is away at the beginning."""


def backlog(*, carried: bool) -> dict[str, object]:
    """So many weeks of a clinic with more clients than seats; who gets none asks again in the next."""
    chance = random.Random(12)
    waiting: dict[int, tuple[Client, int]] = {}
    served: dict[int, int] = {}
    loads: dict[int, int] = {}
    for week in range(_WEEKS):
        asking, seats, experts = clinic(118, 142, 4, seed=100 + week)
        for one in asking:
            waiting[week * 1_000 + one.key] = (one, week)
        if week < _AWAY_WEEKS:
            seats = [one for one in seats if one.expert != 0]
        days = sorted({one.window for one in seats})
        clients = []
        for key, (one, since) in waiting.items():
            possible = one.possible if since == week else frozenset(chance.sample(days, 3))
            waited = week - since if carried else 0
            clients.append(replace(one, key=key, priority=(waited,), possible=possible))
        staff = [replace(one, earlier_load=loads.get(one.key, 0) if carried else 0) for one in experts]
        answer = assign(clients, seats, staff)
        expert_of = {one.key: one.expert for one in seats}
        for client, seat in answer.pairs.items():
            served[client] = week - waiting.pop(client)[1]
            loads[expert_of[seat]] = loads.get(expert_of[seat], 0) + 1
    still = [_WEEKS - since for _, since in waiting.values()]
    return {
        "carried forward": "waits and loads" if carried else "nothing",
        "weeks": _WEEKS,
        "served": len(served),
        "longest wait in weeks": max([*served.values(), *still]),
        "longest wait of 99 in 100": sorted([*served.values(), *still])[-(len(served) + len(still)) // 100],
        "still waiting": len(still),
        "loads": f"{min(loads.values())}-{max(loads.values())}",
    }
