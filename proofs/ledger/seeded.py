"""Faults that are put in on purpose, to see that the books notice them."""

from __future__ import annotations

import os
import zlib
from enum import StrEnum

VARIABLE = "PROOF_SEED_FAULT"
_ONE_IN = 7


class SeededFault(StrEnum):
    """What the ledger does wrongly for one label in seven."""

    LOSE_JOB = "lose-job"
    """A job ends without its effect."""
    DOUBLE_EFFECT = "double-effect"
    """A job has its effect twice."""
    LOST_AUDIT = "lost-audit"
    """A command is stored without its audit row."""
    HALF_COMMAND = "half-command"
    """A command is answered, and its entry is not there."""
    KILL_JOB = "kill-job"
    """A job is given up that should have been done."""
    INTERNAL = "internal"
    """A command fails with an error that nobody raised on purpose."""


def has_fault(fault: SeededFault, label: str) -> bool:
    """Whether this label is to meet the fault."""
    return os.environ.get(VARIABLE) == fault and zlib.crc32(label.encode()) % _ONE_IN == 0
