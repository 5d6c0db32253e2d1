"""The printed list that people sign, per block, with a QR code by which they may check in themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kopukm_core.papers.cells import moment_text
from kopukm_core.papers.letter import QrCode
from kopukm_core.papers.letterhead import Letterhead, Signatory
from kopukm_core.papers.tables import OFFICE_ZONE
from kopukm_core.papers.typesetting import letterhead_values, signatory_values, typeset


@dataclass(frozen=True, slots=True)
class Attendant:
    """A line of the list; `number` where it differs from the line's own (a queue number)."""

    name: str
    institution: str = ""
    district: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceBlock:
    """One session: who is expected, empty lines for who comes unannounced, and the code to check in with."""

    title: str
    people: Sequence[Attendant]
    empty_lines: int = 5
    code: QrCode = field(default_factory=QrCode)


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """The list of an activity: each block begins on a page of its own. `particulars` tell day, time and place."""

    title: str
    particulars: tuple[tuple[str, str], ...]
    blocks: Sequence[AttendanceBlock]
    letterhead: Letterhead
    printed_at: datetime
    signatory: Signatory | None = None
    time_zone: ZoneInfo = OFFICE_ZONE


async def attendance_list_pdf(attendance: AttendanceList) -> bytes:
    """The list as a PDF on A4. Raises TypesettingError."""
    values = {
        "title": attendance.title,
        "letterhead": letterhead_values(attendance.letterhead),
        "particulars": [list(pair) for pair in attendance.particulars],
        "printed": moment_text(attendance.printed_at, attendance.time_zone),
        "signatory": signatory_values(attendance.signatory),
        "blocks": [
            {
                "title": block.title,
                "code": block.code.values(),
                "people": [
                    [one.number or str(line), one.name, one.institution, one.district, str(line)]
                    for line, one in enumerate(block.people, start=1)
                ],
                "empty": [str(len(block.people) + line) for line in range(1, block.empty_lines + 1)],
            }
            for block in attendance.blocks
        ],
    }
    return await typeset("attendance", values, moment=attendance.printed_at)
