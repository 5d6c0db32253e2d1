"""Input types made from declarations; their values reach the reading as plain mappings by GraphQL name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET

from kopukm_core.values import RegionCode, Rupiah, Year
from kopukm_graphql.scalars import Long
from kopukm_graphql.source.known_type import FieldOfKnownType
from kopukm_graphql.source.made_types import input_type
from kopukm_graphql.source.types import enum_definition

_COMPARABLE: Mapping[Any, tuple[str, str]] = {
    int: ("Int", "bilangan bulat"),
    Year: ("Int", "bilangan bulat"),
    Long: ("Long", "bilangan bulat"),
    Rupiah: ("Rupiah", "rupiah"),
    float: ("Float", "bilangan pecahan"),
    Decimal: ("Decimal", "bilangan desimal"),
    date: ("Date", "tanggal"),
    datetime: ("DateTime", "waktu"),
}
_EXACT: Mapping[Any, tuple[str, str]] = {
    str: ("String", "teks"),
    UUID: ("UUID", "UUID"),
    RegionCode: ("RegionCode", "kode wilayah"),
    bool: ("Boolean", "ya atau tidak"),
}


def input_field(name: str, annotation: Any, description: str) -> StrawberryField:
    """An optional field of an input type, left out of the mapping where the client leaves it out."""
    return FieldOfKnownType(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(StrawberryOptional(annotation)),
        description=description,
        default=UNSET,
    )


class FilterTypes:
    """The filter input of each kind of value, made once per schema."""

    def __init__(self) -> None:
        self.made: dict[str, type[Any]] = {}

    def of(self, python: Any) -> type[Any]:
        """The filter type of a kind of value. TypeError for a kind that cannot be filtered by."""
        if isinstance(python, type) and issubclass(python, Enum):
            enum = enum_definition(python)
            return self._make(enum.name, "pilihan", enum, ranged=False)
        if python in _COMPARABLE:
            name, words = _COMPARABLE[python]
            return self._make(name, words, int if python is Year else python, ranged=True)
        if python in _EXACT:
            name, words = _EXACT[python]
            return self._make(name, words, python, ranged=False)
        raise TypeError(str(python))

    def _make(self, kind: str, words: str, annotation: Any, *, ranged: bool) -> type[Any]:
        name = f"{kind}Filter"
        if name not in self.made:
            fields = [input_field("equals", annotation, "Sama dengan nilai ini.")]
            if annotation is not bool:
                fields.append(
                    input_field(
                        "in", StrawberryList(annotation), "Salah satu dari nilai ini, paling banyak 100."
                    )
                )
            if ranged:
                fields.append(input_field("atLeast", annotation, "Nilai ini atau lebih (sejak)."))
                fields.append(input_field("atMost", annotation, "Nilai ini atau kurang (sampai)."))
            if annotation is RegionCode:
                fields.append(input_field("within", annotation, "Wilayah ini dan semua wilayah di dalamnya."))
            fields.append(input_field("isNull", bool, "true: hanya yang kosong; false: hanya yang terisi."))
            self.made[name] = input_type(name, f"Saringan menurut {words}.", fields)
        return self.made[name]
