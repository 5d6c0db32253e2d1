"""Columns for personal data: the encrypted text, and beside it the keyed hash by which it is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tortoise import Model
from tortoise.exceptions import FieldError
from tortoise.fields.base import Field
from tortoise.queryset import QuerySet

from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy.keys import KeyRing, active_keys
from kopukm_core.privacy.kinds import PersonalKind, normalise
from kopukm_core.privacy.personal_text import PersonalText

_COLUMN = re.compile(r"[a-z][a-z0-9]{0,15}:[A-Za-z0-9_-]{38,}")


class PersonalDataField(Field[PersonalText]):
    """Encrypted text (`k1:…`) that reads as a `PersonalText`.

    Declare beside it `nik_hash = LookupHashField("nik", db_index=True)` where the value is looked up. Assign
    a `PersonalText`, never a plain string. `save(update_fields=…)` must name the hash column as well.

    `display` makes of the whole value what an answer shows to who sees the column, by default the mask of its kind.
    """

    field_type = PersonalText
    SQL_TYPE = "TEXT"
    indexable = False

    def __init__(self, kind: PersonalKind | str = PersonalKind.TEXT, **options: Any) -> None:
        self.display: Callable[[str], str] | None = options.pop("display", None)
        super().__init__(**options)
        self.kind = str(PersonalKind(kind))

    @property
    def context(self) -> str:
        """`table.column`: an encrypted value moved to another column cannot be opened there."""
        return f"{self.model._meta.db_table}.{self.source_field or self.model_field_name}"

    def to_python_value(self, value: Any) -> PersonalText | None:
        if value is None:
            return None
        if isinstance(value, PersonalText):
            value.kind = PersonalKind(self.kind)
            return value
        if isinstance(value, str) and _COLUMN.fullmatch(value):
            return PersonalText.from_column(value, PersonalKind(self.kind), self.context)
        raise FieldError(f"{self.context} holds personal data: assign PersonalText(…).")

    def masked(self, stored: str) -> str:
        """What an answer shows of the column's value as the database gives it."""
        value = PersonalText.from_column(stored, PersonalKind(self.kind), self.context)
        return value.display() if self.display is None else self.display(value.whole())

    def to_db_value(self, value: Any, instance: type[Model] | Model | None) -> str | None:
        self.validate(value)
        if value is None:
            return None
        if not isinstance(value, PersonalText):
            raise FieldError(
                f"{self.context} holds personal data: assign PersonalText(…), or find it with find_by."
            )
        value.kind = PersonalKind(self.kind)
        return value.sealed(self.context)


class LookupHashField(Field[str]):
    """The keyed hash of the personal field named, written by itself at every save; look up with `find_by`."""

    field_type = str
    SQL_TYPE = "VARCHAR(64)"

    def __init__(self, of: str, **options: Any) -> None:
        super().__init__(**options)
        self.of = of
        if self.default is None and not self.null:
            self.default = ""  # never stored: every save computes it

    def to_db_value(self, value: Any, instance: type[Model] | Model | None) -> str | None:
        if not isinstance(instance, Model):
            return value if value is None else str(value)
        personal = getattr(instance, self.of)
        if personal is None:
            return None
        return personal_hash(type(instance), self.of, personal.whole())


def personal_field(model: type[Model], name: str) -> PersonalDataField:
    """The declared personal field of a model; raises ConfigurationError for any other name."""
    field = model._meta.fields_map.get(name)
    if not isinstance(field, PersonalDataField):
        raise ConfigurationError(f"{model.__name__}.{name} bukan kolom data pribadi.")
    return field


def personal_hash(model: type[Model], name: str, whole: str, ring: KeyRing | None = None) -> str:
    """The hash that the lookup column of this field holds for the value, under the current key."""
    field = personal_field(model, name)
    return (ring or active_keys()).lookup_hash(normalise(whole, field.kind), field.context)


def find_by(
    model: type[Model], name: str, whole: str, queryset: QuerySet[Any] | None = None
) -> QuerySet[Any]:
    """The rows whose personal field equals the value, under whichever key they were written."""
    field = personal_field(model, name)
    column = lookup_column(model, name)
    hashes = active_keys().lookup_hashes(normalise(whole, field.kind), field.context)
    base: QuerySet[Any] = model.all() if queryset is None else queryset
    return base.filter(**{f"{column}__in": list(hashes)})


def lookup_column(model: type[Model], name: str) -> str:
    """The name of the hash field that stands beside a personal field."""
    for other, field in model._meta.fields_map.items():
        if isinstance(field, LookupHashField) and field.of == name:
            return other
    raise ConfigurationError(
        f"{model.__name__}.{name} tidak dapat dicari.",
        remedy=f'Nyatakan {name}_hash = LookupHashField("{name}", db_index=True).',
    )
