"""Who may be proposed for the outreach of a cycle: what is known of each, in a handful of statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kopukm_core.audiences import audience_members
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import moment_of
from kopukm_core.identity.actor import Actor
from kopukm_core.scheduling.activities.rotating import Candidate, last_called, on_lists_of_cycle
from kopukm_siopik.outreach.cohort import AT_H
from kopukm_siopik.outreach.targeting.order import TargetOrder, Waiting, in_order

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

PROGRAMME = "siopik"
TARGETS = ("siopik.prospects", "siopik.incomplete")
"""Whom the SOP names: "yang sama sekali belum maupun tidak lengkap dalam melakukan pendataan"."""
_AT_ONCE = 5_000


async def candidates_of(
    platform: Platform,
    actor: Actor,
    cycle_id: int,
    region: str,
    order: Sequence[TargetOrder] = (),
    *,
    besides: int = 0,
) -> list[Candidate]:
    """The candidates in order, as far as the actor may see them, but for who is on a list of the cycle already.

    `besides` is an activity of the cycle whose own list does not count.
    """
    listed = set(await on_lists_of_cycle(cycle_id, AT_H, besides))
    called = await last_called(PROGRAMME, AT_H)
    found: dict[int, Candidate] = {}
    for audience in TARGETS:
        for one in await audience_members(platform, actor, audience, region):
            if one.party_id not in listed:
                candidate = Candidate(one.party_id, audience, one.reason, called.get(one.party_id))
                found.setdefault(one.party_id, candidate)
    return [one.candidate for one in in_order(await _known(list(found.values())), order)]


async def _known(candidates: Sequence[Candidate]) -> list[Waiting]:
    """What the place of each is decided by: since when the office knows it, and how complete its record is."""
    waiting: list[Waiting] = []
    for first in range(0, len(candidates), _AT_ONCE):
        some = {one.party_id: one for one in candidates[first : first + _AT_ONCE]}
        given = Parameters(dialect())
        found = await rows(
            "SELECT p.id, p.sort_key, p.created_at, s.completeness FROM party p"
            " LEFT JOIN siopik_cooperative c ON c.party_id = p.id"
            " LEFT JOIN siopik_cooperative_standing s ON s.cooperative_id = c.id"
            f" WHERE p.id IN ({given.add_all(list(some))})",
            given,
        )
        waiting += [
            Waiting(
                some[int(row["id"])], row["completeness"], moment_of(row["created_at"]), str(row["sort_key"])
            )
            for row in found
        ]
    return waiting
