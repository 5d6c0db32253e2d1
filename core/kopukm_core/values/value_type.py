"""The one shape of every value type: commands, dialogues, spreadsheets and GraphQL all use it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Generic, TypeVar

from kopukm_core.values.reading import RawValue, Reading, ReadingContext

T = TypeVar("T")


class InvalidValueError(ValueError):
    """A program sent a value of the wrong kind; `message` is Indonesian, `code` a stable word."""

    def __init__(self, message: str, code: str = "INVALID") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class ValueType(ABC, Generic[T]):
    """Reads, checks, writes and shows the values of one type.

    `name` is the type's English name in descriptions and catalogues, `title` its Indonesian one.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    @abstractmethod
    def read(self, raw: RawValue, context: ReadingContext) -> Reading[T]:
        """Read what a person wrote, leniently. Never raises; a blank gives an empty reading."""

    @abstractmethod
    def from_json(self, value: object) -> T:
        """Check what a program sent, strictly. Raises InvalidValueError."""

    @abstractmethod
    def to_json(self, value: T) -> object:
        """The value as JSON holds it; `from_json` takes it back."""

    @abstractmethod
    def format(self, value: T, context: ReadingContext | None = None) -> str:
        """The value as an Indonesian reader expects to see it."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


def expect_text(value: object, title: str) -> str:
    """The value if it is a string. Raises InvalidValueError."""
    if not isinstance(value, str):
        raise InvalidValueError(f"{title} harus berupa teks.")
    return value


def expect_whole_number(value: object, title: str) -> int:
    """The value if it is an integer, and no truth value. Raises InvalidValueError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValueError(f"{title} harus berupa bilangan bulat.")
    return value
