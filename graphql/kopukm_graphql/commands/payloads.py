"""The payload of a command: problems a person can mend, or the record (or values) it answers with."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_type_hints

import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.utils.str_converters import to_camel_case
from tortoise.models import Model

from kopukm_core.commands import CommandDeclaration, Outcome
from kopukm_core.places import place_of
from kopukm_core.values import ListType, RecordIdType, ValueType, accepts_none, value_type_of
from kopukm_graphql.commands.inputs import scalar_of
from kopukm_graphql.compose.objects import attribute
from kopukm_graphql.contribution import Extension
from kopukm_graphql.node import global_id
from kopukm_graphql.problem_path import problem_path
from kopukm_graphql.source.fields import ToOne
from kopukm_graphql.source.made_types import object_type


@strawberry.type(name="Problem", description="Satu hal dalam isian yang dapat diperbaiki oleh pengisinya.")
class ProblemType:
    field: str = strawberry.field(description="Nama isian; kosong bila mengenai isian seluruhnya.")
    code: str = strawberry.field(description="Kata tetap untuk program, misalnya REQUIRED.")
    message: str = strawberry.field(description="Penjelasan untuk orang.")


@strawberry.type(
    name="Remark", description="Satu hal yang meragukan dalam isian yang sudah disimpan; periksa kembali."
)
class RemarkType:
    field: str = strawberry.field(description="Nama isian; kosong bila mengenai isian seluruhnya.")
    code: str = strawberry.field(description="Kata tetap untuk program, misalnya BALANCE_MISMATCH.")
    message: str = strawberry.field(description="Penjelasan untuk orang.")


@dataclass(slots=True)
class Payload:
    """The value behind every payload type."""

    problems: list[ProblemType]
    remarks: list[RemarkType]
    replayed: bool
    result_key: Any
    values: Any


def payload_type(
    declaration: CommandDeclaration, type_name: str, answers: dict[type, type[Any]]
) -> type[Any]:
    """`RegisterCooperativePayload`, without the field for the record, which `record_field` adds.

    `answers` holds the types made of answer dataclasses so far: one for each, however many commands return it.
    """
    made = [
        attribute(
            "problems",
            "problems",
            StrawberryList(ProblemType),
            "Yang perlu diperbaiki; bila tidak kosong, tidak ada yang disimpan.",
        ),
        attribute(
            "remarks",
            "remarks",
            StrawberryList(RemarkType),
            "Yang meragukan tetapi tetap disimpan, seperti catatan pada impor.",
        ),
        attribute(
            "replayed", "replayed", bool, "Benar bila ini jawaban pertama yang diulang untuk kunci yang sama."
        ),
    ]
    if is_dataclass(declaration.returns):
        returned = declaration.returns
        values = answers.get(returned) or answers.setdefault(returned, _values_type(returned))
        made.append(
            attribute("values", "result", StrawberryOptional(values), "Hasilnya; kosong bila ditolak.")
        )
    return object_type(type_name, f"Jawaban atas: {declaration.title}.", made, place=declaration.place)


def record_field(declaration: CommandDeclaration, payload_name: str, target: str) -> Extension:
    """The field that reads the stored record, as far as the actor may see it."""
    name = f"{target[0].lower()}{target[1:]}"
    relation = ToOne(
        name=name,
        target=target,
        key="result_key",
        description="Catatan yang disimpan; kosong bila ditolak atau tidak boleh Anda lihat.",
        place=declaration.place,
    )
    return Extension(payload_name, {name: relation}, optional=False, place=declaration.place)


def payload_of(declaration: CommandDeclaration, outcome: Outcome) -> Payload:
    """The payload's value for an outcome."""
    problems = [
        ProblemType(field=problem_path(one.field), code=one.code, message=one.message)
        for one in outcome.problems
    ]
    remarks = [
        RemarkType(field=problem_path(one.field), code=one.code, message=one.message)
        for one in outcome.remarks
    ]
    key = _key_of(declaration, outcome)
    return Payload(problems, remarks, outcome.replayed, key, _values_of(declaration, outcome))


def _key_of(declaration: CommandDeclaration, outcome: Outcome) -> Any:
    if outcome.reference is None or declaration.returns is None:
        return None
    if isinstance(declaration.returns, type) and issubclass(declaration.returns, Model):
        return declaration.returns._meta.pk.to_python_value(outcome.reference.id)
    return None


def _values_type(returned: Any) -> type[Any]:
    hints = get_type_hints(returned, include_extras=True)
    made = []
    for one in fields(returned):
        scalar = scalar_of(value_type_of(hints[one.name]))
        annotation = StrawberryOptional(scalar) if accepts_none(hints[one.name]) else scalar
        description = one.metadata.get("description", f"{one.name.replace('_', ' ')}.")
        made.append(attribute(one.name, to_camel_case(one.name), annotation, description))
    described = " ".join((returned.__doc__ or "").split())
    return object_type(returned.__name__, described, made, place=place_of(returned))


def _values_of(declaration: CommandDeclaration, outcome: Outcome) -> Any:
    returned = declaration.returns
    if outcome.values is None or not is_dataclass(returned):
        return None
    hints = get_type_hints(returned, include_extras=True)
    typed = {
        name: None if value is None else _shown_value(value_type_of(hints[name]), value)
        for name, value in outcome.values.items()
    }
    return returned(**typed)


def _shown_value(value_type: ValueType[Any], value: Any) -> Any:
    """The stored JSON value as the contract gives it: the number of a record as its global id."""
    if isinstance(value_type, ListType):
        return [_shown_value(value_type.item, one) for one in value]
    if isinstance(value_type, RecordIdType):
        return global_id(value_type.type_name, value_type.from_json(value))
    return value_type.from_json(value)
