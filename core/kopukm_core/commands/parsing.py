"""From what a door received to a command's typed input, with a problem for each field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from kopukm_core.commands.declaration import MISSING, CommandDeclaration, InputField
from kopukm_core.errors import Problem, ProblemsError


def parse_input(declaration: CommandDeclaration, given: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values by field name, from JSON values. Raises ProblemsError with every problem at once."""
    return read_input(declaration, given, lambda field, raw: field.value_type.from_json(raw))


def read_input(
    declaration: CommandDeclaration, given: Mapping[str, Any], convert: Callable[[InputField, Any], Any]
) -> dict[str, Any]:
    """Like parse_input, for a door with its own way from a raw value to a typed one (ValueError: not readable)."""
    values: dict[str, Any] = {}
    problems = [
        Problem(
            name,
            "UNKNOWN_FIELD",
            f"Isian {name!r} tidak dikenal. Yang ada: {', '.join(declaration.by_name)}.",
        )
        for name in given
        if name not in declaration.by_name
    ]
    for field in declaration.fields:
        problem = _take(field, given.get(field.name, MISSING), values, convert)
        if problem is not None:
            problems.append(problem)
    if problems:
        raise ProblemsError(problems)
    return values


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
    if question.minimum is not None and value < question.minimum:
        return _problem(field, "TOO_SMALL", f"paling kecil {field.value_type.format(question.minimum)}")
    if question.maximum is not None and value > question.maximum:
        return _problem(field, "TOO_LARGE", f"paling besar {field.value_type.format(question.maximum)}")
    if question.pattern and isinstance(value, str) and not re.fullmatch(question.pattern, value):
        return _problem(field, "WRONG_FORMAT", question.help or f"contoh: {question.example}")
    if question.check is not None and (sentence := question.check(value)):
        return Problem(field.name, "INVALID", sentence)
    return None


def _take(
    field: InputField, raw: Any, values: dict[str, Any], convert: Callable[[InputField, Any], Any]
) -> Problem | None:
    applies = field.question.when is None or field.question.when(values)
    absent = raw is MISSING or raw is None
    if not applies:
        values[field.name] = None
        return None if absent else _problem(field, "NOT_ASKED", "tidak berlaku untuk jawaban sebelumnya")
    if absent:
        if raw is MISSING and field.question.default is not MISSING:
            values[field.name] = field.question.default
            return None
        values[field.name] = None
        return _problem(field, "REQUIRED", "wajib diisi") if field.required else None
    try:
        value = convert(field, raw)
    except ValueError as error:
        values[field.name] = None
        return Problem(field.name, "INVALID", f"{field.label}: {error}")
    if value == "" and field.required:
        values[field.name] = None
        return _problem(field, "REQUIRED", "wajib diisi")
    values[field.name] = value
    return check_value(field, value)


def _problem(field: InputField, code: str, rule: str) -> Problem:
    return Problem(field.name, code, f"{field.label}: {rule.rstrip('.')}.")


def _unit(value: object) -> str:
    return "huruf" if isinstance(value, str) else "butir"
