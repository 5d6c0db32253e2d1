"""Checks of source declarations at the start: every column and type they name exists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

from tortoise.models import Model

from kopukm_core.errors import ConfigurationError
from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.fields import (
    Aggregate,
    Column,
    Computed,
    Expression,
    FieldDeclaration,
    Many,
    Resolved,
    ToMany,
    ToOne,
)
from kopukm_graphql.source.filters import filter_terms, kind_of_column
from kopukm_graphql.source.roots import Watch
from kopukm_graphql.source.types import kind_of_field

_TOPIC = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


def target_of(declared: FieldDeclaration) -> str | None:
    """The GraphQL type that a relation leads to; None for a field without one."""
    return declared.target if isinstance(declared, ToOne | Many) else None


def check_source(catalog: Catalog, source: Source) -> None:
    """Refuse columns that the model does not have, in orders, search, filters and the default order."""
    declaration = source.declaration
    where = f"{source.name} ({declaration.place})"
    _check_columns(where, source.model, declaration.search)
    _check_columns(where, source.model, (order.by for order in declaration.orders))
    _check_columns(where, source.model, (each.removeprefix("-") for each in declaration.default_order))
    for term in filter_terms(source):
        if term.column:
            kind_of_column(source, term.column)


def check_field(catalog: Catalog, source: Source, declared: FieldDeclaration) -> None:
    """Refuse a field that names a column its model, or its target's model, does not have."""
    where = f"{source.name}.{declared.name} ({declared.place})"
    if not declared.description:
        raise ConfigurationError(
            f"{where} tidak punya keterangan.", remedy="Isi description, dalam bahasa Indonesia."
        )
    _check_columns(where, source.model, _own_columns(declared))
    if isinstance(declared, Column) and declared.type is None:
        try:
            kind_of_field(field_of(source.model, declared.column))
        except TypeError as error:
            raise ConfigurationError(
                f"{where}: jenis kolom {error} tidak punya tipe GraphQL.",
                remedy="Sebutkan type= pada column().",
            ) from None
    if isinstance(declared, ToOne | Many):
        check_target(catalog, where, declared)


def check_target(catalog: Catalog, where: str, declared: ToOne | Many) -> None:
    """Refuse columns that the relation's target does not have."""
    target = catalog[declared.target].model
    far = [declared.to] if isinstance(declared, ToOne) else [declared.key, *declared.where]
    if isinstance(declared, Aggregate) and declared.column:
        far.append(declared.column)
    if isinstance(declared, ToMany):
        far += [each.removeprefix("-") for each in declared.order]
    _check_columns(where, target, far)
    if isinstance(declared, Aggregate) and (declared.function != "count") != bool(declared.column):
        raise ConfigurationError(f"{where}: sebutkan column= untuk {declared.function}, kecuali untuk count.")


def check_watch(owner: str, root: Watch) -> None:
    """Refuse a watch without description, payload entry or topic, or with an argument that there is none of."""
    where = f"Subscription.{root.name} dari {owner} ({root.place})"
    if not root.description:
        raise ConfigurationError(
            f"{where} tidak punya keterangan.", remedy="Isi description, dalam bahasa Indonesia."
        )
    if not root.key or _TOPIC.fullmatch(root.topic) is None:
        raise ConfigurationError(
            f"{where}: topic {root.topic!r} atau key {root.key!r} tidak sah.",
            remedy="Tulis topic sebagai plugin.nama_peristiwa, dan key sebagai nama isian peristiwanya.",
        )
    unknown = {*root.by} - {"id", "within"} or {*root.required} - {*root.by}
    if unknown:
        raise ConfigurationError(
            f"{where}: argumen {', '.join(sorted(unknown))} tidak dikenal.",
            remedy='Pilih by dari "id" dan "within", dan required dari yang ada di by.',
        )


def _own_columns(declared: FieldDeclaration) -> list[str]:
    match declared:
        case Column():
            return [declared.column]
        case ToOne():
            return [declared.key]
        case Many():
            return [declared.own]
        case Computed() | Resolved():
            return list(declared.columns)
        case Expression():
            named = [name for _, name, _, _ in Formatter().parse(declared.sql) if name is not None]
            return [*named, *declared.unmasked]
    return []


def _check_columns(where: str, model: type[Model], columns: Iterable[str]) -> None:
    for column in columns:
        try:
            field_of(model, column)
        except KeyError:
            raise ConfigurationError(
                f"{where} menyebut kolom {column!r} yang tidak ada pada {model.__name__}.",
                remedy=f"Kolom yang ada: {', '.join(sorted(model._meta.fields_db_projection))}.",
            ) from None
