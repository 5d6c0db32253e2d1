"""The field of a problem as the contract writes it."""

from __future__ import annotations

from strawberry.utils.str_converters import to_camel_case


def problem_path(field: str) -> str:
    """`members.0.birth_date` as `members.0.birthDate`."""
    return ".".join(to_camel_case(part) for part in field.split("."))
