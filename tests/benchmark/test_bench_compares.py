"""What a run beside peers and at scale concludes from its measures, and that all are asked the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from bench.dataset import Dataset
from bench.measuring import Measure
from bench.operations import CLASSES, first_pages
from bench.peers.comparing import OURS, Slice
from bench.peers.ratios import print_ratios
from bench.peers.systems import parameters
from bench.scaling import print_scaling


def a_measure(operation: str, server: float, database: float, calibration: float) -> Measure:
    """A measure with these microseconds."""
    return Measure(operation, "", 1, 1, 1, 0, server, database, 1, 1, 1, 1, 1, calibration)


def test_ratios_are_scaled_by_the_calibration_of_their_round(capsys: pytest.CaptureFixture[str]) -> None:
    slices = [
        Slice(OURS, 1, a_measure("Q1", 900, 100, 10)),
        Slice("d-postgraphile-1", 1, a_measure("Q1", 5000, 1000, 20)),
        Slice(OURS, 2, a_measure("Q1", 1800, 200, 20)),
        Slice("d-postgraphile-1", 2, a_measure("Q1", 2500, 500, 10)),
        Slice("another", 2, a_measure("Q3", 100, 0, 10)),
    ]
    print_ratios(slices)
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["kopukm", "900", "+", "100", "–"] in told
    assert ["d-postgraphile-1", "2500", "+", "500", "–"] in told
    assert ["d-postgraphile-1", "3.00", "(≥", "3.00)", "–"] in told


def test_scaling_tells_the_ratio_of_each_operation(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [(a_measure("Q4", 900, 100, 10), a_measure("Q4", 1800, 600, 20))]
    print_scaling({"Q4": pairs}, 10)
    told = capsys.readouterr().out.splitlines()[-1].split()
    assert told == ["Q4", "900", "100", "1800", "600", "1.20", "(≤", "1.3)"]


def test_peers_are_asked_what_ours_is_asked() -> None:
    places = tuple(f"33.05.{number:02}" for number in range(1, 41))
    ours = first_pages(Dataset("33.05", places, (), 0, 0))

    def theirs(given: Mapping[str, Any]) -> dict[str, Any]:
        code, kind = f"33.05.{given['kecamatanId']:02}", CLASSES[given["kelas"]]
        return {"within": code, "class": kind, "first": given["first"], "after": given["after"]}

    assert ours == [theirs(each) for each in parameters("Q4")]
