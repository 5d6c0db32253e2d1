"""Target groups of the outreach: cooperatives that are known but not recorded, and the cohort of a cycle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kopukm_core.audiences import Audience, AudienceMember
from kopukm_core.errors import BadInputError
from kopukm_core.identity.actor import Actor
from kopukm_core.regions.subtree import in_subtree
from kopukm_siopik.outreach.cohort import cohort_of
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.permissions import READ_REPORTS


async def _prospects(_actor: Actor, region: str, _given: Mapping[str, Any]) -> Sequence[AudienceMember]:
    found = await Prospect.filter(in_subtree(region), state=ProspectState.OPEN).order_by("sort_key", "id")
    return [AudienceMember(one.party_id, f"Belum tercatat; diketahui dari {one.told_by}") for one in found]


async def _is_prospect(party_id: int, _given: Mapping[str, Any]) -> bool:
    return await Prospect.exists(party_id=party_id, state=ProspectState.OPEN)


async def _cohort(_actor: Actor, _region: str, given: Mapping[str, Any]) -> Sequence[AudienceMember]:
    return [
        AudienceMember(one.party_id, "Hadir pada hari H")
        for one in await cohort_of(_cycle(given))
        if one.cooperative_id is not None
    ]


async def _in_cohort(party_id: int, given: Mapping[str, Any]) -> bool:
    return any(
        one.party_id == party_id and one.cooperative_id is not None for one in await cohort_of(_cycle(given))
    )


def _cycle(given: Mapping[str, Any]) -> int:
    told = str(given.get("cycle", ""))
    if not (told.isascii() and told.isdigit() and len(told) < 19):
        raise BadInputError("Kelompok siopik.cohort membutuhkan nomor siklus.", remedy="Tulis cycle=NOMOR.")
    return int(told)


OUTREACH_AUDIENCES = (
    Audience(
        "siopik.prospects",
        "Calon koperasi",
        "Koperasi yang diketahui ada, tetapi belum tercatat di registri.",
        _prospects,
        permission=READ_REPORTS,
        includes=_is_prospect,
    ),
    Audience(
        "siopik.cohort",
        "Peserta hari H satu siklus",
        "Koperasi tercatat yang hadir di penyuluhan atau bimbingan siklus itu.",
        _cohort,
        {"cycle": "Nomor siklus"},
        permission=READ_REPORTS,
        includes=_in_cohort,
    ),
)
