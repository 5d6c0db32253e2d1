"""The dialogue of a command, question by question, the same for the terminal and for every chat channel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_core.commands.context import CommandContext
from kopukm_core.commands.declaration import MISSING, Answers, CommandDeclaration, InputField, Option
from kopukm_core.commands.parsing import check_value
from kopukm_core.errors import Problem
from kopukm_core.values import ChoiceType, ListType, ReadingContext

SKIP_WORDS = frozenset({"", "-", "lewati"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question as a person sees it."""

    field: InputField
    options: tuple[Option, ...]

    @property
    def name(self) -> str:
        return self.field.name

    def lines(self) -> list[str]:
        """The question in plain text, with help, example and numbered choices."""
        question = self.field.question
        lines = [question.label + ("" if self.field.required else " (boleh dikosongkan)")]
        if question.help:
            lines.append(f"  {question.help}")
        if question.example:
            lines.append(f"  Contoh: {question.example}")
        lines += [f"  {number}. {option.label}" for number, option in enumerate(self.options, start=1)]
        return lines


class Dialogue:
    """A dialogue in progress. It holds no channel, no screen and no state outside `answers`."""

    def __init__(
        self,
        declaration: CommandDeclaration,
        context: CommandContext,
        reading: ReadingContext,
        answers: dict[str, Any] | None = None,
    ) -> None:
        self.declaration = declaration
        self.answers: dict[str, Any] = dict(answers or {})
        self._context = context
        self._reading = reading

    async def next(self) -> Prompt | None:
        """The next question that applies and has no answer; None when the input is complete."""
        earlier: dict[str, Any] = {}
        for field in self.declaration.fields:
            applies = field.question.when is None or field.question.when(earlier)
            if applies and field.name not in self.answers:
                return Prompt(field, tuple(await self._options(field, earlier)))
            earlier[field.name] = self.answers.get(field.name) if applies else None
        return None

    def answer(self, prompt: Prompt, text: str) -> Problem | None:
        """Take what the person wrote; the problem when it is not an answer to this question."""
        field = prompt.field
        if text.strip().lower() in ({""} if field.question.secret else SKIP_WORDS):
            return self._skip(field)
        value = text if field.question.secret else self._meant(prompt, text)
        if isinstance(value, Problem):
            return value
        if value is None:
            return self._skip(field)
        problem = check_value(field, value)
        if problem is None:
            self.answers[field.name] = value
        return problem

    def correct(self, name: str) -> None:
        """Ask this question again; answers that may depend on it are asked again too."""
        names = [field.name for field in self.declaration.fields]
        self.answers.pop(name, None)
        for field in self.declaration.fields[names.index(name) + 1 :]:
            if field.question.when is not None or field.question.options is not None:
                self.answers.pop(field.name, None)

    def given(self) -> dict[str, Any]:
        """The input as JSON values, ready for the runner."""
        return {field.name: field.value_type.to_json(self.answers[field.name]) for field in self.answered()}

    def answered(self) -> list[InputField]:
        """The questions that were answered, not skipped, in their order."""
        return [one for one in self.declaration.fields if self.answers.get(one.name) is not None]

    def summary(self) -> list[tuple[str, str]]:
        """(label, answer as a person reads it) for the confirmation; secrets as dots."""
        return [
            (
                field.label,
                "••••"
                if field.question.secret
                else field.value_type.format(self.answers[field.name], self._reading),
            )
            for field in self.answered()
        ]

    def _meant(self, prompt: Prompt, text: str) -> Any:
        """The value that the words mean, None for none, or the problem."""
        field, options = prompt.field, prompt.options
        takes_several = isinstance(field.value_type, ListType)
        chosen = _chosen(options, text, takes_several)
        if chosen:
            return chosen if takes_several else chosen[0]
        if field.question.options is not None and not options:
            return Problem(field.name, "NO_OPTION", f"{field.label}: belum ada yang dapat dipilih.")
        if field.question.options is None:
            reading = field.value_type.read(text, self._reading)
            if not reading.findings or (reading.value is not None and not takes_several):
                return reading.value
            if not (options and takes_several):
                return Problem(field.name, reading.findings[0].code, reading.findings[0].message)
        several = ", beberapa dipisahkan koma" if takes_several else ""
        return Problem(field.name, "NOT_AN_OPTION", f"Pilih 1 sampai {len(options)}{several}.")

    def _skip(self, field: InputField) -> Problem | None:
        if field.required:
            return Problem(field.name, "REQUIRED", f"{field.label}: wajib diisi.")
        default = field.question.default
        self.answers[field.name] = None if default is MISSING else default
        return None

    async def _options(self, field: InputField, earlier: Answers) -> Sequence[Option]:
        if field.question.options is not None:
            return await field.question.options(earlier, self._context)
        value_type = field.value_type.item if isinstance(field.value_type, ListType) else field.value_type
        if isinstance(value_type, ChoiceType):
            return [Option(choice, choice.label, choice.description) for choice in value_type.choices]
        return ()


def _chosen(options: Sequence[Option], text: str, several: bool) -> list[Any]:
    """The values meant by numbers, labels or short names, in the person's order; empty where one says nothing."""
    parts = [part for part in re.split(r"[;,]", text) if part.strip()] if several else [text]
    found = [_option(options, part) for part in parts]
    known = [one.value for one in found if one is not None]
    return known if len(known) == len(found) else []


def _option(options: Sequence[Option], text: str) -> Option | None:
    words = " ".join(text.split()).casefold()
    if words.isascii() and words.isdecimal() and len(words) < 6 and 1 <= int(words) <= len(options):
        return options[int(words) - 1]
    by_label = (option for option in options if option.label.casefold() == words)
    by_value = (
        option for option in options if isinstance(option.value, str) and option.value.casefold() == words
    )
    return next(by_label, None) or next(by_value, None)
