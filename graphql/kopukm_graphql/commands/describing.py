"""How an input field is described to a program: by the values of the contract, not as a person types them."""

from __future__ import annotations

from typing import Any

from kopukm_core.commands import InputField
from kopukm_core.values import DateType, FileReferenceType, RecordIdType, RegionCodeType, ValueType
from kopukm_core.values.reading import ReadingContext

REGION_EXAMPLE = "32.01.01.1001"


def field_description(one: InputField, context: ReadingContext) -> str:
    """Label, help and example. An id is called one: what a person calls "Nomor koperasi" is no NIK to a program."""
    if isinstance(one.value_type, FileReferenceType):
        told = f"{one.label}: id berkas yang diunggah dengan purpose {one.question.purpose}."
        return f"{told} {one.question.help}".strip()
    if isinstance(one.value_type, RecordIdType):
        noun = one.label.removeprefix("Nomor ")
        return f"Pengenal (id) {noun[0].lower()}{noun[1:]}: field id dari {one.value_type.type_name}."
    example = _example(one.value_type, one.question.example, context)
    parts = [f"{one.label}.", one.question.help, f"Contoh: {example}." if example else ""]
    return " ".join(part for part in parts if part)


def _example(value_type: ValueType[Any], written: str, context: ReadingContext) -> str:
    if not written:
        return ""
    if isinstance(value_type, RegionCodeType):
        return REGION_EXAMPLE
    if isinstance(value_type, DateType):
        value = value_type.read(written, context).value
        return str(value_type.to_json(value)) if value is not None else ""
    return written
