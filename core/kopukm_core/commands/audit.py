"""Audit rows of many records at once."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tortoise.models import Model

from kopukm_core import clock
from kopukm_core.commands.context import Changes, CommandContext
from kopukm_core.commands.models import AuditEntry
from kopukm_core.commands.outcome import model_name
from kopukm_core.db import copy_rows


async def audit_many(
    context: CommandContext,
    action: str,
    model: type[Model],
    keys: Sequence[object],
    changes: Sequence[Changes] | None = None,
) -> None:
    """Note that the command did this to each of the records; `changes` in the order of the keys."""
    moment = clock.now()
    told = [None] * len(keys) if changes is None else [json.dumps(one, default=str) for one in changes]
    await copy_rows(
        AuditEntry,
        ("record_id", "action", "subject_model", "subject_id", "changes", "recorded_at"),
        [
            (context.record_id, action, model_name(model), str(key), each, moment)
            for key, each in zip(keys, told, strict=True)
        ],
    )
