"""What an assignment is made from: clients, seats, experts, and the goals in their order. Plain values, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Goal(StrEnum):
    """What an assignment aims at; an earlier goal is never given up for a later one."""

    SERVE = "serve"
    """As many clients as possible, those of higher priority first."""
    KEEP = "keep"
    """Who has a seat already keeps it."""
    TOPIC = "topic"
    """The expert's field fits the client's topic."""
    WINDOW = "window"
    """The seat is in a window that the client prefers."""
    LOAD = "load"
    """Experts carry even loads, earlier ones counted in: the sum of squares is smallest."""


GroupKey = tuple[int, str, str, str]
"""Expert, service, window, quota: the seats that share these are worth the same to everybody."""

OFFICE_GOALS = (Goal.SERVE, Goal.TOPIC, Goal.WINDOW, Goal.LOAD)
"""The usual order."""
WINDOW_FIRST = (Goal.SERVE, Goal.WINDOW, Goal.TOPIC, Goal.LOAD)
"""The middle two swapped."""


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who wants a seat.

    `priority` is compared as tuples are, the higher first. `possible` names the windows in which the client can come
    at all (any, where it is empty), `preferred` those that they like best, `quotas` the quotas whose seats they
    may have beside those of none.
    """

    key: int
    priority: tuple[int, ...] = ()
    service: str = ""
    topic: str = ""
    possible: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()
    quotas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seat:
    """One time of an expert; `window` is what clients can prefer, a day or a half of it.

    A seat with a `quota` is kept for the clients of that quota.
    """

    key: int
    expert: int
    service: str = ""
    window: str = ""
    quota: str = ""

    @property
    def group(self) -> GroupKey:
        """What it shares with the seats that are worth the same to everybody."""
        return self.expert, self.service, self.window, self.quota


@dataclass(frozen=True, slots=True)
class Expert:
    """Who sits there: points by topic, and how many clients they had in earlier rounds."""

    key: int
    points: Mapping[str, int] = field(default_factory=dict)
    earlier_load: int = 0


@dataclass(frozen=True, slots=True)
class Instance:
    """One question: who gets which seat. `previous` tells which seat a client has already.

    Raises ValueError for two of one key, a seat of an unknown expert, and goals that do not begin with SERVE or name
    one twice.
    """

    clients: Sequence[Client]
    seats: Sequence[Seat]
    experts: Sequence[Expert]
    goals: tuple[Goal, ...] = OFFICE_GOALS
    previous: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        experts = {one.key for one in self.experts}
        for name, keys in (
            ("client", [one.key for one in self.clients]),
            ("seat", [one.key for one in self.seats]),
            ("expert", [one.key for one in self.experts]),
        ):
            if len(keys) != len(set(keys)):
                raise ValueError(f"two of one {name} key")
        if any(seat.expert not in experts for seat in self.seats):
            raise ValueError("a seat of an unknown expert")
        if self.goals[:1] != (Goal.SERVE,) or len(set(self.goals)) != len(self.goals):
            raise ValueError("goals begin with SERVE, and each is named once")


def suits(client: Client, seat: Seat) -> bool:
    """Whether the client can have the seat at all."""
    return (
        client.service == seat.service
        and (not client.possible or seat.window in client.possible)
        and (not seat.quota or seat.quota in client.quotas)
    )
