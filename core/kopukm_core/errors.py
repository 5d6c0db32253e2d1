"""Errors that people read: each says what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person can mend in what they sent.

    `field` is the input field's name in snake_case ("" for the input as a whole; "members.0.name" for a nested
    one), `code` a stable UPPER_SNAKE word for programs, `message` a sentence in Indonesian.
    """

    field: str
    code: str
    message: str


class KopukmError(Exception):
    """Base of every error this platform raises on purpose.

    `code` goes to clients as `extensions.code`; the message is Indonesian and safe to show to anyone; `remedy`
    says what to do next.
    """

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class ConfigurationError(KopukmError):
    """A setting, plugin or declaration is wrong: the start is refused."""

    code = "CONFIGURATION"


class NotAllowedError(KopukmError):
    """The actor may not do this. Nothing has changed."""

    code = "FORBIDDEN"


class NotAuthenticatedError(KopukmError):
    """The request needs an actor, and carries none, or a token that no longer holds."""

    code = "UNAUTHENTICATED"


class NotFoundError(KopukmError):
    """No such record, or none that this actor may see: the two are never told apart."""

    code = "NOT_FOUND"


class BadInputError(KopukmError):
    """An argument is malformed (a cursor, an id, a page size)."""

    code = "BAD_USER_INPUT"


class ConflictError(KopukmError):
    """The same idempotency key came with another input, or the record changed meanwhile."""

    code = "CONFLICT"


class BusyError(KopukmError):
    """The same request is still being worked on: try again after `retry_after` seconds."""

    code = "RETRY_LATER"

    def __init__(self, message: str, *, remedy: str = "", retry_after: int = 1) -> None:
        super().__init__(message, remedy=remedy)
        self.retry_after = retry_after


class ThrottledError(BusyError):
    """Too many attempts: try again after `retry_after` seconds."""

    code = "TOO_MANY_REQUESTS"


class ProblemsError(KopukmError):
    """The input has problems that a person can mend; nothing was stored."""

    code = "PROBLEMS"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))
