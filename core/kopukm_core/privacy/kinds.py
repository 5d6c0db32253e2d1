"""The kinds of personal data: how each is normalised for finding, and what of it may be shown."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

BULLET = "•"


class PersonalKind(StrEnum):
    """What a personal value is; it decides the mask and the normal form (UU 27/2022 Ps. 4)."""

    NIK = "nik"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    LOGIN = "login"
    """A login name: an e-mail address is personal, a chosen name such as `siti` is not."""
    TEXT = "text"


def normalise(value: str, kind: PersonalKind | str) -> str:
    """The one form in which two writings of the same value are equal: digits of a NIK, +62… of a phone."""
    text = unicodedata.normalize("NFKC", value).strip()
    match PersonalKind(kind):
        case PersonalKind.NIK:
            return "".join(character for character in text if character.isdecimal())
        case PersonalKind.PHONE:
            return _phone(text)
        case PersonalKind.EMAIL | PersonalKind.LOGIN:
            return text.casefold()
        case PersonalKind.NAME:
            return " ".join(text.casefold().split())
        case PersonalKind.TEXT:
            return text


def mask(value: str, kind: PersonalKind | str) -> str:
    """What anyone who may see the row may see of the value; lengths of names and addresses are hidden too."""
    match PersonalKind(kind):
        case PersonalKind.NIK:
            return mask_nik(value)
        case PersonalKind.PHONE:
            return mask_phone(value)
        case PersonalKind.EMAIL:
            return mask_email(value)
        case PersonalKind.NAME:
            return mask_name(value)
        case PersonalKind.LOGIN:
            return mask_email(value) if "@" in value else value
        case PersonalKind.TEXT:
            return BULLET * 6


def mask_nik(value: str) -> str:
    """`3201015506900001` → `3201••••••••0001`; anything that is not 16 digits is hidden whole."""
    digits = normalise(value, PersonalKind.NIK)
    return f"{digits[:4]}{BULLET * 8}{digits[-4:]}" if len(digits) == 16 else BULLET * 16


def mask_phone(value: str) -> str:
    """`0812-3456-7890` → `+6281••••890`; a number too short to hide anything is hidden whole."""
    number = _phone(value)
    return f"{number[:5]}{BULLET * 4}{number[-3:]}" if len(number) >= 11 else BULLET * 8


def mask_email(value: str) -> str:
    """`siti.aminah@contoh.id` → `s•••@contoh.id`; without an address sign it is hidden whole."""
    name, sign, host = value.strip().rpartition("@")
    return f"{name[:1]}{BULLET * 3}@{host}" if sign and name and host else BULLET * 6


def mask_contact(value: str) -> str:
    """Of a telephone number or an e-mail address what their masks show, of any other identity nothing."""
    if "@" in value:
        return mask_email(value)
    return mask_phone(value) if value.startswith("+") else BULLET * 6


def mask_name(value: str) -> str:
    """`Siti Aminah` → `S••• A•••`."""
    return " ".join(f"{word[0]}{BULLET * 3}" for word in value.split()) or BULLET * 3


def display(value: str | None, kind: PersonalKind | str) -> str | None:
    """The masked text of a value read whole; `None` stays `None`."""
    return None if value is None else mask(value, kind)


def _phone(text: str) -> str:
    digits = "".join(character for character in text if character.isdecimal())
    if text.strip().startswith("+"):
        return f"+{digits}"
    for prefix, replacement in (("0062", "+62"), ("62", "+62"), ("0", "+62"), ("8", "+628")):
        if digits.startswith(prefix):
            return f"{replacement}{digits[len(prefix) :]}"
    return digits
