"""Which value type a Python annotation means."""

from __future__ import annotations

import types
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from kopukm_core.errors import ConfigurationError
from kopukm_core.values.choice import Choice, ChoiceType
from kopukm_core.values.contacts import EmailAddressType, PhoneNumberType, PostalCodeType
from kopukm_core.values.dates import DateType
from kopukm_core.values.file_reference import FileReferenceType
from kopukm_core.values.identifiers import BusinessNumberType, NikType
from kopukm_core.values.kinds import (
    BusinessNumber,
    EmailAddress,
    FileReference,
    Nik,
    PhoneNumber,
    PostalCode,
    RegionCode,
    Rupiah,
    Year,
)
from kopukm_core.values.moments import MomentType
from kopukm_core.values.money import RupiahType
from kopukm_core.values.numbers import CountType, DecimalType, YearType
from kopukm_core.values.region import RegionCodeType
from kopukm_core.values.several import ListType
from kopukm_core.values.text import TextType
from kopukm_core.values.truth import TruthType
from kopukm_core.values.value_type import ValueType

_VALUE_TYPES: dict[Any, ValueType[Any]] = {
    str: TextType(),
    int: CountType(),
    bool: TruthType(),
    date: DateType(),
    datetime: MomentType(),
    Decimal: DecimalType(),
    Rupiah: RupiahType(),
    Year: YearType(),
    RegionCode: RegionCodeType(),
    EmailAddress: EmailAddressType(),
    PhoneNumber: PhoneNumberType(),
    PostalCode: PostalCodeType(),
    Nik: NikType(),
    BusinessNumber: BusinessNumberType(),
    FileReference: FileReferenceType(),
}


@cache
def value_type_of(annotation: Any) -> ValueType[Any]:
    """The value type of an annotation; `T | None` gives that of `T`, `list[T]` a list of it.

    `int` is a count (not negative). `Annotated[T, value_type]` names a value type of its own. Raises
    ConfigurationError for an annotation that nobody could fill in.
    """
    inner = without_none(annotation)
    if get_origin(inner) is Annotated:
        for mark in get_args(inner)[1:]:
            if isinstance(mark, ValueType):
                return mark
    found = _VALUE_TYPES.get(inner)
    if found is not None:
        return found
    if isinstance(inner, type) and issubclass(inner, Choice):
        return ChoiceType(inner)
    if get_origin(inner) is list:
        return ListType(value_type_of(get_args(inner)[0]))
    raise ConfigurationError(
        f"Tidak ada jenis nilai untuk anotasi {annotation!r}.",
        remedy="Pakai salah satu jenis di kopukm_core.values, turunan Choice, atau list[...] darinya.",
    )


def without_none(annotation: Any) -> Any:
    """The annotation without its `| None`."""
    if get_origin(annotation) in (Union, types.UnionType):
        others = [part for part in get_args(annotation) if part is not type(None)]
        if len(others) == 1:
            return others[0]
    return annotation


def accepts_none(annotation: Any) -> bool:
    """Whether the annotation has a `| None`."""
    return get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation)
