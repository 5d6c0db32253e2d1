"""Rules taken out one by one over sown rows: whom the database then shows what, and whether an answer tells it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from tortoise import Model

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.identity.actor import Actor
from kopukm_core.visibility import AllOf, AnyOf, Nobody, Rule, Through, VisibilityRegistry
from kopukm_core.visibility.expressions import column_sql, table_sql
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.source.fields import Column
from reading import answer
from visibility_faults import Fault, broken_rule, faults_of
from visibility_oracle import Oracle

Actors = Mapping[str, Actor]


def shown_faults(schema: ComposedSchema) -> Iterator[tuple[str, Fault]]:
    """A type of the contract with each fault in what it shows: its rows, and the masks of its columns."""
    for name, source in schema.catalog.sources.items():
        columns = {declared.column for declared in source.fields.values() if isinstance(declared, Column)}
        for fault in faults_of(schema.catalog.visibility.declaration(source.model)):
            if not fault.mask or fault.mask in columns:
                yield name, fault


async def is_noticed(schema: ComposedSchema, oracle: Oracle, actors: Actors, name: str, fault: Fault) -> bool:
    """Whether somebody is answered otherwise than the oracle says."""
    registry = schema.catalog.visibility
    with broken_rule(registry, fault.broken):
        for actor in actors.values():
            told = _told(oracle, actor, name, fault.mask)
            found = await _shown(registry, fault.broken.model, actor, fault.mask)
            if found != told:
                key = min(found ^ told)
                return await _is_answered_otherwise(schema, oracle, actor, name, key)
    return await _follows_its_parent(registry, actors, fault)


def _told(oracle: Oracle, actor: Actor, name: str, mask: str) -> set[Any]:
    seen = oracle.seen(actor, name)
    if not mask:
        return {row.pk for row in seen}
    ((attribute, sees, _),) = [each for each in oracle.types[name].masks.values() if each[0] == mask]
    return {row.pk for row in seen if sees(actor, row) and getattr(row, attribute) is not None}


async def _shown(registry: VisibilityRegistry, model: type[Model], actor: Actor, mask: str) -> set[Any]:
    """The keys of the rows that the database gives the actor; those in which it gives the column."""
    given = Parameters(dialect())
    conditions = [registry.condition(model, actor, "a", given)]
    if mask:
        conditions.append(registry.mask_condition(model, mask, actor, "a", given))
        conditions.append(f"{column_sql(model, mask, 'a')} IS NOT NULL")
    found = await rows(
        f"SELECT {column_sql(model, 'pk', 'a')} AS seen_key FROM {table_sql(model)} a"
        f" WHERE {' AND '.join(f'({each})' for each in conditions)}",
        given,
    )
    return {row["seen_key"] for row in found}


async def _is_answered_otherwise(
    schema: ComposedSchema, oracle: Oracle, actor: Actor, name: str, key: Any
) -> bool:
    """Whether the row itself, asked for by its id, is not what the oracle says."""
    known = oracle.types[name]
    (row,) = [each for each in known.rows if each.pk == key]
    vars(schema).pop("_kept_by_tests", None)  # the statements of kept documents were written by other rules
    document = (
        f'{{ node(id: "{oracle.id(name, row)}") {{ ... on {name} {{ id {" ".join(known.masks)} }} }} }}'
    )
    got = (await answer(schema, document, actor))["node"]
    vars(schema).pop("_kept_by_tests", None)
    if got is None or not known.sees(actor, row):
        return (got is not None) != known.sees(actor, row)
    expected = {
        field: getattr(row, attribute)
        if sees(actor, row)
        else (text if getattr(row, attribute) is not None else None)
        for field, (attribute, sees, text) in known.masks.items()
    }
    return bool(got != {"id": oracle.id(name, row), **expected})


async def _follows_its_parent(registry: VisibilityRegistry, actors: Actors, fault: Fault) -> bool:
    """A rule may follow a row that everybody sees: the part decides where that row is hidden."""
    model = fault.broken.model
    whole = registry.declaration(model)
    for parent in _parents(whole.rows):
        hidden = dataclasses.replace(registry.declaration(parent), rows=Nobody())
        with broken_rule(registry, hidden):
            for actor in actors.values():
                right = await _shown(registry, model, actor, fault.mask)
                with broken_rule(registry, fault.broken):
                    if await _shown(registry, model, actor, fault.mask) != right:
                        return True
    return False


def _parents(rule: Rule) -> Iterator[type[Model]]:
    match rule:
        case Through(_, parent, None):
            yield parent
        case AllOf(rules) | AnyOf(rules):
            for each in rules:
                yield from _parents(each)
