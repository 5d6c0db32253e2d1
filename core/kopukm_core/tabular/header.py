"""Finding the header of a sheet, wherever it stands, and what each of its columns is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kopukm_core.errors import ConfigurationError
from kopukm_core.tabular.columns import SheetDeclaration
from kopukm_core.tabular.labels import label_key, label_words, without_brackets
from kopukm_core.tabular.sheets import Sheet
from kopukm_core.values.text import text_of

ROWS_SEARCHED = 100
"""So many filled rows are searched for the header."""

_EXACT, _WORDS, _SLIP = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (row indexes from 0) and which column fills which field."""

    declaration: SheetDeclaration
    first_row: int
    last_row: int
    columns: dict[str, int]
    labels: dict[str, str]
    unknown: tuple[tuple[int, str], ...]
    missing: tuple[str, ...] = field(default=())

    @property
    def score(self) -> int:
        return len(self.columns)


class HeadingMatcher:
    """Tells which field of a declaration a heading means. Raises ConfigurationError when two fields share
    one.
    """

    def __init__(self, declaration: SheetDeclaration) -> None:
        self._by_key: dict[str, str] = {}
        self._by_words: dict[frozenset[str], str] = {}
        for column in declaration.columns:
            for heading in column.headings:
                key = label_key(heading)
                if self._by_key.setdefault(key, column.field) != column.field:
                    raise ConfigurationError(
                        f"Judul kolom {heading!r} pada {declaration.name!r} dipakai untuk dua isian: "
                        f"{self._by_key[key]!r} dan {column.field!r}.",
                        remedy="Hapus salah satunya dari synonyms.",
                    )
                self._by_words.setdefault(label_words(heading), column.field)
        self._known: dict[str, tuple[int, str] | None] = {}

    def match(self, heading: str) -> tuple[int, str] | None:
        """How surely (3 the same, 2 the same words, 1 but for a slip) and which field; None when unknown."""
        if heading not in self._known:
            self._known[heading] = self._find(heading)
        return self._known[heading]

    def _find(self, heading: str) -> tuple[int, str] | None:
        for label in dict.fromkeys((heading, without_brackets(heading))):
            key = label_key(label)
            if not key or key.isdigit():
                continue
            if key in self._by_key:
                return _EXACT, self._by_key[key]
            words = label_words(label)
            if words and words in self._by_words:
                return _WORDS, self._by_words[words]
            slip = self._one_slip(key)
            if slip is not None:
                return _SLIP, slip
        return None

    def _one_slip(self, key: str) -> str | None:
        if len(key) < 5:
            return None
        allowed = 1 if len(key) < 12 else 2
        near = process.extract(
            key, self._by_key.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=None
        )
        fields = {self._by_key[name] for name, _, _ in near if len(name) >= 5}
        return fields.pop() if len(fields) == 1 else None


def find_header(sheet: Sheet, declaration: SheetDeclaration, matcher: HeadingMatcher) -> Header | None:
    """The header that names most of the declared columns, or None when no row names two.

    `missing` lists required columns it lacks. One row is preferred to two rows that name as many.
    """
    best: Header | None = None
    searched = 0
    for index, row in enumerate(sheet.rows):
        texts = [text_of(cell) for cell in row]
        if not any(texts):
            continue
        searched += 1
        if searched > ROWS_SEARCHED:
            break
        for header in (
            _header(declaration, matcher, index, index, [[text] for text in texts]),
            _two_rows(sheet, declaration, matcher, index, texts),
        ):
            if header is not None and header.score >= 2 and (best is None or _rank(header) > _rank(best)):
                best = header
    return best


def _rank(header: Header) -> tuple[bool, int, bool]:
    return (not header.missing, header.score, header.first_row == header.last_row)


def _two_rows(
    sheet: Sheet, declaration: SheetDeclaration, matcher: HeadingMatcher, index: int, parents: Sequence[str]
) -> Header | None:
    if index + 1 >= len(sheet.rows):
        return None
    below = sheet.rows[index + 1]
    if any(cell is not None and not isinstance(cell, str) for cell in below):
        return None
    children = [text_of(cell) for cell in below]
    if not any(children):
        return None
    labels: list[list[str]] = []
    parent = ""
    for column in range(max(len(parents), len(children))):
        own = parents[column] if column < len(parents) else ""
        child = children[column] if column < len(children) else ""
        parent = own or (parent if child else "")
        labels.append([f"{parent} {child}", child] if parent and child else [parent or child])
    return _header(declaration, matcher, index, index + 1, labels)


def _header(
    declaration: SheetDeclaration,
    matcher: HeadingMatcher,
    first_row: int,
    last_row: int,
    labels: Sequence[Sequence[str]],
) -> Header:
    claims = [
        (order, -found[0], index, found[1])
        for index, candidates in enumerate(labels)
        for order, label in enumerate(candidates)
        if label and (found := matcher.match(label)) is not None
    ]
    columns: dict[str, int] = {}
    taken: set[int] = set()
    for _, _, index, name in sorted(claims):
        if name not in columns and index not in taken:
            columns[name] = index
            taken.add(index)
    unknown = tuple(
        (index, candidates[0])
        for index, candidates in enumerate(labels)
        if index not in taken and candidates[0]
    )
    return Header(
        declaration,
        first_row,
        last_row,
        columns,
        {name: labels[index][0] for name, index in columns.items()},
        unknown,
        _missing(declaration, columns),
    )


def _missing(declaration: SheetDeclaration, columns: dict[str, int]) -> tuple[str, ...]:
    lacking = [
        column.label for column in declaration.columns if column.required and column.field not in columns
    ]
    lacking.extend(
        " atau ".join(declaration.column(name).label for name in group)
        for group in declaration.any_of
        if columns.keys().isdisjoint(group)
    )
    return tuple(lacking)
