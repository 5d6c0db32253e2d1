"""From what a door received to a command's typed input, with a problem for each field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kopukm_core.commands.declaration import MISSING, CommandDeclaration, InputField, Question
from kopukm_core.errors import Problem, ProblemsError
from kopukm_core.values import DateType, TextType, accepts_none, clean_text

LONGEST_QUOTE = 50


def parse_input(declaration: CommandDeclaration, given: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values by field name, from JSON values. Raises ProblemsError with every problem at once."""
    values, problems = read_input(declaration, given)
    if problems:
        raise ProblemsError(problems)
    return values


def read_input(
    declaration: CommandDeclaration, given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """The values that could be read, and every problem.

    Text is put right as people mean it (blanks at the ends, in a row), and text of nothing but blanks is no answer.
    Secrets are taken as they are.
    """
    values: dict[str, Any] = {}
    problems = [
        Problem(
            str(name)[:100].encode("ascii", "backslashreplace").decode(),
            "UNKNOWN_FIELD",
            f"Isian {str(name)[:100]!r} tidak dikenal. Yang ada: {', '.join(declaration.by_name)}.",
        )
        for name in given
        if name not in declaration.by_name
    ]
    for field in declaration.fields:
        problem = _take(field, given.get(field.name, MISSING), values, bool(problems))
        if problem is not None:
            problems.append(problem)
    return values, problems


def check_value(field: InputField, value: Any) -> Problem | None:
    """The first rule of the field that the value breaks."""
    question = field.question
    if value is None:
        return None
    measure = len(value) if isinstance(value, str | list) else None
    if question.minimum_length is not None and measure is not None and measure < question.minimum_length:
        return _problem(field, "TOO_SHORT", f"paling sedikit {question.minimum_length} {_unit(value)}")
    if question.maximum_length is not None and measure is not None and measure > question.maximum_length:
        return _problem(field, "TOO_LONG", f"paling banyak {question.maximum_length} {_unit(value)}")
    least, most = ("awal", "akhir") if isinstance(field.value_type, DateType) else ("kecil", "besar")
    if question.minimum is not None and value < question.minimum:
        return _problem(field, "TOO_SMALL", f"paling {least} {field.value_type.format(question.minimum)}")
    if question.maximum is not None and value > question.maximum:
        return _problem(field, "TOO_LARGE", f"paling {most} {field.value_type.format(question.maximum)}")
    if question.pattern and isinstance(value, str) and not re.fullmatch(question.pattern, value):
        return _problem(field, "WRONG_FORMAT", f"{_quoted(field, value)} tidak sesuai{_right_form(question)}")
    if question.check is not None and (sentence := question.check(value)):
        return Problem(field.name, "INVALID", sentence)
    return None


def _take(field: InputField, raw: Any, values: dict[str, Any], in_doubt: bool) -> Problem | None:
    """Put the field's value into `values`. While an earlier answer is `in_doubt`, nobody knows what depends on it."""
    absent = raw is MISSING or raw is None or _is_blank(field, raw)
    values[field.name] = None
    if field.question.when is not None:
        if in_doubt and absent:
            return None
        if not in_doubt and not field.question.when(values):
            return None if absent else _problem(field, "NOT_ASKED", "tidak berlaku untuk jawaban sebelumnya")
    if absent:
        if field.question.default is not MISSING and (raw is MISSING or not accepts_none(field.annotation)):
            values[field.name] = field.question.default
            return None
        return _problem(field, "REQUIRED", "wajib diisi") if field.required else None
    try:
        value = _cleaned(field, field.value_type.from_json(raw))
    except ValueError as error:
        return Problem(field.name, "INVALID", f"{field.label}: {error}")
    values[field.name] = value
    return check_value(field, value)


def _is_blank(field: InputField, raw: Any) -> bool:
    return isinstance(raw, str) and not field.question.secret and (not raw or raw.isspace())


def _cleaned(field: InputField, value: Any) -> Any:
    """Text without needless blanks, and sure to be storable. Raises ValueError for half a character (a surrogate)."""
    if not isinstance(value, str):
        return value
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError("memuat karakter yang rusak.")
    if not isinstance(field.value_type, TextType) or field.question.secret:
        return value
    lines = value.splitlines() if field.value_type.multiline else [value]
    return "\n".join(clean_text(line) for line in lines).strip()


def _problem(field: InputField, code: str, rule: str) -> Problem:
    return Problem(field.name, code, f"{field.label}: {rule.rstrip('.')}.")


def _quoted(field: InputField, value: str) -> str:
    """What was written; not what is secret or personal, for a refusal is shown and kept."""
    if field.question.secret or field.question.personal:
        return "isian ini"
    return repr(value if len(value) <= LONGEST_QUOTE else f"{value[:LONGEST_QUOTE]}…")


def _right_form(question: Question) -> str:
    if question.pattern_help:
        return f"; {question.pattern_help}"
    return f"; contoh: {question.example}" if question.example else ""


def _unit(value: object) -> str:
    return "huruf" if isinstance(value, str) else "butir"
