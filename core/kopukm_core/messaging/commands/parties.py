"""Whose contacts and consent a command may change: one's own party's, or those of one's region."""

from __future__ import annotations

from typing import Annotated

from kopukm_core.commands import CommandContext
from kopukm_core.errors import NotFoundError
from kopukm_core.messaging.readable import MANAGE_CONTACTS
from kopukm_core.parties.models import ContactPoint, Party
from kopukm_core.values import RecordIdType

PartyId = Annotated[int, RecordIdType("Party")]
ContactPointId = Annotated[int, RecordIdType("ContactPoint")]
MessageId = Annotated[int, RecordIdType("OutboundMessage")]


async def writable_party(context: CommandContext, party_id: int) -> Party:
    """The party, whose key then seals the personal values of the command.

    Raises NotFoundError for none, and for one that the actor has nothing to do with; NotAllowedError for another
    region's.
    """
    party = await Party.get_or_none(id=party_id) if 0 < party_id < 2**63 else None
    own = party is not None and party.id in context.actor.party_ids
    if party is None or not (own or context.actor.may(MANAGE_CONTACTS)):
        raise NotFoundError("Pihak itu tidak ada, atau bukan milik Anda.", remedy="Periksa nomornya.")
    if not own:
        context.require(MANAGE_CONTACTS, party.region_id or "")
    context.person = f"party:{party.id}"
    return party


async def writable_point(context: CommandContext, contact_point_id: int) -> ContactPoint:
    """The contact point, of a party that the actor may change. Raises as `writable_party` does."""
    point = await ContactPoint.get_or_none(id=contact_point_id) if 0 < contact_point_id < 2**63 else None
    if point is None:
        raise NotFoundError("Kontak itu tidak ada, atau bukan milik Anda.", remedy="Periksa nomornya.")
    await writable_party(context, point.party_id)
    return point
