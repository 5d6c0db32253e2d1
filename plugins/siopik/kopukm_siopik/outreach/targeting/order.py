"""In which order cooperatives are proposed for the outreach. Pure: no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kopukm_core.scheduling.activities.rotating import Candidate
from kopukm_core.values import Choice


class TargetOrder(Choice):
    """What comes first among those who were not called lately."""

    UNRECORDED = (
        "unrecorded",
        "Belum tercatat dahulu",
        "Calon koperasi mendahului koperasi yang belum lengkap.",
    )
    COMPLETENESS = "completeness", "Kelengkapan terendah dahulu"
    LONGEST = (
        "longest",
        "Paling lama tidak diundang dahulu",
        "Yang belum pernah diundang mendahului; di antaranya, yang paling lama diketahui dinas.",
    )


USUAL_ORDER = tuple(TargetOrder)
"""The order where nobody tells another."""

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A candidate with what its place is decided by. `completeness` is None of one that is not recorded."""

    candidate: Candidate
    completeness: int | None
    known_since: datetime
    name: str


_KEYS: Mapping[TargetOrder, Callable[[Waiting], tuple[int | datetime, ...]]] = {
    TargetOrder.UNRECORDED: lambda one: (int(one.completeness is not None),),
    TargetOrder.COMPLETENESS: lambda one: (one.completeness or 0,),
    TargetOrder.LONGEST: lambda one: (one.candidate.called_at or _NEVER, one.known_since),
}


def in_order(waiting: Iterable[Waiting], told: Sequence[TargetOrder] = ()) -> list[Waiting]:
    """By what is told, then by what is left of the usual order, then by name: no two runs differ."""
    order = [*dict.fromkeys((*told, *USUAL_ORDER))]
    return sorted(
        waiting, key=lambda one: (*(_KEYS[name](one) for name in order), one.name, one.candidate.party_id)
    )
