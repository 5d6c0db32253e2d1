"""Who signs, and under which letterhead, on a date."""

from __future__ import annotations

from datetime import date

from tortoise.expressions import Q

from kopukm_core.programmes.choices import Capacity, Paper
from kopukm_core.programmes.models import Letterhead, Official


async def official_on(day: date, paper: Paper = Paper.ALL) -> Official | None:
    """Who signs such a paper that is dated this day; None where nobody is recorded.

    A definitive holder is away while somebody acts under the same title (Plh, Plt). Of those who are left the one
    named for this kind of paper stands before the one for all, one who acts before a definitive one, and the later
    begun before the earlier.
    """
    found = await Official.filter(_in_office(day, day), signs__in=list({Paper.ALL, paper}))
    acted = {one.title.casefold() for one in found if one.capacity is not Capacity.DEFINITIVE}
    return max(
        (
            one
            for one in found
            if one.capacity is not Capacity.DEFINITIVE or one.title.casefold() not in acted
        ),
        key=lambda one: (
            one.signs is paper and paper is not Paper.ALL,
            one.capacity is not Capacity.DEFINITIVE,
            one.starts_on or date.min,
            one.id,
        ),
        default=None,
    )


async def overlapping(official: Official) -> Official | None:
    """Another one recorded to sign the same papers, both definitive or both acting, on some of the same days."""
    found = Official.filter(_in_office(official.starts_on, official.ends_on), signs=official.signs)
    definitive = official.capacity is Capacity.DEFINITIVE
    found = (
        found.filter(capacity=Capacity.DEFINITIVE)
        if definitive
        else found.exclude(capacity=Capacity.DEFINITIVE)
    )
    if official.id is not None:
        found = found.exclude(id=official.id)
    return await found.order_by("id").first()


def _in_office(first: date | None, last: date | None) -> Q:
    """Those in office on a day from first to last, both included; unknown ends reach as far as may be."""
    begins = Q() if last is None else Q(starts_on=None) | Q(starts_on__lte=last)
    ends = Q() if first is None else Q(ends_on=None) | Q(ends_on__gte=first)
    return begins & ends


async def letterhead(day: date) -> Letterhead | None:
    """Name and address of the office on a paper that is dated this day; None where none is recorded."""
    found = await Letterhead.filter(Q(effective_on=None) | Q(effective_on__lte=day))
    return max(found, key=lambda one: (one.effective_on or date.min, one.id), default=None)
