"""The contract's own scalars, each with its exact form on the wire."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NewType
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from kopukm_core.errors import BadInputError
from kopukm_core.values import RegionCode, Rupiah
from kopukm_graphql.received_file import ReceivedFile, received_file

Long = NewType("Long", int)
"""A whole number beyond 32 bits."""

LARGEST = 2**63 - 1
_REGION_CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
_DIGITS = re.compile(r"-?[0-9]{1,40}")
_INSTANT_HINT = "Tulis tanggal dan jam dengan zona waktu, misalnya 2026-11-23T08:00:00+07:00."


def _whole_number(name: str) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, str) and _DIGITS.fullmatch(value):
            value = int(value)
        if isinstance(value, float) and value.is_integer() and abs(value) > LARGEST:
            value = int(value)  # JSON readers make a float of a whole number beyond 64 bits
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadInputError(f"{name} harus bilangan bulat.", remedy="Tulis angka saja, misalnya 1250000.")
        if abs(value) > LARGEST:
            raise BadInputError(f"{name} di luar jangkauan.", remedy=f"Paling besar {LARGEST}.")
        return value

    return parse


def parse_region_code(value: object) -> str:
    """Check the dotted form of a Kemendagri code. Raises BadInputError."""
    if not isinstance(value, str) or not _REGION_CODE.fullmatch(value):
        raise BadInputError(
            "Kode wilayah tidak sah.", remedy="Tulis bertitik, misalnya 32.01.07 atau 32.01.07.2001."
        )
    return value


def _parse_date(value: object) -> date:
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadInputError("Tanggal tidak sah.", remedy="Tulis tahun-bulan-hari, misalnya 2026-11-23.")


def _parse_instant(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadInputError("Waktu tidak sah.", remedy=_INSTANT_HINT)
    return moment


def _parse_decimal(value: object) -> Decimal:
    try:
        number = Decimal(str(value)) if isinstance(value, str | int | float) else None
    except InvalidOperation:
        number = None
    if number is None or isinstance(value, bool) or not number.is_finite() or abs(number.adjusted()) > 30:
        raise BadInputError("Angka desimal tidak sah.", remedy='Tulis dengan titik, misalnya "12.50".')
    return number


def _parse_uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise BadInputError("UUID tidak sah.", remedy="Kirim UUID persis seperti yang diterima.") from None


def _serialize_number(value: Any) -> int:
    return int(value)


def _iso(value: Any) -> str:
    return str(value.isoformat())


def instant_text(value: datetime) -> str:
    """An instant as it is written; the first and the last there are come from PostgreSQL without their zone."""
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()


SCALARS: Mapping[object, ScalarDefinition] = {
    Rupiah: strawberry.scalar(
        name="Rupiah",
        description="Uang dalam rupiah bulat, sebagai bilangan JSON; boleh negatif. "
        "Masukan boleh berupa teks angka.",
        serialize=_serialize_number,
        parse_value=_whole_number("Rupiah"),
    ),
    Long: strawberry.scalar(
        name="Long",
        description="Bilangan bulat sampai 64 bit, sebagai bilangan JSON.",
        serialize=_serialize_number,
        parse_value=_whole_number("Long"),
    ),
    RegionCode: strawberry.scalar(
        name="RegionCode",
        description="Kode wilayah Kemendagri bertitik: 32 provinsi, 32.01 kabupaten, 32.01.07 kecamatan, "
        "32.01.07.2001 desa.",
        serialize=str,
        parse_value=parse_region_code,
    ),
    date: strawberry.scalar(
        name="Date", description="Tanggal ISO 8601: 2026-11-23.", serialize=_iso, parse_value=_parse_date
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="Waktu ISO 8601 dengan zona waktu: 2026-11-23T01:00:00+00:00.",
        serialize=instant_text,
        parse_value=_parse_instant,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='Angka desimal tepat, sebagai teks dengan titik: "12.50".',
        serialize=str,
        parse_value=_parse_decimal,
    ),
    UUID: strawberry.scalar(
        name="UUID", description="Pengenal UUID.", serialize=str, parse_value=_parse_uuid
    ),
    ReceivedFile: strawberry.scalar(
        name="Upload",
        description="Berkas yang disertakan dalam permintaan multipart/form-data, sebagai nilai variabel.",
        serialize=lambda value: value.name,
        parse_value=received_file,
        specified_by_url="https://github.com/jaydenseric/graphql-multipart-request-spec",
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Nilai JSON apa pun.",
        serialize=lambda value: value,
        parse_value=lambda value: value,
    ),
}
"""Python type → scalar, for `StrawberryConfig.scalar_map`."""
