"""Calling messages back that wait although what they tell is no longer so."""

from __future__ import annotations

from collections.abc import Collection

from kopukm_core import clock
from kopukm_core.messaging.kinds import MessageStatus
from kopukm_core.messaging.models import OutboundMessage


async def call_back(about: str, template: str, *, party_ids: Collection[int] | None = None) -> int:
    """Cancel, in the current transaction, the waiting messages of the template about the record; how many.

    `party_ids` narrows it to these parties. What somebody is sending at this moment goes out.
    """
    waiting = OutboundMessage.filter(
        about=about, template=template, status__in=[MessageStatus.QUEUED, MessageStatus.HELD]
    )
    if party_ids is not None:
        waiting = waiting.filter(party_id__in=list(party_ids))
    return await waiting.update(status=MessageStatus.CANCELLED, ended_at=clock.now())
