"""A certificate of taking part, across an A4 sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kopukm_core.papers.cells import period_text
from kopukm_core.papers.letter import QrCode
from kopukm_core.papers.letterhead import NOT_FILLED, Letterhead, Signatory
from kopukm_core.papers.typesetting import shared_letterheads, signatory_values, typeset
from kopukm_core.values import short_date


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who took part in what, when, under which number, signed on `issued_on` by who held the office that day.

    `code` leads to the page where anyone may check it; `printed_at` is an aware moment.
    """

    number: str
    name: str
    activity: str
    first_day: date
    last_day: date
    issued_on: date
    signatory: Signatory
    letterhead: Letterhead
    printed_at: datetime
    institution: str = ""
    role: str = "Peserta"
    place: str = ""
    remark: str = ""
    title: str = "Sertifikat"
    code: QrCode = field(default_factory=QrCode)


async def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as a PDF. Raises TypesettingError."""
    return await certificates_pdf([certificate])


async def certificates_pdf(certificates: Sequence[Certificate]) -> bytes:
    """Several certificates in one file, a page each: for printing at once."""
    first = certificates[0]
    heads, places = shared_letterheads([each.letterhead for each in certificates])
    values = {
        "title": f"{first.title} {first.number}"
        if len(certificates) == 1
        else f"{first.title}: {first.activity}",
        "letterheads": heads,
        "certificates": [
            {"letterhead": place, **_values(each)} for place, each in zip(places, certificates, strict=True)
        ],
    }
    return await typeset("certificate", values, moment=first.printed_at)


def _values(one: Certificate) -> dict[str, Any]:
    return {
        "title": one.title,
        "number": one.number or NOT_FILLED,
        "name": one.name or NOT_FILLED,
        "institution": one.institution,
        "role": one.role,
        "activity": one.activity,
        "when": period_text(one.first_day, one.last_day),
        "place": one.place,
        "remark": one.remark,
        "place_and_day": f"{one.letterhead.place or f'(tempat {NOT_FILLED})'}, {short_date(one.issued_on)}",
        "signatory": signatory_values(one.signatory),
        "code": one.code.values(),
    }
