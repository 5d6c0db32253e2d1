"""Whom a name, its numbers and a place may mean: a recorded cooperative, or a prospect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from tortoise.expressions import Q

from kopukm_core.regions.codes import district_code_of
from kopukm_core.regions.subtree import in_subtree
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.outreach.prospects.telling import Told
from kopukm_siopik.recording.matching import find_same
from kopukm_siopik.rules import are_similar_names, contradicts, name_key


async def recorded_as(told: Sequence[Told], day: date) -> list[Cooperative | None]:
    """The cooperative that each is already, as the registry itself compares: NIK, badan hukum, name and desa.

    After those, a similar name in the same kecamatan whose numbers are no others: whoever told often knew no desa.
    """
    matches = await find_same([one.entry(day) for one in told])
    near = await _by_district(one.region_code for one in told)
    return [
        match.cooperative or _similar(one, near[district_code_of(one.region_code)])
        for one, match in zip(told, matches, strict=True)
    ]


async def noted_as(told: Sequence[Told]) -> list[Prospect | None]:
    """The prospect that each was noted as: an open one by its numbers or its name, else one that was dropped."""
    niks = {one.nik for one in told if one.nik}
    numbers = {one.legal_entity_key for one in told if one.legal_entity_key}
    found = (
        await Prospect.filter(
            Q(name_key__in=sorted({name_key(one.name) for one in told}))
            | Q(nik__in=sorted(niks))
            | Q(legal_entity_key__in=sorted(numbers))
        )
        .exclude(state=ProspectState.CONVERTED)
        .order_by("id")
    )
    ordered = sorted(found, key=lambda one: (one.state is not ProspectState.OPEN, one.id))
    return [next((one for one in ordered if is_same(one, each)), None) for each in told]


def is_same(prospect: Prospect, told: Told) -> bool:
    """Whether they are one: by NIK, by badan hukum and a similar name, or by name in one kecamatan."""
    if prospect.nik and prospect.nik == told.nik:
        return True
    alike = are_similar_names(prospect.name, told.name)
    if prospect.legal_entity_key and prospect.legal_entity_key == told.legal_entity_key and alike:
        return True
    return (
        prospect.name_key == name_key(told.name)
        and lies_near(prospect, told.region_code)
        and not contradicts(prospect, told.nik, told.legal_entity_key)
    )


async def open_prospects() -> list[Prospect]:
    """The open prospects, the oldest first."""
    return await Prospect.filter(state=ProspectState.OPEN).order_by("id")


def lies_near(prospect: Prospect, region_code: str | None) -> bool:
    """Whether both lie in one kecamatan: whoever told of a prospect often knew no desa."""
    return region_code is not None and district_code_of(prospect.region_id) == district_code_of(region_code)


async def _by_district(codes: Iterable[str]) -> dict[str, list[Cooperative]]:
    wanted = Q()
    for place in sorted({district_code_of(code) for code in codes}):
        wanted |= in_subtree(place)
    near: dict[str, list[Cooperative]] = defaultdict(list)
    if wanted.children or wanted.filters:
        for one in await Cooperative.filter(wanted).order_by("id"):
            near[district_code_of(str(one.region_id))].append(one)
    return near


def _similar(told: Told, near: Sequence[Cooperative]) -> Cooperative | None:
    """The very name before one that is like it; the oldest first."""
    alike = [
        one
        for one in near
        if are_similar_names(one.name, told.name) and not contradicts(one, told.nik, told.legal_entity_key)
    ]
    wanted = name_key(told.name)
    return min(alike, key=lambda one: name_key(one.name) != wanted, default=None)
