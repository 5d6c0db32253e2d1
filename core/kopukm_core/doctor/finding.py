"""What a check found: a state, and three sentences for the person who has to act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """OK; a warning can wait for a calm day; a fault stops or endangers the service."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` is so, `why` that matters, and the `remedy`; in Indonesian, without secrets or personal values."""

    state: State
    what: str
    why: str = ""
    remedy: str = ""


def ok(what: str) -> Finding:
    """All is well; `what` says what was seen."""
    return Finding(State.OK, what)


def warning(what: str, why: str = "", remedy: str = "") -> Finding:
    """Something to mend soon."""
    return Finding(State.WARNING, what, why, remedy)


def fault(what: str, why: str = "", remedy: str = "") -> Finding:
    """Something to mend now."""
    return Finding(State.FAULT, what, why, remedy)
