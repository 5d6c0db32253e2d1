"""Making models ready for an engine, a work of milliseconds for each model, done once in a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pypika_tortoise.queries import Table
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.context import TortoiseContext
from tortoise.models import Model

_OF_THE_ENGINE = (
    "filters",
    "db_native_fields",
    "db_default_fields",
    "db_complex_fields",
    "basetable",
    "basequery",
    "basequery_all_fields",
)
"""What Tortoise keeps with a model that differs from engine to engine."""


@dataclass(frozen=True, slots=True)
class _Bound:
    fields: int
    """How many fields the model had: another app's relation to it adds one."""
    made: dict[str, Any]


_bound: dict[tuple[type[Model], type], _Bound] = {}
_statements: dict[tuple[Any, ...], dict[Any, Any]] = {}
_in_use: list[tuple[Any, ...]] = []


def bind_models(context: TortoiseContext, client: BaseDBAsyncClient) -> None:
    """Make the context's models ready for the client's engine, as Tortoise does when it opens connections itself."""
    models = [model for app in (context.apps or {}).values() for model in app.values()]
    for model in models:
        _bind(model, client)
    _use_statements((client.executor_class, *models))


def _bind(model: type[Model], client: BaseDBAsyncClient) -> None:
    meta = model._meta
    known = _bound.get((model, client.executor_class))
    if known is None or known.fields != len(meta.fields_map):
        # Tortoise fills these in place: those of another engine stay as they are.
        meta.filters, meta.db_native_fields, meta.db_default_fields, meta.db_complex_fields = {}, [], [], []
        meta.finalise_model()
        meta.basetable = Table(name=meta.db_table, schema=meta.schema)
        query: Any = client.query_class.from_(meta.basetable)
        meta.basequery, meta.basequery_all_fields = query, query.select(*meta.db_fields)
        made = {name: getattr(meta, name) for name in _OF_THE_ENGINE}
        known = _bound[model, client.executor_class] = _Bound(len(meta.fields_map), made)
    for name, value in known.made.items():
        setattr(meta, name, value)


def _use_statements(key: tuple[Any, ...]) -> None:
    """Tortoise keeps statements by connection name and table: those of other models must not be met again."""
    if _in_use == [key]:
        return
    for used in _in_use:
        _statements[used] = dict(EXECUTOR_CACHE)
    EXECUTOR_CACHE.clear()
    EXECUTOR_CACHE.update(_statements.get(key, {}))
    _in_use[:] = [key]
