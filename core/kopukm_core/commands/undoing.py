"""Undoing what a batch command stored: what its class is told, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kopukm_core.commands.outcome import RecordReference

UNDO_ACTION = "undo"
"""What an audit entry says of a record whose change was taken back."""


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """One audit entry to be taken back: what was done (`create`, `update` …), to which record, by which command."""

    action: str
    subject: RecordReference
    record_id: int
    recorded_at: datetime
    changes: Mapping[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class UndoResult:
    """Whether it was taken back; if not, why, as an Indonesian sentence.

    `name` is what people know a kept record by. `blocked_by` is the record that stands in the way, from whose audit
    the core tells by which command and when.
    """

    undone: bool
    reason: str = ""
    name: str = ""
    blocked_by: RecordReference | None = None


def undone() -> UndoResult:
    """It was taken back."""
    return UndoResult(True)


def kept(reason: str, name: str = "", blocked_by: RecordReference | None = None) -> UndoResult:
    """It stays as it is."""
    return UndoResult(False, reason, name, blocked_by)
