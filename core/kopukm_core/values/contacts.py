"""Ways to reach somebody: mail address, telephone number, postal code."""

from __future__ import annotations

import re
from typing import ClassVar

from kopukm_core.values.kinds import EmailAddress, PhoneNumber, PostalCode
from kopukm_core.values.reading import Finding, RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.text import digits_text, text_of
from kopukm_core.values.value_type import InvalidValueError, ValueType, expect_text

_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)
_PHONE_LABEL = re.compile(r"^(?:no|nomor|telp|telepon|tlp|hp|wa|fax|kantor)\b\.?\s*:?\s*", re.IGNORECASE)
_PHONE_SEPARATOR = re.compile(r"\s*(?:[/;,|&\n]|\b(?:atau|dan)\b)\s*", re.IGNORECASE)
_PHONE_NEXT = re.compile(r"\s+(?=(?:\+62|62|0)\d)")
_PHONE_SIGNS = re.compile(r"[\s().\-–'’`]")
_PHONE_JSON = re.compile(r"\+62[1-9]\d{7,11}")


class EmailAddressType(ValueType[EmailAddress]):
    """One mail address, in lower case."""

    name: ClassVar[str] = "email address"
    title: ClassVar[str] = "Alamat surel"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[EmailAddress]:
        text = text_of(raw)
        if not text:
            return Reading(None)
        address = text.casefold().removeprefix("mailto:").strip()
        if len(address) > 254 or not _EMAIL.fullmatch(address):
            return doubtful("EMAIL_INVALID", f"{text!r} bukan alamat surel.")
        return Reading(EmailAddress(address))

    def from_json(self, value: object) -> EmailAddress:
        text = expect_text(value, "Alamat surel")
        if len(text) > 254 or not _EMAIL.fullmatch(text.casefold()):
            raise InvalidValueError(f"{text!r} bukan alamat surel.")
        return EmailAddress(text.casefold())

    def to_json(self, value: EmailAddress) -> str:
        return value

    def format(self, value: EmailAddress, context: ReadingContext | None = None) -> str:
        return value


class PhoneNumberType(ValueType[PhoneNumber]):
    """An Indonesian number: 8 to 12 digits after the leading 0, kept as +62…"""

    name: ClassVar[str] = "phone number"
    title: ClassVar[str] = "Nomor telepon"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[PhoneNumber]:
        text = digits_text(raw)
        if not text:
            return Reading(None)
        parts = [part for part in _PHONE_SEPARATOR.split(_PHONE_LABEL.sub("", text)) if part]
        if len(parts) == 1 and _phone(parts[0]) is None:
            parts = _PHONE_NEXT.split(parts[0])
        number = _phone(parts[0]) if parts else None
        if number is None:
            return doubtful("PHONE_INVALID", f"{text!r} bukan nomor telepon. Tulis misalnya 0812-3456-7890.")
        if len(parts) == 1:
            return Reading(number)
        return Reading(
            number, (Finding("PHONE_MULTIPLE", f"{text!r} memuat beberapa nomor; yang pertama dipakai."),)
        )

    def from_json(self, value: object) -> PhoneNumber:
        text = expect_text(value, "Nomor telepon")
        number = text if _PHONE_JSON.fullmatch(text) else _phone(text)
        if number is None:
            raise InvalidValueError(f"{text!r} bukan nomor telepon. Tulis misalnya +6281234567890.")
        return PhoneNumber(number)

    def to_json(self, value: PhoneNumber) -> str:
        return value

    def format(self, value: PhoneNumber, context: ReadingContext | None = None) -> str:
        local = "0" + value.removeprefix("+62")
        if not local.startswith("08"):
            return local
        return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part)


class PostalCodeType(ValueType[PostalCode]):
    """Five digits."""

    name: ClassVar[str] = "postal code"
    title: ClassVar[str] = "Kode pos"

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[PostalCode]:
        text = digits_text(raw)
        if not text:
            return Reading(None)
        digits = text.replace(" ", "").lstrip("'’`")
        if not (digits.isascii() and digits.isdigit() and len(digits) == 5):
            return doubtful("POSTCODE_INVALID", f"{text!r} bukan kode pos. Kode pos terdiri atas 5 angka.")
        return Reading(PostalCode(digits))

    def from_json(self, value: object) -> PostalCode:
        text = expect_text(value, "Kode pos")
        if not re.fullmatch(r"[0-9]{5}", text):
            raise InvalidValueError("Kode pos terdiri atas 5 angka.")
        return PostalCode(text)

    def to_json(self, value: PostalCode) -> str:
        return value

    def format(self, value: PostalCode, context: ReadingContext | None = None) -> str:
        return value


def _phone(text: str) -> PhoneNumber | None:
    digits = _PHONE_SIGNS.sub("", text)
    for prefix in ("+620", "+62", "0062", "620", "62", "0"):
        if digits.startswith(prefix):
            digits = digits.removeprefix(prefix)
            break
    if not (digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 12):
        return None
    return PhoneNumber("+62" + digits)
