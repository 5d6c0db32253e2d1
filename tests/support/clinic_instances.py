"""Synthetic clinics: a week or a month of clients and seats, from a seed."""

from __future__ import annotations

import random

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
