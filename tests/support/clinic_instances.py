"""Synthetic clinics: a week or a month of clients and seats, from a seed."""

from __future__ import annotations

import random
from dataclasses import replace

from kopukm_core.scheduling.slots.assigning import Client, Expert, Seat

TOPICS = ("perizinan", "keuangan", "pemasaran", "kelembagaan", "digital", "produksi")


def clinic(
    clients: int, seats: int, days: int, *, seed: int = 1, experts: int = 3
) -> tuple[list[Client], list[Seat], list[Expert]]:
    """Two blocks a day of six seats for each expert; each client can come on some days and prefers some of these."""
    chance = random.Random(seed)
    staff = [
        Expert(
            number,
            dict(zip(chance.sample(TOPICS, 4), (2, 2, 1, 1), strict=True)),
        )
        for number in range(experts)
    ]
    every = [
        (day, expert, service, place)
        for day in range(days)
        for service in ("pagi", "siang")
        for place in range(6)
        for expert in range(experts)
    ]
    dropped = set(chance.sample(range(len(every)), max(0, len(every) - seats)))
    kept = [one for place, one in enumerate(every) if place not in dropped]
    made = [
        Seat(number, expert, service, f"{day}-{service}")
        for number, (day, expert, service, _) in enumerate(kept)
    ]
    people = []
    for number in range(clients):
        service = "pagi" if chance.random() < 0.62 else "siang"
        possible = [
            f"{day}-{service}"
            for day in chance.sample(range(days), min(days, chance.randint(1, max(2, days // 2))))
        ]
        people.append(
            Client(
                number,
                (int(chance.random() < 0.5), int(chance.random() < 0.6), chance.randint(0, 4)),
                service,
                chance.choice(TOPICS),
                frozenset(possible),
                frozenset(chance.sample(possible, max(1, len(possible) // 2))),
            )
        )
    return people, made, staff


def province(
    districts: int, clients: int, seats: int, *, neighbours: float = 0.0, seed: int = 1
) -> tuple[list[Client], list[Seat], list[Expert]]:
    """Clinics of so many districts over eleven days; that share of the clients can also come to the next district.

    With no such client the districts do not touch; with some they are one ring.
    """
    chance = random.Random(seed)
    people: list[Client] = []
    made: list[Seat] = []
    staff: list[Expert] = []
    for number in range(districts):
        first, second, third = len(people), len(made), len(staff)
        own = [total * (number + 1) // districts - total * number // districts for total in (clients, seats)]
        asking, offered, experts = clinic(own[0], own[1], 11, seed=seed * 1_000 + number)
        staff += [replace(one, key=one.key + third) for one in experts]
        made += [
            replace(one, key=one.key + second, expert=one.expert + third, window=f"{number}:{one.window}")
            for one in offered
        ]
        for one in asking:
            places = [number]
            if chance.random() < neighbours:
                places.append((number + 1) % districts)
            people.append(
                replace(
                    one,
                    key=one.key + first,
                    possible=frozenset(f"{place}:{window}" for place in places for window in one.possible),
                    preferred=frozenset(f"{number}:{window}" for window in one.preferred),
                )
            )
    return people, made, staff
