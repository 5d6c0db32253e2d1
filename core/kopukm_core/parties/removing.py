"""Removing parties that were entered by mistake and that nobody has dealt with yet."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.identity.models import PartyMembership, ServiceContact
from kopukm_core.messaging.models import MessageConsent, MessageStop, OutboundMessage
from kopukm_core.parties.models import ContactPoint, Party


async def parties_in_use(keys: Sequence[int]) -> set[int]:
    """Those with members or requests to be one, with contact points, or that others were merged into."""
    wanted = list(keys)
    found: list[object] = []
    for model in (
        PartyMembership,
        ServiceContact,
        ContactPoint,
        OutboundMessage,
        MessageConsent,
        MessageStop,
    ):
        found += await model.filter(party_id__in=wanted).values_list("party_id", flat=True)
    found += await Party.filter(merged_into_id__in=wanted).values_list("merged_into_id", flat=True)
    return {int(str(one)) for one in found}


async def remove_parties(keys: Sequence[int]) -> None:
    """Remove the parties in this transaction; their plugin's records are gone before.

    Raises Tortoise's IntegrityError where another table refers to one.
    """
    await Party.filter(id__in=list(keys)).delete()
