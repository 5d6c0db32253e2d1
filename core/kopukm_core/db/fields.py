"""Column types of our own; each has the same meaning on both engines."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, overload

from tortoise import fields

from kopukm_core.db.text import SORT_KEY_LENGTH

REGION_CODE_LENGTH = 13
"""Kemendagri's dotted code of a desa, `32.01.07.2001`."""

NAME_LENGTH = SORT_KEY_LENGTH

_Text = TypeVar("_Text", str, str | None)


class RupiahField(fields.BigIntField):
    """Whole rupiah, BIGINT."""


class _BytewiseField(fields.CharField[_Text]):
    """Text compared byte by byte: SQLite does so always, PostgreSQL by `COLLATE "C"`."""

    class _db_postgres:  # noqa: N801 (Tortoise looks it up by this name)
        def __init__(self, field: fields.CharField[str]) -> None:
            self.field = field

        @property
        def SQL_TYPE(self) -> str:  # noqa: N802
            return f'VARCHAR({self.field.max_length}) COLLATE "C"'


class RegionCodeField(_BytewiseField[_Text]):
    """A region's dotted code; a subtree is a range of codes, which the column's index serves."""

    @overload
    def __init__(self: RegionCodeField[str], *, null: Literal[False] = False, **options: Any) -> None: ...
    @overload
    def __init__(self: RegionCodeField[str | None], *, null: Literal[True], **options: Any) -> None: ...
    def __init__(self, **options: Any) -> None:
        super().__init__(REGION_CODE_LENGTH, **options)  # type: ignore[misc]


class SortKeyField(_BytewiseField[_Text]):
    """`text.sort_key` of a name: what lists order by and cursors hold."""

    @overload
    def __init__(
        self: SortKeyField[str], max_length: int = ..., *, null: Literal[False] = False, **options: Any
    ) -> None: ...
    @overload
    def __init__(
        self: SortKeyField[str | None], max_length: int = ..., *, null: Literal[True], **options: Any
    ) -> None: ...
    def __init__(self, max_length: int = NAME_LENGTH, **options: Any) -> None:
        super().__init__(max_length, **options)  # type: ignore[misc]


class SearchTextField(fields.TextField):
    """`text.search_text` of what people search in; declare a `SearchIndex` for it."""
