"""The spreadsheet columns of a command, derived from its declaration."""

from __future__ import annotations

from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.tabular import Column


def columns_of(declaration: CommandDeclaration) -> tuple[Column, ...]:
    """One column per field, found by its label, its name and its synonyms. Secrets have no column."""
    return tuple(
        Column(
            field.name,
            field.label,
            field.value_type,
            synonyms=(field.name, *field.question.synonyms),
            required=field.required,
        )
        for field in declaration.fields
        if not field.question.secret
    )
