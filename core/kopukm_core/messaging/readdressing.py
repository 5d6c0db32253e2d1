"""Looking again, just before sending, whether a message may go out, and where: minds and addresses change meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from kopukm_core import clock
from kopukm_core.messaging.addressing import Addressed, addressed
from kopukm_core.messaging.kinds import REFUSED, MessageFault, MessagePurpose, MessageStatus
from kopukm_core.messaging.models import PRIORITY_WORDS, OutboundMessage
from kopukm_core.messaging.registry import Messaging
from kopukm_core.messaging.waking import wake


async def readdress(messaging: Messaging, channel: str, found: Sequence[Mapping[str, Any]]) -> list[int]:
    """The keys of the messages that still go out by this channel, in their order, each with its address set anew.

    The others end, with the reason, or wait in the queue of the channel that reaches the party now. `found` are rows
    with id, party_id, contact_point_id, purpose and priority, at most one of each party.
    """
    staying: set[int] = set()
    for kind, some in groupby(sorted(found, key=_kind), key=_kind):
        messages = list(some)
        asked = {
            one["party_id"]: Addressed(one["party_id"], channel, one["contact_point_id"]) for one in messages
        }
        purpose, priority = MessagePurpose(kind[0]), PRIORITY_WORDS[kind[1]]
        places = await addressed(messaging, list(asked), purpose, priority, preferring=asked)
        for one in messages:
            place = places.get(one["party_id"]) or Addressed(one["party_id"], fault=MessageFault.UNREACHABLE)
            if await settle(messaging, one["id"], place, asked[one["party_id"]]):
                staying.add(one["id"])
    return [one["id"] for one in found if one["id"] in staying]


async def settle(messaging: Messaging, message_id: int, place: Addressed, before: Addressed) -> bool:
    """Give a waiting message its present place; whether it still goes out by the channel that it had."""
    if place == before:
        return True
    message = OutboundMessage.filter(id=message_id)
    if place.fault is not None:
        status = MessageStatus.CANCELLED if place.fault in REFUSED else MessageStatus.FAILED
        await message.update(
            status=status, fault=place.fault, ended_at=clock.now(), lease=None, lease_until=None
        )
        return False
    await message.update(
        party_id=place.party_id, channel=place.channel, contact_point_id=place.contact_point_id
    )
    if place.channel == before.channel:
        return True
    await message.update(status=MessageStatus.QUEUED, attempts=0, lease=None, lease_until=None)
    await wake(messaging, [place.channel])
    return False


def _kind(row: Mapping[str, Any]) -> tuple[str, int]:
    return str(row["purpose"]), int(row["priority"])
