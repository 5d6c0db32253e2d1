"""A raw row on its way to the answer: column → Python value, with the name of its GraphQL type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Row(dict[str, Any]):
    """Only the columns that the selection needs, as this actor may read them; never a hydrated model."""

    __slots__ = ("type_name",)

    def __init__(self, type_name: str, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.type_name = type_name


def is_row_of(type_name: str) -> Callable[[Any, Any], bool]:
    """GraphQL's `is_type_of`: whether a value is a row of that type."""

    def is_type_of(value: Any, _info: Any) -> bool:
        return isinstance(value, Row) and value.type_name == type_name

    return is_type_of
