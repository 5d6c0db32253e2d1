"""Removing parties that were entered by mistake and that nobody has dealt with yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tortoise import Tortoise
from tortoise.expressions import Q
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from kopukm_core.parties.models import ContactPoint, Party


async def parties_in_use(keys: Sequence[int]) -> set[int]:
    """Those that any table of core refers to: members, messages, registrations, seats, duplicates.

    A contact point counts once somebody verified or stopped it: until then it only repeats what was entered.
    """
    wanted = list(keys)
    found: list[object] = []
    for model, column in _references():
        referring = model.filter(**{f"{column}__in": wanted})
        if model is ContactPoint:
            referring = referring.filter(Q(verified_at__isnull=False) | Q(stopped_at__isnull=False))
        found += await referring.distinct().values_list(column, flat=True)
    return {int(str(one)) for one in found}


async def remove_parties(keys: Sequence[int]) -> None:
    """Remove the parties in this transaction; their plugin's records are gone before.

    Raises Tortoise's IntegrityError where another table refers to one.
    """
    await Party.filter(id__in=list(keys)).delete()


def _references() -> Iterator[tuple[type[Model], str]]:
    """Every table of core with a column that holds a party, so that none is forgotten."""
    for model in (Tortoise.apps or {})["core"].values():
        for name in sorted(model._meta.fk_fields | model._meta.o2o_fields):
            field = model._meta.fields_map[name]
            if isinstance(field, ForeignKeyFieldInstance) and field.related_model is Party:
                yield model, f"{name}_id"
