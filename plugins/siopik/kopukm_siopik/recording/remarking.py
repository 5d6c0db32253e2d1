"""Telling what is doubtful in what a command stores, in the words of an import."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from kopukm_core.commands import CommandContext
from kopukm_siopik.rules import Doubt


def remark_all(context: CommandContext, *doubts: Iterable[Doubt]) -> None:
    """Remark each doubt."""
    for one in chain(*doubts):
        context.remark(one.field, one.code, one.message)
