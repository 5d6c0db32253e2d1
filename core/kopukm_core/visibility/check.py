"""Checks of declarations at the start: an unknown column or permission never waits for a request."""

from __future__ import annotations

from collections.abc import Container, Iterator

from tortoise.models import Model

from kopukm_core.errors import ConfigurationError
from kopukm_core.visibility.declaration import Visibility
from kopukm_core.visibility.expressions import field_of
from kopukm_core.visibility.rules import (
    AllOf,
    AnyOf,
    Granted,
    Own,
    OwnAccount,
    OwnActor,
    Rule,
    Through,
    Where,
)


def check_declaration(
    declaration: Visibility, models: Container[type[Model]], permissions: Container[str] | None
) -> None:
    """Refuse columns, permissions and models that do not exist. `permissions=None` leaves those unchecked."""
    where = f"Keterlihatan {name_of(declaration.model)} ({declaration.place})"
    for column in declaration.masks:
        _check_column(where, declaration.model, column)
    rules = [declaration.rows]
    for column in declaration.masks:
        mask = declaration.mask(column)
        assert mask is not None  # noqa: S101 - the column comes from the same mapping
        rules.append(mask.rule)
        if mask.text is not None and declaration.model._meta.fields_map[column].field_type is not str:
            raise ConfigurationError(
                f"{where}: kolom {column} bukan teks, jadi tidak bisa ditutup dengan teks {mask.text!r}.",
                remedy="Hapus text= dari Mask; nilainya menjadi kosong (null).",
            )
    for rule in rules:
        for model, part in _parts(declaration.model, rule):
            _check_part(where, model, part, models, permissions)


def name_of(model: type[Model]) -> str:
    """A model's name as messages show it: module and class."""
    return f"{model.__module__}.{model.__name__}"


def _parts(model: type[Model], rule: Rule) -> Iterator[tuple[type[Model], Rule]]:
    yield model, rule
    if isinstance(rule, AnyOf | AllOf):
        for inner in rule.rules:
            yield from _parts(model, inner)
    if isinstance(rule, Through) and rule.rule is not None:
        yield from _parts(rule.model, rule.rule)


def _check_part(
    where: str,
    model: type[Model],
    rule: Rule,
    models: Container[type[Model]],
    permissions: Container[str] | None,
) -> None:
    match rule:
        case Granted(permission, region):
            if permissions is not None and permission not in permissions:
                raise ConfigurationError(
                    f"{where} memakai izin {permission!r} yang tidak dinyatakan plugin mana pun.",
                    remedy="Nyatakan izin itu dalam kopukm_roles(), atau perbaiki namanya.",
                )
            if region is not None:
                _check_column(where, model, region)
        case Own(column) | OwnAccount(column) | OwnActor(column) | Where(column, _):
            _check_column(where, model, column)
        case Through(key, parent, parent_rule):
            _check_column(where, model, key)
            if parent_rule is None and parent not in models:
                raise ConfigurationError(
                    f"{where} bergantung pada {name_of(parent)} yang tidak punya pernyataan keterlihatan.",
                    remedy=f"Tambahkan Visibility({parent.__name__}, rows=…) dalam kopukm_visibility().",
                )


def _check_column(where: str, model: type[Model], column: str) -> None:
    try:
        field_of(model, column)
    except KeyError:
        known = ", ".join(sorted(model._meta.fields_db_projection))
        raise ConfigurationError(
            f"{where} menyebut kolom {column!r} yang tidak ada pada {model.__name__}.",
            remedy=f"Kolom yang ada: {known}.",
        ) from None
