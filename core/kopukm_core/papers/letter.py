"""A numbered letter of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kopukm_core.papers.cells import moment_text
from kopukm_core.papers.letterhead import NOT_FILLED, Letterhead, Signatory
from kopukm_core.papers.qr import qr_svg
from kopukm_core.papers.tables import OFFICE_ZONE
from kopukm_core.papers.typesetting import shared_letterheads, signatory_values, typeset
from kopukm_core.values import short_date


@dataclass(frozen=True, slots=True)
class Particulars:
    """Labelled lines in a letter: ("Hari", "Senin"), ("Pukul", "09.00 WIB"), ("Tempat", "Aula")."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code on a paper: the text or address in it, and the words below it."""

    text: str = ""
    caption: str = ""

    def values(self) -> dict[str, str]:
        """For `office.typ`; without a text there is no code."""
        return {"text": self.text, "caption": self.caption, "qr": qr_svg(self.text) if self.text else ""}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter. `recipient` are the lines below "Kepada Yth."; `body` are paragraphs and particulars in their order.

    `printed_at` is an aware moment; `copies` are those who receive a copy (tembusan).
    """

    number: str
    day: date
    subject: str
    recipient: Sequence[str]
    body: Sequence[str | Particulars]
    signatory: Signatory
    letterhead: Letterhead
    printed_at: datetime
    nature: str = "Biasa"
    attachment: str = "-"
    recipient_place: str = ""
    copies: Sequence[str] = ()
    code: QrCode = field(default_factory=QrCode)
    time_zone: ZoneInfo = OFFICE_ZONE


async def letter_pdf(letter: Letter) -> bytes:
    """The letter as a PDF on A4. Raises TypesettingError."""
    return await letters_pdf([letter])


async def letters_pdf(letters: Sequence[Letter]) -> bytes:
    """Several letters in one file, each on pages of its own that are counted for themselves: for printing at once."""
    first = letters[0]
    heads, places = shared_letterheads([each.letterhead for each in letters])
    values = {
        "title": f"Surat {first.number}" if len(letters) == 1 else f"{len(letters)} surat: {first.subject}",
        "letterheads": heads,
        "letters": [
            {"letterhead": place, **_values(each)} for place, each in zip(places, letters, strict=True)
        ],
    }
    return await typeset("letter", values, moment=first.printed_at)


def _values(letter: Letter) -> dict[str, Any]:
    return {
        "place_and_day": f"{letter.letterhead.place or f'(tempat {NOT_FILLED})'}, {short_date(letter.day)}",
        "particulars": [
            ["Nomor", letter.number or NOT_FILLED],
            ["Sifat", letter.nature],
            ["Lampiran", letter.attachment],
            ["Hal", letter.subject],
        ],
        "recipient": list(letter.recipient) or [NOT_FILLED],
        "recipient_place": letter.recipient_place or "tempat",
        "body": [
            {"kind": "text", "text": each}
            if isinstance(each, str)
            else {"kind": "rows", "rows": [list(row) for row in each.rows]}
            for each in letter.body
        ],
        "signatory": signatory_values(letter.signatory),
        "copies": list(letter.copies),
        "code": letter.code.values(),
        "printed": moment_text(letter.printed_at, letter.time_zone),
        "foot": f"{letter.number} · {letter.subject}".strip(" ·"),
    }
