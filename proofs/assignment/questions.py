"""The questions: a week, a month, a province whose districts stand alone, one whose clients cross over; a repair."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import proofs.product  # noqa: F401  (the instances of the tests are found by it)
from clinic_instances import clinic, province
from kopukm_core.scheduling.slots.assigning import (
    WINDOW_FIRST,
    Assignment,
    Client,
    Expert,
    Seat,
    assign,
    verify_written,
    written,
)

_Asked = tuple[list[Client], list[Seat], list[Expert]]


def _districts() -> _Asked:
    return province(27, 10_000, 10_291)


def _crossing() -> _Asked:
    return province(27, 10_000, 10_291, neighbours=0.3)


def _full() -> _Asked:
    """Twice as many clients as seats, all of whom can come to two districts."""
    return province(27, 10_000, 5_000, neighbours=1.0)


QUESTIONS: Mapping[str, Callable[[], _Asked]] = {
    "week": lambda: clinic(150, 142, 4),
    "month": lambda: clinic(600, 531, 15),
    "province": _districts,
    "province, window first": _districts,
    "province, a third crosses": _crossing,
    "province, half too many": _full,
    "province, repaired": _crossing,
}


def answered(name: str) -> dict[str, object]:
    """Solve and check one question; seconds are of the processor, megabytes the highest of the process."""
    clients, seats, experts = QUESTIONS[name]()
    previous: dict[int, int] = {}
    if name.endswith("repaired"):
        clients, seats, previous = _changed(clients, seats, assign(clients, seats, experts))
    begun = time.process_time()
    if name.endswith("window first"):
        answer = assign(clients, seats, experts, WINDOW_FIRST)
    else:
        answer = assign(clients, seats, experts, previous=previous)
    solved = time.process_time()
    text = written(answer)
    kept = time.process_time()
    verdict = verify_written(text)
    checked = time.process_time()
    loads = answer.figures.loads.values()
    return {
        "instance": name,
        "clients": len(clients),
        "seats": len(seats),
        "experts": len(experts),
        "served": answer.figures.served,
        "topic points": answer.figures.topic_points,
        "preferred": answer.figures.preferred,
        "loads": f"{min(loads)}-{max(loads)}",
        "kept, moved, lost": f"{answer.figures.kept}, {answer.figures.moved}, {answer.figures.lost}",
        "unserved with a reason": len(answer.unserved),
        "gap": verdict.gap if not verdict.faults else "; ".join(verdict.faults),
        "seconds to solve": round(solved - begun, 2),
        "seconds to check": round(checked - kept, 2),
        "MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _changed(
    clients: list[Client], seats: list[Seat], before: Assignment
) -> tuple[list[Client], list[Seat], dict[int, int]]:
    """An expert of each third district is ill for a day; one client in fifteen is gone, one in twelve is new."""
    ill = {one.key for one in seats if one.expert % 9 == 0 and ":2-" in one.window}
    gone = {one.key for one in clients[::15]}
    late = [replace(one, key=one.key + 1_000_000) for one in clients[::12]]
    previous = {
        client: seat for client, seat in before.pairs.items() if client not in gone and seat not in ill
    }
    left = [one for one in clients if one.key not in gone] + late
    return left, [one for one in seats if one.key not in ill], previous
