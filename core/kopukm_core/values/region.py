"""A region by its code, or by the words of a person."""

from __future__ import annotations

import re
from typing import ClassVar

from kopukm_core.values.kinds import RegionCode
from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_text

_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")


class RegionCodeType(ValueType[RegionCode]):
    """A Kemendagri code; words are looked up in the context's regions."""

    name: ClassVar[str] = "region"
    title: ClassVar[str] = "Wilayah"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[RegionCode]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        if _CODE.fullmatch(text) and (context.regions is None or context.regions.name_of(text)):
            return Reading(RegionCode(text))
        if context.regions is None:
            return doubtful("REGION_UNKNOWN", f"{text!r} bukan kode wilayah. Contoh: 32.01.13.2004.")
        return context.regions.read(text)

    def from_json(self, value: object) -> RegionCode:
        text = expect_text(value, "Kode wilayah")
        if not _CODE.fullmatch(text):
            raise InvalidValueError("Kode wilayah harus bertitik menurut Kemendagri, misalnya 32.01.13.2004.")
        return RegionCode(text)

    def to_json(self, value: RegionCode) -> str:
        return value

    def format(self, value: RegionCode, context: ReadingContext | None = None) -> str:
        name = context.regions.name_of(value) if context and context.regions else None
        return name or value
