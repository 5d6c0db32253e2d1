"""Who sees the rows and columns that a plan reads: in words, and as the condition in SQL for one actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kopukm_core.db import Dialect, Parameters
from kopukm_core.identity.actor import Actor
from kopukm_core.visibility import ALWAYS, NEVER
from kopukm_core.visibility.words import rule_words
from kopukm_graphql.explaining.statement_lines import statement_lines
from kopukm_graphql.source.catalog import Catalog, Source


def seen_lines(
    catalog: Catalog, used: Mapping[str, Sequence[str]], actor: Actor, dialect: Dialect
) -> list[str]:
    """For every table: who sees its rows, what this actor sees, and the columns used that are masked."""
    return [
        line
        for name, columns in used.items()
        for line in _table(catalog, catalog[name], columns, actor, dialect)
    ]


def _table(
    catalog: Catalog, source: Source, columns: Sequence[str], actor: Actor, dialect: Dialect
) -> Iterator[str]:
    visibility, model = catalog.visibility, source.model
    declaration = visibility.declaration(model)
    yield f"{source.name} (tabel {model._meta.db_table}; {declaration.place})"
    yield f"  baris dilihat oleh: {rule_words(declaration.rows)}"
    parameters = Parameters(dialect)
    condition = visibility.condition(model, actor, "t", parameters)
    yield from _for_actor("baris bagi pelaku ini", condition, parameters, "semua", "tidak satu pun")
    for column in columns:
        mask = declaration.mask(column)
        if mask is None:
            continue
        text = f"; selain itu tertulis {mask.text!r}" if mask.text is not None else ""
        yield f"  kolom {column} tersamar: utuh bagi {rule_words(mask.rule)}{text}"
        parameters = Parameters(dialect)
        condition = visibility.mask_condition(model, column, actor, "t", parameters)
        yield from _for_actor(
            f"{column} bagi pelaku ini",
            condition,
            parameters,
            "utuh di semua baris",
            "tersamar di semua baris",
        )


def _for_actor(what: str, condition: str, parameters: Parameters, always: str, never: str) -> Iterator[str]:
    if condition in (ALWAYS, NEVER):
        yield f"  {what}: {always if condition == ALWAYS else never}"
        return
    yield f"  {what}:"
    for line in statement_lines(condition):
        yield f"    {line}"
    yield from (f"    {line}" for line in value_lines(parameters))


def value_lines(parameters: Parameters, values: Sequence[object] | None = None) -> list[str]:
    """Number and value of every parameter, as the driver gets it."""
    mark = "?" if parameters.dialect is Dialect.SQLITE else "$"
    known = parameters.values if values is None else values
    return [f"{mark}{number} = {value!r}" for number, value in enumerate(known, 1)]
