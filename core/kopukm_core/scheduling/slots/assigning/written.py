"""An assignment as JSON text, with all that is needed to check its proof elsewhere; large numbers as text."""

from __future__ import annotations

import json

from kopukm_core.scheduling.slots.assigning.assignment import Assignment
from kopukm_core.scheduling.slots.assigning.certificate import Certificate, Verdict, verify
from kopukm_core.scheduling.slots.assigning.instance import Client, Expert, Goal, Instance, Seat


def written(assignment: Assignment) -> str:
    """The instance, who got which seat, and the prices that prove that nothing better exists."""
    instance, proof = assignment.instance, assignment.certificate
    return json.dumps(
        {
            "goals": [goal.value for goal in instance.goals],
            "clients": [
                [
                    one.key,
                    list(one.priority),
                    one.service,
                    one.topic,
                    sorted(one.possible),
                    sorted(one.preferred),
                    sorted(one.quotas),
                ]
                for one in instance.clients
            ],
            "seats": [[one.key, one.expert, one.service, one.window, one.quota] for one in instance.seats],
            "experts": [[one.key, dict(one.points), one.earlier_load] for one in instance.experts],
            "previous": sorted(instance.previous.items()),
            "pairs": sorted(assignment.pairs.items()),
            "weights": {goal.value: str(weight) for goal, weight in proof.weights.items()},
            "group_prices": [[*key, str(price)] for key, price in proof.group_prices.items()],
            "expert_prices": [[key, str(price)] for key, price in proof.expert_prices.items()],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def verify_written(text: str) -> Verdict:
    """Check a written assignment. Raises ValueError or KeyError for text that is none."""
    kept = json.loads(text)
    instance = Instance(
        [
            Client(key, tuple(priority), service, topic, *(frozenset(names) for names in sets))
            for key, priority, service, topic, *sets in kept["clients"]
        ],
        [Seat(*one) for one in kept["seats"]],
        [Expert(key, points, load) for key, points, load in kept["experts"]],
        tuple(Goal(goal) for goal in kept["goals"]),
        dict(kept["previous"]),
    )
    certificate = Certificate(
        {Goal(goal): int(weight) for goal, weight in kept["weights"].items()},
        {
            (expert, service, window, quota): int(price)
            for expert, service, window, quota, price in kept["group_prices"]
        },
        {key: int(price) for key, price in kept["expert_prices"]},
    )
    return verify(instance, dict(kept["pairs"]), certificate)
