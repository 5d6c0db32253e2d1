"""A closed list of words: an enum whose members carry an Indonesian label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Generic, Self, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_text


class Choice(StrEnum):
    """Base of closed lists: `ACTIVE = "active", "Aktif", "Menjalankan usaha dan RAT."`.

    The first word is what databases and programs hold, the label what people read.
    """

    label: str
    description: str

    def __new__(cls, value: str, label: str = "", description: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        member.description = description
        return member

    def __str__(self) -> str:
        return str(self.value)


C = TypeVar("C", bound=Choice)

_NOT_LETTERS = re.compile(r"[\W_]+")


def choice_key(text: str) -> str:
    """What of a written choice counts: letters and digits without case."""
    return _NOT_LETTERS.sub("", text).casefold()


class ChoiceType(ValueType[C], Generic[C]):
    """One of a closed list.

    `synonyms` maps other spellings to members; `leading_words` are dropped from the front ("Grade B");
    `beginnings` maps words to the member they mean whatever follows ("Bubar sejak 2019").
    """

    name: ClassVar[str] = "choice"
    title: ClassVar[str] = "Pilihan"

    def __init__(
        self,
        choices: type[C],
        *,
        synonyms: Mapping[str, C] | None = None,
        leading_words: tuple[str, ...] = (),
        beginnings: Mapping[str, C] | None = None,
    ) -> None:
        self.choices = choices
        self.leading_words = tuple(choice_key(word) for word in leading_words)
        self.beginnings = {choice_key(word): member for word, member in (beginnings or {}).items()}
        self._members: dict[str, C] = {}
        for member in choices:
            self._members[choice_key(member.value)] = member
            self._members[choice_key(member.label)] = member
        self._members.update({choice_key(word): member for word, member in (synonyms or {}).items()})

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[C]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        member = self._member(choice_key(text))
        if member is not None:
            return Reading(member)
        return doubtful("CHOICE_UNKNOWN", f"{text!r} tidak dikenal. {self._proposal(text)}")

    def from_json(self, value: object) -> C:
        text = expect_text(value, "Pilihan")
        try:
            return self.choices(text)
        except ValueError:
            known = ", ".join(member.value for member in self.choices)
            raise InvalidValueError(f"{text!r} bukan pilihan. Pilihannya: {known}.") from None

    def to_json(self, value: C) -> str:
        return str(value.value)

    def format(self, value: C, context: ReadingContext | None = None) -> str:
        return value.label

    def _member(self, key: str) -> C | None:
        candidates = [key, *(key.removeprefix(word) for word in self.leading_words if key.startswith(word))]
        for candidate in candidates:
            if candidate in self._members:
                return self._members[candidate]
        for beginning, member in self.beginnings.items():
            if any(candidate.startswith(beginning) for candidate in candidates):
                return member
        return None

    def _proposal(self, text: str) -> str:
        labels = [member.label for member in self.choices]
        words = [label for label in labels if len(label) >= 5]
        near = process.extractOne(text, words, scorer=OSA.distance, processor=choice_key, score_cutoff=2)
        if near is not None:
            return f"Mungkin maksudnya {near[0]!r}?"
        return "Pilihannya: " + ", ".join(labels) + "."
