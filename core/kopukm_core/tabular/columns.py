"""What a sheet is declared to hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_core.tabular.judged import JudgedRow, SheetRow
from kopukm_core.values.reading import ReadingContext
from kopukm_core.values.value_type import ValueType

EMPTY_WORDS = frozenset(("", "-", "--", "–", "—"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its value type and every heading it goes by.

    `label` is the heading in our own templates, `synonyms` the others. `empty_words` (in small letters) mean that
    nothing was written, besides a blank and a hyphen. `codes` renames the value type's finding codes.
    """

    field: str
    label: str
    value_type: ValueType[Any]
    synonyms: tuple[str, ...] = ()
    required: bool = False
    empty_words: tuple[str, ...] = ()
    codes: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.label, *self.synonyms)


@dataclass(frozen=True, slots=True)
class SheetDeclaration:
    """A kind of sheet, recognised by its headings.

    Of each group in `any_of`, one column at least must be there. `title` is what people call the sheet; `names` are
    words in a sheet's name that decide when headings fit two declarations. `empty_words` hold for every column.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    any_of: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    empty_words: tuple[str, ...] = ()
    ends_at_totals: bool = True
    """Whether all below a totals row is left out; else only totals and subtotals themselves are."""

    def column(self, field_name: str) -> Column:
        """The column that fills the field."""
        return next(column for column in self.columns if column.field == field_name)


Judge = Callable[[Mapping[str, Sequence[SheetRow]], Any], Sequence[JudgedRow]]


@dataclass(frozen=True, slots=True)
class ImportDeclaration:
    """An import that people call by `name` (`siopik.cooperatives`).

    `judge` gets the rows of each declared sheet by its declaration's name, and the context that `evaluate`
    was given; it is pure. `context` adds to the reading context what the office has stored already that rows
    may refer to. `store` is called with the judged report and a `kopukm_core.imports.Storing`. `report_as`
    says how a value is written in the report, by field. `commands` are those that `store` gives rows to: who may
    give all of them somewhere may start the import.
    """

    name: str
    title: str
    sheets: tuple[SheetDeclaration, ...]
    judge: Judge
    store: Callable[..., Awaitable[Any]] | None = None
    context: Callable[[ReadingContext], Awaitable[ReadingContext]] | None = None
    report_as: Mapping[str, Callable[[Any], object]] = dataclasses.field(default_factory=dict)
    commands: tuple[str, ...] = ()


def judge_each_alone(
    sheets: Mapping[str, Sequence[SheetRow]], context: ReadingContext | None = None
) -> list[JudgedRow]:
    """The judge of an import without rules across rows: what the readers found is all there is."""
    return [
        JudgedRow.from_findings(row, row.values, row.findings) for rows in sheets.values() for row in rows
    ]
