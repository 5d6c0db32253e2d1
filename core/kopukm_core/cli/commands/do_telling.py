"""What `kopukm do` tells of a command: its fields before, its outcome after."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from kopukm_core.cli.writing import note, say
from kopukm_core.commands import CommandDeclaration, Outcome
from kopukm_core.values import ChoiceType, ListType, RecordIdType, short_date


def tell_command(declaration: CommandDeclaration) -> int:
    """The command with its fields: name, what is asked, whether it may stay empty, help, example, choices."""
    say(f"{declaration.name}: {declaration.title}")
    say(declaration.description)
    say()
    for field in declaration.fields:
        say(f"  {field.name}: {field.label}{'' if field.required else ' (boleh kosong)'}")
        question = field.question
        item = field.value_type.item if isinstance(field.value_type, ListType) else field.value_type
        if question.help:
            say(f"      {question.help}")
        if isinstance(item, ChoiceType):
            say(f"      Pilihan: {', '.join(f'{one.value} ({one.label})' for one in item.choices)}")
        if isinstance(item, RecordIdType):
            say(f"      Nomornya: kopukm list {item.type_name}")
        if question.example:
            say(f"      Contoh: {question.example}")
    required = " ".join(f'{field.name}="…"' for field in declaration.fields if field.required)
    say()
    say(f"Ditanya satu per satu: kopukm do {declaration.name}")
    say(f"Sekaligus: kopukm do {declaration.name} {required} --yes".replace("  ", " "))
    return 0


def tell_outcome(declaration: CommandDeclaration, outcome: Outcome) -> int:
    """The problems, or what was stored and what it came to; the exit status."""
    if not outcome.accepted:
        for problem in outcome.problems:
            field = declaration.by_name.get(problem.field)
            note(f"✗ {_named(field.label if field else '', problem.message)}")
        note("Tidak ada yang disimpan.")
        return 1
    say(
        f"{declaration.title}: {'sudah pernah ' if outcome.replayed else ''}tersimpan (catatan {outcome.record_id})."
    )
    if outcome.reference is not None:
        say(f"{outcome.reference.model} nomor {outcome.reference.id}.")
    described = _described(declaration)
    for name, value in (outcome.values or {}).items():
        _tell_value(described.get(name, name), value)
    for remark in outcome.remarks:
        field = declaration.by_name.get(remark.field)
        note(f"⚠ {_named(field.label if field else '', remark.message)}")
    return 0


def _described(declaration: CommandDeclaration) -> dict[str, str]:
    """What each value of the outcome is, in the words of the contract, where they are told."""
    returns = declaration.returns
    if returns is None or not dataclasses.is_dataclass(returns):
        return {}
    told = {field.name: field.metadata.get("description", "") for field in dataclasses.fields(returns)}
    return {name: text.partition(". ")[0].rstrip(".") for name, text in told.items() if text}


def _tell_value(label: str, value: Any) -> None:
    if value is None or value == []:
        return
    if isinstance(value, list) and isinstance(value[0], str) and " " in value[0]:
        say(f"{label}:")
        for one in value:
            say(f"  - {_word(one)}")
        return
    say(f"{label}: {', '.join(_word(one) for one in (value if isinstance(value, list) else [value]))}")


def _word(value: Any) -> str:
    """One value as a person reads it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, str) and len(value) == len("2027-01-12"):
        try:
            return short_date(date.fromisoformat(value))
        except ValueError:
            pass
    return str(value)


def _named(label: str, message: str) -> str:
    """The message with the field it is about, unless it begins with that already."""
    return message if not label or message.startswith(label) else f"{label}: {message}"
