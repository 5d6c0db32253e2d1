"""What goes along with a message: stored files, and what is made anew from its record whenever somebody reads it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.files.contents import content_of
from kopukm_core.files.models import StoredFile
from kopukm_core.messaging.channel import Attachment
from kopukm_core.messaging.models import OutboundMessage

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


@dataclass(frozen=True, slots=True)
class AttachmentMaker:
    """Makes an attachment of a record at sending, so that ten thousand messages store no file.

    `make` is given the platform, the record's number and the party that is written to; None where there is nothing
    to attach any more. A message names it as `core.booking_calendar:12`, which `of` writes.
    """

    name: str
    make: Callable[[Platform, int, int], Awaitable[Attachment | None]]

    def of(self, number: int) -> str:
        """The attachment that this makes of the record with that number."""
        return f"{self.name}:{number}"


def attachment_makers() -> Mapping[str, AttachmentMaker]:
    """Every maker by its name."""
    from kopukm_core.part import joined
    from kopukm_core.plugin import PARTS

    return {maker.name: maker for maker in joined(PARTS, "message_attachments")}


def written_attachments(given: Sequence[int | str]) -> str:
    """As a message keeps them: keys of stored files and what makers make, with blanks between.

    Raises ConfigurationError for a maker that is not there.
    """
    makers = attachment_makers() if any(isinstance(one, str) for one in given) else {}
    for one in given:
        if isinstance(one, str) and one.partition(":")[0] not in makers:
            known = ", ".join(sorted(makers))
            raise ConfigurationError(f"Tidak ada pembuat lampiran {one!r}.", remedy=f"Yang ada: {known}.")
    return " ".join(str(one) for one in given)


async def attachments_of(platform: Platform, message: OutboundMessage) -> tuple[Attachment, ...]:
    """All attachments of a message, in their order; what no longer exists is left out."""
    found = [
        await _attachment(platform, written, message.party_id) for written in message.attachments.split()
    ]
    return tuple(one for one in found if one is not None)


async def attachment_at(platform: Platform, message: OutboundMessage, place: int) -> Attachment:
    """The attachment at that place, from 1. Raises NotFoundError where there is none, or none any more."""
    written = message.attachments.split()
    found = None
    if 1 <= place <= len(written):
        found = await _attachment(platform, written[place - 1], message.party_id)
    if found is None:
        raise NotFoundError("Lampiran ini tidak ada, atau bukan untuk Anda.", remedy="Periksa alamatnya.")
    return found


async def _attachment(platform: Platform, written: str, party_id: int) -> Attachment | None:
    name, sign, number = written.rpartition(":")
    if sign:
        maker = attachment_makers().get(name)
        return None if maker is None else await maker.make(platform, int(number), party_id)
    stored = await StoredFile.get_or_none(id=int(number))
    if stored is None:
        return None
    content = b"".join([piece async for piece in content_of(platform, stored)])
    return Attachment(stored.name, stored.media_type, content)
