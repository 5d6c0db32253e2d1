"""A cooperative's telephone and e-mail as ways to reach its party, so that messages find it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.parties import ContactKind, ContactPoint
from kopukm_core.parties.kinds import ContactStop
from kopukm_core.privacy import PersonalText
from kopukm_siopik.models import Cooperative, CooperativeVersion

Way = tuple[ContactKind, str]


async def keep_contacts(cooperative_ids: Sequence[int]) -> None:
    """Have the registry's telephone and e-mail of these cooperatives among the contact points of their parties.

    What the registry held earlier and holds no more is retired; what the party itself added, stopped or allowed stays
    as it is. Few statements however many. Runs in the caller's transaction.
    """
    found = await Cooperative.filter(id__in=list(cooperative_ids)).only("id", "party_id", "phone", "email")
    wanted = {one.party_id: _ways(one.phone, one.email) for one in found}
    party_of = {one.id: one.party_id for one in found}
    if not wanted:
        return
    earlier: dict[int, set[Way]] = defaultdict(set)
    for key, phone, email in await CooperativeVersion.filter(cooperative_id__in=list(party_of)).values_list(
        "cooperative_id", "phone", "email"
    ):
        earlier[party_of[int(key)]] |= _ways(phone, email)
    known: dict[int, dict[Way, ContactPoint]] = defaultdict(dict)
    ranks: dict[int, int] = defaultdict(int)
    for point in await ContactPoint.filter(party_id__in=list(wanted)):
        known[point.party_id][(point.kind, point.value.whole())] = point
        ranks[point.party_id] = max(ranks[point.party_id], point.rank + 1)
    moment = clock.now()
    added: list[ContactPoint] = []
    retired: list[int] = []
    revived: list[int] = []
    for party_id, ways in wanted.items():
        there = known[party_id]
        for rank, (kind, value) in enumerate(sorted(ways - there.keys()), ranks[party_id]):
            added.append(
                ContactPoint(
                    party_id=party_id, kind=kind, value=PersonalText(value), rank=rank, created_at=moment
                )
            )
        for way, point in there.items():
            if way in ways and point.stopped_because is ContactStop.RETIRED:
                revived.append(point.id)
            elif way in earlier[party_id] - ways and point.stopped_at is None:
                retired.append(point.id)
    if added:
        await ContactPoint.bulk_create(added)
    if retired:
        await ContactPoint.filter(id__in=retired).update(
            stopped_at=moment, stopped_because=ContactStop.RETIRED
        )
    if revived:
        await ContactPoint.filter(id__in=revived).update(stopped_at=None, stopped_because=None)


def _ways(phone: str | None, email: str | None) -> set[Way]:
    told = ((ContactKind.PHONE, phone), (ContactKind.EMAIL, email and email.casefold()))
    return {(kind, value) for kind, value in told if value}
