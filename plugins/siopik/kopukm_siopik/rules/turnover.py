"""Kategori omzet: bands of the turnover of a book year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_siopik.figures.choices import TurnoverBand

BANDS = (
    TurnoverBand.BAND_1,
    TurnoverBand.BAND_2,
    TurnoverBand.BAND_3,
    TurnoverBand.BAND_4,
    TurnoverBand.BAND_5,
)


@dataclass(frozen=True, slots=True)
class TurnoverRule:
    """The largest rupiah of each band but the last."""

    limits: Sequence[int]

    @staticmethod
    def of(parameters: Mapping[str, Any]) -> TurnoverRule:
        """The rule that a version's parameters tell."""
        return TurnoverRule(tuple(int(limit) for limit in parameters["limits"]))


def turnover_band(rule: TurnoverRule, volume: int | None) -> TurnoverBand:
    """The band of a turnover in rupiah; nothing told and nothing earned are one band."""
    if volume is None or volume <= 0:
        return TurnoverBand.UNREPORTED
    return BANDS[sum(volume > limit for limit in rule.limits)]
