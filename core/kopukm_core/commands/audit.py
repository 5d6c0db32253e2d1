"""Audit rows of many records at once."""

from __future__ import annotations

from collections.abc import Sequence

from tortoise.models import Model

from kopukm_core import clock
from kopukm_core.commands.context import CommandContext
from kopukm_core.commands.models import AuditEntry
from kopukm_core.commands.outcome import model_name
from kopukm_core.db import copy_rows


async def audit_many(
    context: CommandContext, action: str, model: type[Model], keys: Sequence[object]
) -> None:
    """Note that the command did this to each of the records."""
    moment = clock.now()
    await copy_rows(
        AuditEntry,
        ("record_id", "action", "subject_model", "subject_id", "recorded_at"),
        [(context.record_id, action, model_name(model), str(key), moment) for key in keys],
    )
