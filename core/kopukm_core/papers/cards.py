"""Cards of participants, eight on a sheet, to be cut and handed to who has neither telephone nor account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopukm_core.papers.letter import QrCode
from kopukm_core.papers.typesetting import typeset


@dataclass(frozen=True, slots=True)
class ParticipantCard:
    """Who comes to what, when and where, with the code to check in by: as QR, and below it to be read aloud."""

    office: str
    activity: str
    name: str
    institution: str
    when: str
    place: str
    code: QrCode
    shown: str


async def participant_cards_pdf(title: str, cards: Sequence[ParticipantCard], printed_at: datetime) -> bytes:
    """The cards as a PDF on A4. Raises TypesettingError."""
    values = {
        "title": title,
        "cards": [
            {
                "office": one.office,
                "activity": one.activity,
                "name": one.name,
                "institution": one.institution,
                "when": one.when,
                "place": one.place,
                "code": one.code.values(),
                "shown": one.shown,
            }
            for one in cards
        ],
    }
    return await typeset("cards", values, moment=printed_at)
