"""A day with an hour."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import ClassVar

from kopukm_core.values.dates import DateType
from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_text

_HOUR = re.compile(
    r"^(.*?)[\sT,]*(?:pukul|jam|pkl\.?)?\s*(\d{1,2})[.:](\d{2})(?:[.:](\d{2})(?:\.\d+)?)?\s*(?:wib|wita|wit)?$",
    re.IGNORECASE,
)
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


class MomentType(ValueType[datetime]):
    """An aware datetime. What people write is in the context's time zone; JSON carries an offset."""

    name: ClassVar[str] = "date and time"
    title: ClassVar[str] = "Tanggal dan jam"

    def __init__(self) -> None:
        self._days = DateType()

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[datetime]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        if isinstance(raw, datetime):
            return Reading(raw if raw.tzinfo else raw.replace(tzinfo=context.time_zone))
        match = _HOUR.match(text)
        if match is None:
            return doubtful("MOMENT_INVALID", f"{text!r} tanpa jam. Contoh: 23/11/2026 10.30.")
        day = self._days.read(match[1], context)
        hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
        if day.value is None or hour > 23 or minute > 59 or second > 59:
            return doubtful("MOMENT_INVALID", f"{text!r} bukan tanggal dan jam. Contoh: 23/11/2026 10.30.")
        moment = datetime.combine(day.value, time(hour, minute, second), tzinfo=context.time_zone)
        return Reading(moment, day.findings)

    def from_json(self, value: object) -> datetime:
        text = expect_text(value, "Tanggal dan jam")
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise InvalidValueError("Tulis menurut ISO 8601, misalnya 2026-11-23T10:30:00+07:00.") from None
        if moment.tzinfo is None:
            raise InvalidValueError("Tanggal dan jam harus memuat zona, misalnya +07:00 atau Z.")
        return moment

    def to_json(self, value: datetime) -> str:
        return value.isoformat()

    def format(self, value: datetime, context: ReadingContext | None = None) -> str:
        local = value.astimezone(context.time_zone) if context else value.astimezone(value.tzinfo or UTC)
        offset = local.utcoffset()
        zone = _ZONES.get(int(offset.total_seconds() // 3600), f"{local:%z}") if offset is not None else ""
        return f"{self._days.format(local.date())} pukul {local:%H.%M} {zone}".rstrip()
