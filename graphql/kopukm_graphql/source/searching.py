"""Search by parts of words, in any order, through the trigram index where the model declares one."""

from __future__ import annotations

import sys

from tortoise.models import Model

from kopukm_core.db import search_text
from kopukm_core.db.search import SearchIndex
from kopukm_core.errors import BadInputError, NotAllowedError
from kopukm_core.visibility.expressions import field_of, is_text
from kopukm_graphql.source.statement import Statement

LONGEST_SEARCH = 200
NOTHING_FOUND = "1=0"


def search_conditions(statement: Statement, search: str) -> list[str]:
    """Every word must occur in one of the source's search columns; hidden columns are not looked in.

    BadInputError for a text too long, NotAllowedError where all search columns are hidden from the actor.
    """
    if len(search) > LONGEST_SEARCH:
        raise BadInputError(f"Kata pencarian paling panjang {LONGEST_SEARCH} huruf.")
    columns = [each for each in statement.source.declaration.search if not statement.is_hidden(each)]
    if not columns:
        raise NotAllowedError(
            f"Kolom pencarian {statement.source.name} tertutup bagi Anda.",
            remedy="Masuk dengan akun yang berhak, atau hapus kata pencarian.",
        )
    conditions = []
    for word in search_text(search).split():
        pattern = statement.parameters.add(f"%{word}%")
        conditions.append(f"({' OR '.join(_contains(statement, each, pattern) for each in columns)})")
    return conditions or [NOTHING_FOUND]


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
