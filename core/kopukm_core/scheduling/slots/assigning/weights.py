"""Goals in order as one exact whole number: each weighs more than all the later ones together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kopukm_core.scheduling.slots.assigning.instance import Client, Expert, Goal, Instance


def ranks(instance: Instance) -> dict[int, int]:
    """Client → place of their priority from 1 up; who has a seat already stands before all others.

    With these as values, the largest sum serves the most clients and, among those sets, the one of highest priority:
    the sets of clients that can be served together are a matroid.
    """
    known = {one.key: priority_of(instance, one) for one in instance.clients}
    places = {priority: place for place, priority in enumerate(sorted(set(known.values())), 1)}
    return {key: places[priority] for key, priority in known.items()}


def priority_of(instance: Instance, client: Client) -> tuple[int, ...]:
    """The priority that counts: having a seat already, then what the client brings."""
    return (int(client.key in instance.previous), *client.priority)


def weights(instance: Instance) -> dict[Goal, int]:
    """Goal → what one unit of it weighs."""
    greatest = {
        Goal.KEEP: len(instance.previous),
        Goal.TOPIC: len(instance.clients) * most_points(instance.experts),
        Goal.WINDOW: len(instance.clients),
        Goal.LOAD: most_load(instance),
    }
    found: dict[Goal, int] = {}
    weight = 1
    for goal in reversed(instance.goals):
        found[goal] = weight
        if goal is not Goal.SERVE:
            weight += weight * greatest[goal]
    return found


def most_points(experts: Sequence[Expert]) -> int:
    """The most points that any expert has for any topic. Raises ValueError for negative points."""
    points = [value for one in experts for value in one.points.values()]
    if any(value < 0 for value in points):
        raise ValueError("points are not negative")
    return max(points, default=0)


def most_load(instance: Instance) -> int:
    """By how much the sum of squared loads can grow at most."""
    seats = Counter(seat.expert for seat in instance.seats)
    return sum((one.earlier_load + seats[one.key]) ** 2 - one.earlier_load**2 for one in instance.experts)


def value(
    weighed: Mapping[Goal, int],
    rank: int,
    client: Client,
    expert: Expert,
    window: str,
    *,
    keeps: bool,
) -> int:
    """What it is worth that this client sits there; the load, which is of all clients together, aside."""
    return (
        weighed[Goal.SERVE] * rank
        + weighed.get(Goal.KEEP, 0) * int(keeps)
        + weighed.get(Goal.TOPIC, 0) * expert.points.get(client.topic, 0)
        + weighed.get(Goal.WINDOW, 0) * int(window in client.preferred)
    )
