"""What makes models or migrations unsafe, found before anything runs, each refusal with its mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tortoise.apps import Apps as TortoiseApps
from tortoise.fields.relational import (
    BackwardFKRelation,
    ForeignKeyFieldInstance,
    ManyToManyFieldInstance,
    OneToOneFieldInstance,
)
from tortoise.indexes import Index
from tortoise.migrations.graph import MigrationGraph, MigrationKey
from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import (
    AddConstraint,
    AddField,
    AlterField,
    CreateModel,
    Operation,
    RenameModel,
    RunSQL,
)
from tortoise.models import Model

from kopukm_core.errors import ConfigurationError

_RELATIONS = (ForeignKeyFieldInstance, OneToOneFieldInstance, ManyToManyFieldInstance)


def check_models(apps: TortoiseApps) -> None:
    """Refuse what Tortoise would drop or forget: constraints in Meta, unnamed or unindexed relations."""
    check_meta_constraints(apps)
    for label, models in apps.items():
        for model in models.values():
            where = f"Model {label}.{model.__name__}"
            for name, field in model._meta.fields_map.items():
                if isinstance(field, ForeignKeyFieldInstance) and not isinstance(field, BackwardFKRelation):
                    _check_relation(f"{where}, kolom {name}", model, name, field)


def check_meta_constraints(apps: TortoiseApps) -> None:
    """Refuse `Meta.constraints`: CreateModel drops them on both engines."""
    for label, models in apps.items():
        for model in models.values():
            if model._meta.constraints:
                raise ConfigurationError(
                    f"Model {label}.{model.__name__} memakai Meta.constraints, yang dibuang Tortoise.",
                    remedy="Nyatakan sebagai Constraint dalam CONSTRAINTS di modul modelnya.",
                )


def _check_relation(where: str, model: type[Model], name: str, field: ForeignKeyFieldInstance[Model]) -> None:
    if not field.related_name:
        raise ConfigurationError(
            f"{where}, tidak punya nama balik (related_name).", remedy="Isi related_name."
        )
    if not _is_indexed(model, name, field):
        raise ConfigurationError(
            f"{where}, kunci asing tanpa indeks: menghapus induknya membaca seluruh tabel.",
            remedy="Tambahkan db_index=True.",
        )


def _is_indexed(model: type[Model], name: str, field: ForeignKeyFieldInstance[Model]) -> bool:
    if field.index or field.unique or isinstance(field, OneToOneFieldInstance):
        return True
    first = {names[0] for names in model._meta.unique_together or () if names}
    for index in model._meta.indexes or ():
        names = index.fields if isinstance(index, Index) else index
        first |= {names[0]} if names else set()
    return bool(first & {name, field.source_field})


def check_migration(migration: Migration) -> None:
    """Refuse a migration that could stop halfway, or that names a constraint Tortoise does not make."""
    where = f"Migrasi {migration.app_label}.{migration.name}"
    if not migration.atomic:
        raise ConfigurationError(
            f"{where} memakai atomic = False: bila gagal di tengah, sisanya tidak jelas.",
            remedy="Hapus baris itu; tiap migrasi berjalan dalam satu transaksi.",
        )
    for operation in migration.operations:
        in_options = isinstance(operation, CreateModel) and (operation.options or {}).get("constraints")
        in_operation = isinstance(operation, AddConstraint) and not getattr(
            operation.constraint, "fields", ()
        )
        conditional = isinstance(operation, AddConstraint) and getattr(
            operation.constraint, "condition", None
        )
        if in_options or in_operation or conditional:
            raise ConfigurationError(
                f"{where} memuat batasan yang tidak dibuat Tortoise di kedua basis data.",
                remedy="Ganti dengan ApplyConstraint.",
            )
        if isinstance(operation, RunSQL):
            raise ConfigurationError(
                f"{where} memakai RunSQL, yang sama untuk kedua basis data dan dipotong pada titik koma.",
                remedy="Ganti dengan ApplyConstraint, atau RunPython untuk mengubah data.",
            )


def check_dependencies(graph: MigrationGraph) -> None:
    """Refuse a migration that refers to another app's table without depending on the one that makes it."""
    makers = _makers(graph.nodes)
    for key, migration in graph.nodes.items():
        if migration is None:
            continue
        before = set(graph.forwards_plan(key))
        for reference in references(key.app_label, migration.operations):
            maker = makers.get(reference)
            if maker is None:
                raise ConfigurationError(
                    f"Migrasi {key} merujuk {reference}, yang tidak dibuat oleh migrasi mana pun.",
                    remedy=f"Buat dulu migrasi untuk {reference.partition('.')[0]}.",
                )
            if maker not in before:
                raise ConfigurationError(
                    f"Migrasi {key} merujuk {reference} tanpa menyatakan ketergantungannya.",
                    remedy=f"Tambahkan ({maker.app_label!r}, {maker.name!r}) pada dependencies migrasi itu.",
                )


def references(app_label: str, operations: Iterable[Operation]) -> set[str]:
    """The models of other apps (`core.Party`) that the operations refer to."""
    found: set[str] = set()
    for operation in operations:
        if isinstance(operation, CreateModel):
            candidates: list[object] = [field for _, field in operation.fields]
        elif isinstance(operation, (AddField, AlterField)):
            candidates = [operation.field]
        else:
            continue
        for field in candidates:
            if isinstance(field, _RELATIONS):
                found.add(_reference(field.model_name))
    return {reference for reference in found if reference.partition(".")[0] != app_label}


def _reference(model: str | type[Model]) -> str:
    return model if isinstance(model, str) else f"{model._meta.app}.{model.__name__}"


def _makers(nodes: Mapping[MigrationKey, Migration | None]) -> dict[str, MigrationKey]:
    makers: dict[str, MigrationKey] = {}
    for key, migration in nodes.items():
        for operation in migration.operations if migration is not None else ():
            if isinstance(operation, CreateModel):
                makers[f"{key.app_label}.{operation.name}"] = key
            elif isinstance(operation, RenameModel):
                makers[f"{key.app_label}.{operation.new_name}"] = key
    return makers
