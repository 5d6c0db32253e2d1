"""The evaluation that people fill in with a pen: empty to be copied, or as somebody has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kopukm_core.papers.cells import moment_text
from kopukm_core.papers.letterhead import Letterhead
from kopukm_core.papers.tables import OFFICE_ZONE
from kopukm_core.papers.typesetting import letterhead_values, typeset


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A question: with `options` boxes to tick, else `lines` to write on. `answer` is an option, or the text."""

    text: str
    options: tuple[str, ...] = ()
    lines: int = 2
    answer: str = ""


SCALE = ("1", "2", "3", "4", "5")
"""From very poor to very good; say so in the introduction."""


@dataclass(frozen=True, slots=True)
class EvaluationSheet:
    """An evaluation sheet. Particulars with an empty text get a line to write on."""

    title: str
    particulars: tuple[tuple[str, str], ...]
    questions: Sequence[SheetQuestion]
    letterhead: Letterhead
    printed_at: datetime
    introduction: str = ""
    time_zone: ZoneInfo = OFFICE_ZONE


async def evaluation_sheet_pdf(sheet: EvaluationSheet) -> bytes:
    """The sheet as a PDF on A4. Raises TypesettingError."""
    values = {
        "title": sheet.title,
        "letterhead": letterhead_values(sheet.letterhead),
        "particulars": [list(pair) for pair in sheet.particulars],
        "introduction": sheet.introduction,
        "printed": moment_text(sheet.printed_at, sheet.time_zone),
        "questions": [
            {
                "text": one.text,
                "lines": 0 if one.options else max(1, one.lines),
                "answer": one.answer if not one.options or one.answer not in one.options else "",
                "options": [[option, option == one.answer] for option in one.options],
            }
            for one in sheet.questions
        ],
    }
    return await typeset("evaluation", values, moment=sheet.printed_at)
