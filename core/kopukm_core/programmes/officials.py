"""Who signs, and under which letterhead, on a date."""

from __future__ import annotations

from datetime import date

from tortoise.expressions import Q

from kopukm_core.programmes.choices import Capacity, Paper
from kopukm_core.programmes.models import Letterhead, Official


async def official_on(day: date, paper: Paper = Paper.ALL) -> Official | None:
    """Who signs such a paper that is dated this day; None where nobody is recorded.

    Somebody acting (Plh, Plt) stands before the definitive holder: that one is away. Then the one named for this kind
    of paper stands before the one for all, and the later begun before the earlier.
    """
    kinds = {Paper.ALL, paper}
    found = await Official.filter(
        Q(starts_on=None) | Q(starts_on__lte=day),
        Q(ends_on=None) | Q(ends_on__gte=day),
        signs__in=list(kinds),
    )
    if not found:
        return None
    return max(
        found,
        key=lambda one: (
            one.signs is paper and paper is not Paper.ALL,
            one.capacity is not Capacity.DEFINITIVE,
            one.starts_on or date.min,
            one.id,
        ),
    )


async def letterhead(day: date) -> Letterhead | None:
    """Name and address of the office on a paper that is dated this day; None where none is recorded."""
    found = await Letterhead.filter(Q(effective_on=None) | Q(effective_on__lte=day))
    return max(found, key=lambda one: (one.effective_on or date.min, one.id), default=None)
