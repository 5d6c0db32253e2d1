"""Reading a personal value whole: a permission, and a trace before it is shown (UU 27/2022 Ps. 31)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.errors import NotAllowedError, Problem, ProblemsError
from kopukm_core.privacy.personal_text import PersonalText

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor

READ_PERSONAL_DATA = "core.read_personal_data"


@dataclass(frozen=True, slots=True)
class RevealTrace:
    """Who read which value of which record, when and why. It does not hold the value."""

    actor_key: str
    table: str
    record_id: str
    field: str
    region_code: str
    reason: str
    read_at: datetime


RecordTrace = Callable[[RevealTrace], Awaitable[None]]


async def reveal(
    value: PersonalText,
    *,
    actor: Actor,
    region_code: str,
    table: str,
    record_id: int | str,
    field: str,
    reason: str,
    record: RecordTrace,
) -> str:
    """The text itself, after `record` has stored the trace; if storing fails, nothing is shown.

    `region_code` is the place of the record the value belongs to; "" asks for the permission everywhere.
    Raises NotAllowedError without `core.read_personal_data` there, ProblemsError without a reason.
    """
    if not actor.may(READ_PERSONAL_DATA, region_code):
        raise NotAllowedError("Anda tidak berhak membaca data pribadi ini secara utuh.")
    if len(reason.strip()) < 5:
        raise ProblemsError(
            [Problem("reason", "REQUIRED", "Tulis alasan membaca data pribadi ini secara utuh.")]
        )
    trace = RevealTrace(actor.key, table, str(record_id), field, region_code, reason.strip(), clock.now())
    await record(trace)
    return value.whole()
