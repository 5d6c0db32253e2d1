"""The same operations on a registry and on one many times as large: cost should follow the rows sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.dataset import Dataset, Scale, described, fill
from bench.load import Bounds
from bench.measuring import Measure, measure
from bench.office import Fill, Office, running_office
from bench.operation import Operation
from bench.operations import operations
from kopukm_core.cli.writing import note, say, table
from kopukm_core.platform import Platform

BOUNDED = ("Q1", "Q2", "Q4", "Q4d", "S2", "U1", "X2", "X4", "X5")
"""Their answers hold the same number of rows at any scale, and nothing counts more than them."""
GROWING = ("T1", "S1", "S3", "Q3", "X3")
"""They count or look through all matches, which grow with the registry."""
SCALED = BOUNDED + GROWING
GOAL = 1.3


def measure_scaling(
    home: Path,
    urls: tuple[str, str],
    scale: Scale,
    factor: int,
    wanted: Sequence[str],
    bounds: Bounds,
    rounds: int,
) -> dict[str, list[tuple[Measure, Measure]]]:
    """Each operation at the scale and at `factor` times it, a pair a round. Databases that are filled stay so."""
    found: dict[str, list[tuple[Measure, Measure]]] = {name: [] for name in wanted}
    with (
        running_office(home / "base", urls[0], _filling(scale)) as base,
        running_office(home / "large", urls[1], _filling(scale.times(factor))) as large,
    ):
        pairs = zip(_operations(base, wanted), _operations(large, wanted), strict=True)
        for small, big in pairs:
            for number in range(rounds):
                first = measure(small, base.server, bounds, token=base.token, postgres=base.postgres)
                second = measure(big, large.server, bounds, token=large.token, postgres=large.postgres)
                found[small.name].append((first, second))
                note(
                    f"{number + 1} {small.name:3} {first.cpu:7.0f} {second.cpu:7.0f} µs, "
                    f"cal {first.calibration:.0f} {second.calibration:.0f}"
                )
    return found


def print_scaling(found: dict[str, list[tuple[Measure, Measure]]], factor: int) -> None:
    """A line an operation: both costs, and the ratio, scaled by the calibration within each pair."""
    head = ("", "server µs", "database µs", f"server µs ×{factor}", f"database µs ×{factor}", "ratio")
    lines = []
    for name, pairs in found.items():
        ratio = median(
            (large.cpu / large.calibration) / (base.cpu / base.calibration) for base, large in pairs
        )
        goal = f" (≤ {GOAL})" if name in BOUNDED else " (grows with its matches)"
        sides = [
            f"{median(getattr(pair[side], part) for pair in pairs):.0f}"
            for side in (0, 1)
            for part in ("server_cpu", "database_cpu")
        ]
        lines.append((name, *sides, f"{ratio:.2f}{goal}"))
    for line in table([head, *lines]):
        say(line)


def _filling(scale: Scale) -> Fill:
    async def rows(platform: Platform) -> Dataset:
        home = platform.settings.region_code
        found = await described(home)
        return found if found.cooperatives else await fill(platform, scale)

    return rows


def _operations(office: Office, wanted: Sequence[str]) -> list[Operation]:
    return operations(office.dataset, office.server.ask, wanted)
