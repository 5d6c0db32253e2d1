"""Search by parts of words, in any order, through the trigram index where the model declares one."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tortoise.models import Model

from kopukm_core.db import Later, search_text
from kopukm_core.db.search import SearchIndex
from kopukm_core.errors import BadInputError, NotAllowedError
from kopukm_core.visibility.expressions import field_of, is_text
from kopukm_graphql.source.statement import Statement

LONGEST_SEARCH = 200
NOTHING_FOUND = "1=0"


def sought_words(search: str) -> list[str]:
    """The words of a search, as they are compared. Raises BadInputError for a text too long."""
    if len(search) > LONGEST_SEARCH:
        raise BadInputError(f"Kata pencarian paling panjang {LONGEST_SEARCH} huruf.")
    return search_text(search).split()


def search_conditions(statement: Statement, search: str | Sequence[Later]) -> list[str]:
    """Every word must occur in one of the source's search columns; hidden columns are not looked in.

    BadInputError for a text too long, NotAllowedError where all search columns are hidden from the actor.
    """
    words = sought_words(search) if isinstance(search, str) else search
    columns = [each for each in statement.source.declaration.search if not statement.is_hidden(each)]
    if not columns:
        raise NotAllowedError(
            f"Kolom pencarian {statement.source.name} tertutup bagi Anda.",
            remedy="Masuk dengan akun yang berhak, atau hapus kata pencarian.",
        )
    conditions = []
    for word in words:
        pattern = statement.parameters.add(word.map(_pattern) if isinstance(word, Later) else _pattern(word))
        conditions.append(f"({' OR '.join(_contains(statement, each, pattern) for each in columns)})")
    return conditions or [NOTHING_FOUND]


def _pattern(word: str) -> str:
    return f"%{word}%"


def search_index(model: type[Model], column: str) -> SearchIndex | None:
    """The trigram index that the model's module declares for the column."""
    stored = model._meta.fields_db_projection
    key = "" if is_text(field_of(model, "pk")) else stored[model._meta.pk_attr]
    index = SearchIndex(model._meta.db_table, stored[column], key)
    declared = getattr(sys.modules[model.__module__], "CONSTRAINTS", ())
    return index if any(constraint.name == index.name for constraint in declared) else None


def _contains(statement: Statement, column: str, pattern: str) -> str:
    model = statement.source.model
    index = search_index(model, column)
    if index is None or not statement.is_clear(column):
        return f"{statement.readable(column)} LIKE {pattern}"
    return index.condition(pattern, statement.parameters.dialect, statement.alias)
