"""Whom no channel reaches: targets and registrants of an activity who must be told on paper, or in person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import moment_of
from kopukm_core.messaging import MessageFault, MessagePriority, MessagePurpose
from kopukm_core.messaging.addressing import addressed
from kopukm_core.messaging.registry import Messaging
from kopukm_core.scheduling.activities.changing import ACTIVITY_CANCELLED
from kopukm_core.scheduling.activities.choices import TAKING_PART, TargetState
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.notices import about

DEFINITION = (
    "Sasaran (diusulkan atau diundang) dan pendaftar (juga bila kegiatannya dibatalkan) yang pesan terakhirnya "
    "tentang kegiatan ini tidak sampai: "
    "ditolak, tidak ada kontak, penerima berhenti atau berkeberatan. Bagi yang belum dikirimi: yang sekarang tidak "
    "punya cara untuk dicapai."
)


@dataclass(frozen=True, slots=True)
class Unreached:
    """A party, why nothing reaches it, and when that was last tried (null: nothing was sent yet)."""

    party_id: int
    fault: MessageFault
    is_registered: bool
    tried_at: datetime | None = None


async def unreached_parties(messaging: Messaging, activity: Activity) -> list[Unreached]:
    """Those parties in the order of their numbers; a handful of statements, whatever their number."""
    concerned = await _concerned(activity.id)
    last = await _last_messages(activity)
    untold = [key for key in concerned if key not in last]
    places = await addressed(messaging, untold, MessagePurpose.INVITATION, MessagePriority.BULK)
    found = []
    for key, is_registered in sorted(concerned.items()):
        if key in last:
            message = last[key]
            if message["status"] in ("failed", "cancelled"):
                fault = MessageFault(message["fault"] or MessageFault.PERMANENT)
                found.append(Unreached(key, fault, is_registered, moment_of(message["created_at"])))
        elif key in places and (now := places[key].fault) is not None:
            found.append(Unreached(key, now, is_registered))
    return found


async def _concerned(activity_id: int) -> Mapping[int, bool]:
    """The parties, each as it was kept at a merge, with whether somebody of it is registered."""
    given = Parameters(dialect())
    key = given.add(activity_id)
    found = await rows(
        "SELECT COALESCE(p.merged_into_id, p.id) AS party_id, MAX(x.registered) AS registered FROM ("
        f"SELECT party_id, 0 AS registered FROM activity_target WHERE activity_id = {key}"
        f" AND state IN ({given.add_all(_values((TargetState.PROPOSED, TargetState.INVITED)))})"
        f" UNION ALL SELECT party_id, 1 FROM registration WHERE activity_id = {key}"
        f" AND (state IN ({given.add_all(_values(TAKING_PART))}) OR reason = {given.add(ACTIVITY_CANCELLED)})"
        ") x JOIN party p ON p.id = x.party_id GROUP BY COALESCE(p.merged_into_id, p.id)",
        given,
    )
    return {int(row["party_id"]): bool(row["registered"]) for row in found}


async def _last_messages(activity: Activity) -> Mapping[int, Mapping[str, Any]]:
    """The last message about the activity by party, without those that were called back."""
    given = Parameters(dialect())
    found = await rows(
        "SELECT m.party_id, m.status, m.fault, m.created_at FROM outbound_message m WHERE m.id IN ("
        f"SELECT MAX(id) FROM outbound_message WHERE about = {given.add(about(activity))}"
        " AND NOT (status = 'cancelled' AND fault IS NULL) AND COALESCE(fault, '') <> 'expired' GROUP BY party_id)",
        given,
    )
    return {int(row["party_id"]): row for row in found}


def _values(states: Collection[Any]) -> list[str]:
    return [str(state.value) for state in states]
