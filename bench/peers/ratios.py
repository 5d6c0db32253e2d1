"""What the slices of a run say: CPU a request, scaled by the calibration, and ratios within each round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import orjson

from bench.peers.comparing import OURS, Slice
from kopukm_core.cli.writing import say, table

_GOALS = {
    "postgraphile": {"Q1": 3.0, "Q2": 2.5, "Q3": 2.0, "Q4": 1.2, "M1": 1.0, "U1": 1.0},
    "mercurius": {"Q1": 1.5, "Q2": 1.3, "Q3": 1.1, "Q4": 1.0},
    "g-sql": {"Q1": 1 / 1.1, "Q2": 1.0, "Q3": 1.0, "Q4": 1 / 1.4},
}
"""How many times our CPU a peer may at least be seen to take."""


def print_ratios(slices: Sequence[Slice]) -> None:
    """Two tables: microseconds of each system, and how many times ours each peer takes."""
    names = list(dict.fromkeys(one.measure.operation for one in slices))
    systems = sorted({one.system for one in slices}, key=lambda name: (name != OURS, name))
    quietest = min(one.measure.calibration for one in slices)
    say(f"CPU µs a request, server + PostgreSQL, medians scaled to a calibration of {quietest:.0f} ms")
    head = ("", *names)
    figures = [(system, *(_figure(slices, system, name, quietest) for name in names)) for system in systems]
    ratios = [(system, *(_ratio(slices, system, name) for name in names)) for system in systems[1:]]
    for line in (*table([head, *figures]), "", "times our CPU (goal)", *table([head, *ratios])):
        say(line)


def write_slices(path: Path, slices: Sequence[Slice]) -> None:
    """Every slice, for programs."""
    content = [{"system": one.system, "round": one.round, **one.measure.as_json()} for one in slices]
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _of(slices: Sequence[Slice], system: str, name: str) -> list[Slice]:
    return [one for one in slices if one.system == system and one.measure.operation == name]


def _figure(slices: Sequence[Slice], system: str, name: str, quietest: float) -> str:
    found = [one.measure for one in _of(slices, system, name)]
    if not found:
        return "–"
    server = median(one.server_cpu * quietest / one.calibration for one in found)
    database = median(one.database_cpu * quietest / one.calibration for one in found)
    return f"{server:.0f} + {database:.0f}"


def _ratio(slices: Sequence[Slice], system: str, name: str) -> str:
    ours = {one.round: one.measure for one in _of(slices, OURS, name)}
    pairs = [
        (one.measure.cpu / one.measure.calibration) / (ours[one.round].cpu / ours[one.round].calibration)
        for one in _of(slices, system, name)
        if one.round in ours
    ]
    if not pairs:
        return "–"
    goal = next((goals.get(name) for kind, goals in _GOALS.items() if kind in system), None)
    return f"{median(pairs):.2f}" + (f" (≥ {goal:.2f})" if goal else "")
