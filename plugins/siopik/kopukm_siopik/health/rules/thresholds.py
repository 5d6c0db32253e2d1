"""Thresholds: which value earns the score 4, 3, 2 or 1, with bounds that include or exclude exactly."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kopukm_siopik.health.rules.numbers import read_number, shown

_FORM = re.compile(r"(>=|<=|>|<)\s*(-?\d{1,12}(?:\.\d{1,6})?)")
_HOLDS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
_SHOWN = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
_OPPOSITE = {">=": "<", ">": "≤", "<=": ">", "<": "≥"}
HIGHEST = 4


class ThresholdFaultError(ValueError):
    """Thresholds that cannot be read: Indonesian words for whoever wrote them."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One comparison with one number."""

    sign: str
    number: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether the value stands on the wanted side."""
        return _HOLDS[self.sign](value, self.number)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The bounds of the scores 4, 3 and 2, in that order; what none of them holds for earns 1."""

    bounds: tuple[Bound, Bound, Bound]
    unit: str = ""
    """As it is written after a number: " %", " kali", " hari"."""

    @property
    def higher_is_better(self) -> bool:
        return self.bounds[0].sign.startswith(">")

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        return tuple(one.number for one in self.bounds)

    def score(self, value: Fraction) -> int:
        """4, 3, 2 or 1."""
        for place, bound in enumerate(self.bounds):
            if bound.holds(value):
                return HIGHEST - place
        return 1

    def words(self, score: int) -> str:
        """Which values earn the score: "≥ 5 % dan < 7 %"."""
        place = HIGHEST - score
        parts = []
        if place < len(self.bounds):
            bound = self.bounds[place]
            parts.append(f"{_SHOWN[bound.sign]} {shown(bound.number, 6)}{self.unit}")
        if place > 0:
            above = self.bounds[place - 1]
            parts.append(f"{_OPPOSITE[above.sign]} {shown(above.number, 6)}{self.unit}")
        return " dan ".join(parts)


def read_thresholds(texts: Sequence[object], unit: str = "") -> Thresholds:
    """Of three texts such as ">= 7", for the scores 4, 3 and 2. Raises ThresholdFaultError."""
    if len(texts) != HIGHEST - 1:
        raise ThresholdFaultError("ambang harus tiga: untuk skor 4, 3, dan 2")
    first, second, third = (_read_bound(text) for text in texts)
    bounds = (first, second, third)
    if len({one.sign[0] for one in bounds}) > 1:
        raise ThresholdFaultError("ketiga ambang harus searah")
    falling = first.number > second.number > third.number
    rising = first.number < second.number < third.number
    if not (falling if first.sign.startswith(">") else rising):
        raise ThresholdFaultError("ambang harus berurutan dari skor 4 ke skor 2")
    return Thresholds(bounds, unit)


def _read_bound(text: object) -> Bound:
    matched = _FORM.fullmatch(text.strip()) if isinstance(text, str) else None
    number = read_number(matched[2]) if matched else None
    if matched is None or number is None:
        raise ThresholdFaultError(f"ambang {text!r} tidak dapat dibaca; contoh: >= 7")
    return Bound(matched[1], number)
