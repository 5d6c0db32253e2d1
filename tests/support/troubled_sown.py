"""Trouble for rows of any model: odd texts, ends of time, and nothing at all, in a part of the rows each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tortoise import Model, fields

from kopukm_core.privacy import PersonalText
from kopukm_core.privacy.fields import PersonalDataField
from troubled_rows import MOMENTS, TEXTS

_FREE = frozenset(
    (
        *(
            "address",
            "agenda",
            "audience",
            "closed_because",
            "comment",
            "decision",
            "definition",
            "description",
        ),
        *("evaluation", "evidence_text", "expertise", "findings", "minutes", "name", "note", "organisation"),
        *("participants", "paused_because", "person_name", "place", "proof", "reason", "recommendation"),
        *("remark", "source", "speaker", "subject", "suggestion", "text", "title", "topic", "venue"),
        *("waived_reason", "why", "withdrawn_because", "missing", "rule_versions", "explanation"),
    )
)
"""Columns that people write what they like in: no rule reads them."""
_WHEN = frozenset(
    ("asked_at", "answered_at", "changed_at", "created_at", "given_at", "made_at", "recorded_at")
)
_KEPT = frozenset(
    ("Account", "Region", "Party", "Cooperative", "BookableService", "MessageChannel", "MessageText")
)
"""Models whose names are keys of others, or that have troubled rows of their own."""
_EVERY = 4


async def trouble_sown(models: Iterable[type[Model]]) -> None:
    """Of each four rows one holds odd texts and odd moments, and one nothing where it may."""
    for model in sorted(set(models), key=lambda each: each.__name__):
        if model.__name__ in _KEPT or model.__module__.startswith("kopukm_outside"):
            continue
        for number, row in enumerate(await model.all().order_by(model._meta.pk_attr)):
            changed = _odd(model, number) if number % _EVERY == 1 else {}
            if number % _EVERY == 3:
                changed = _nothing(model)
            if changed:
                for name, value in changed.items():
                    setattr(row, name, value)
                await row.save(update_fields=list(changed))


def _odd(model: type[Model], number: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, (name, field) in enumerate(model._meta.fields_map.items()):
        if hasattr(field, "enum_type"):
            continue
        text = TEXTS[(number + place) % len(TEXTS)]
        if name in _WHEN:
            found[name] = MOMENTS[(number + place) % len(MOMENTS)]
        elif name in _FREE and not field.unique and isinstance(field, PersonalDataField):
            found[name] = PersonalText(text)
        elif name in _FREE and not field.unique and isinstance(field, fields.CharField | fields.TextField):
            found[name] = text[: getattr(field, "max_length", None) or 200]
    return found


def _nothing(model: type[Model]) -> dict[str, Any]:
    return {
        name: None
        for name, field in model._meta.fields_map.items()
        if name in (_FREE | _WHEN) and getattr(field, "null", False) and name in model._meta.db_fields
    }
