"""What was asked of the platform, and what it answered: the other side of the books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Given:
    """One command given by a client under one key, until it has its answer or its client is gone."""

    operation: str
    command: str
    key: str
    variables: Mapping[str, Any]
    expected_problem: str = ""
    """The problem code that the command must be refused with; "" where it must be accepted."""
    subject: str = ""
    """The cooperative (database id as text) it is about."""
    tries: int = 0
    answer: Mapping[str, Any] | None = None
    """The payload of the first answer that came."""
    was_abandoned: bool = False
    """Its client went away without an answer; it is asked again at the end."""
    door: str = "http"

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @property
    def problems(self) -> list[str]:
        return [one["code"] for one in (self.answer or {}).get("problems", ())]

    @property
    def is_accepted(self) -> bool:
        return self.is_answered and not self.problems


@dataclass(slots=True)
class GivenImport:
    """A file given to the command line until it said that all was stored."""

    number: int
    identifiers: tuple[str, ...]
    """The NIK of each row."""
    runs: int = 0
    kills: int = 0
    is_done: bool = False


@dataclass(slots=True)
class GivenRun:
    """An uploaded file given to `startImport`, followed to its end, perhaps taken back."""

    key: str
    identifiers: tuple[str, ...]
    """The NIK of each row."""
    is_again: bool
    """The same file was imported before: nothing may change."""
    id: str = ""
    """Its global id."""
    number: int = 0
    """Of the run in the tables; 0 until it was accepted."""
    problems: tuple[str, ...] = ()
    tries: int = 0
    undo_key: str = ""
    """"" where it is not taken back."""
    state: str = ""
    """The last that the client saw."""
    events: int = 0
    """Told over the subscription."""


@dataclass(slots=True)
class Journal:
    """All that clients gave, the codes they met meanwhile, and what they should not have seen."""

    given: list[Given] = field(default_factory=list)
    imports: list[GivenImport] = field(default_factory=list)
    runs: list[GivenRun] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    """Every error met on the way, by code; `NO_ANSWER …` where none came."""
    internal: list[str] = field(default_factory=list)
    """Errors that are faults of ours, with the number to find them by in the logs."""
    differing: list[str] = field(default_factory=list)
    """Commands whose repeat was answered otherwise than the first time."""
    leaks: list[str] = field(default_factory=list)
    """Rows or values that a client received and may not see."""
    reads: int = 0
    repeats: int = 0

    def accepted(self, operation: str = "") -> list[Given]:
        """The accepted ones, of one operation or all."""
        return [one for one in self.given if one.is_accepted and operation in ("", one.operation)]
