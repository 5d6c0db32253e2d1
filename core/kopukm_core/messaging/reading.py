"""Reading an attachment of a message: its party's members, as its text is theirs, and who carries it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import NotFoundError
from kopukm_core.files.models import StoredFile
from kopukm_core.files.reading import READ_FILE
from kopukm_core.identity.actor import Actor
from kopukm_core.messaging.attaching import attachment_at
from kopukm_core.messaging.channel import Attachment
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.messaging.readable import CARRY_MESSAGES

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def readable_attachment(platform: Platform, actor: Actor, message_id: int, place: int) -> Attachment:
    """The attachment, if the actor may have it. Raises NotFoundError for none and for one that is not theirs alike."""
    parameters = Parameters(dialect())
    seen = platform.visibility.mask_condition(OutboundMessage, "text", actor, "m", parameters)
    if actor.may(CARRY_MESSAGES, platform.settings.region_code):
        moment = parameters.add(clock.now())
        seen = f"({seen} OR m.status = 'sending' AND m.lease_until > {moment})"
    found = await rows(
        f"SELECT m.id FROM outbound_message m WHERE m.id = {parameters.add(message_id)} AND {seen}",
        parameters,
    )
    if not found:
        raise NotFoundError("Lampiran ini tidak ada, atau bukan untuk Anda.", remedy="Periksa alamatnya.")
    message = await OutboundMessage.get(id=message_id)
    attachment = await attachment_at(platform, message, place)
    written = message.attachments.split()[place - 1]
    if written.isdecimal():
        await _trace(platform, actor, int(written))
    return attachment


async def _trace(platform: Platform, actor: Actor, file_id: int) -> None:
    """A stored file that holds personal data leaves its trace, as by any other way (UU 27/2022)."""
    stored = await StoredFile.get(id=file_id)
    purposes = platform.files.purposes
    if stored.purpose not in purposes or purposes[stored.purpose].personal:
        await platform.runner.run(READ_FILE, {"file": stored.id}, actor, door="graphql")
