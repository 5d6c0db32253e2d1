"""A new version of a rubric: a whole document; stored versions are never touched."""

from __future__ import annotations

import json
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_siopik.health.delivered import row_of
from kopukm_siopik.health.models import HealthRubric
from kopukm_siopik.health.permissions import MANAGE_RUBRICS
from kopukm_siopik.health.rules import RubricFaultError, read_rubric


@command(
    "siopik.add_health_rubric",
    title="Tetapkan versi rubrik baru",
    permission=MANAGE_RUBRICS,
    returns=HealthRubric,
)
class AddHealthRubric:
    """Menetapkan versi baru rubrik kesehatan, utuh: salin dokumen versi lama, ubah, dan beri nama versi baru."""

    document: str = ask(
        "Dokumen rubrik", help="Objek JSON, seperti isian document pada rubrik.", maximum_length=200_000
    )

    async def run(self, context: CommandContext) -> HealthRubric:
        try:
            document = _document(self.document)
            rubric = read_rubric(document)
        except RubricFaultError as fault:
            context.refuse("document", "INVALID_RUBRIC", f"Rubrik ini tidak dapat dipakai. {fault}.")
        except (ValueError, RecursionError):
            context.refuse("document", "INVALID_JSON", "Dokumen ini bukan JSON yang utuh.")
        if await HealthRubric.filter(version=rubric.version).exists():
            context.refuse(
                "document", "VERSION_TAKEN", f"Versi {rubric.version!r} sudah ada; beri nama versi yang lain."
            )
        stored = await HealthRubric.create(
            **row_of(rubric, document), recorded_at=clock.now(), command_record_id=context.record_id
        )
        await context.audit("create", stored)
        return stored


def _document(text: str) -> dict[str, Any]:
    """Decimals stay the text that they are written as: a weight of 12.5 is exactly that.

    Raises ValueError for what no database would keep as it is.
    """
    document: dict[str, Any] = json.loads(text, parse_float=str, parse_constant=_no_number)
    written = json.dumps(document, ensure_ascii=False)
    written.encode()
    if "\\u0000" in written:
        raise ValueError("NUL")
    return document


def _no_number(name: str) -> float:
    raise ValueError(name)
