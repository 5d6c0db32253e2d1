"""When two descriptions cannot be of one cooperative, and what is said of it."""

from __future__ import annotations

from typing import Protocol

VILLAGE_CODE = len("32.01.07.2001")


class Numbered(Protocol):
    """What has the two numbers that a cooperative is known by."""

    @property
    def nik(self) -> str | None: ...

    @property
    def legal_entity_key(self) -> str | None: ...


def differ(one: str | None, other: str | None) -> bool:
    """Whether both are told, and are not the same."""
    return bool(one) and bool(other) and one != other


def contradicts(one: Numbered, nik: str | None, legal_entity_key: str | None) -> bool:
    """Whether both state a NIK, or both a legal entity, and these differ."""
    return differ(one.nik, nik) or differ(one.legal_entity_key, legal_entity_key)


def is_village(region_code: str | None) -> bool:
    """Whether the code is of a desa or kelurahan: a wider place does not tell namesakes apart."""
    return region_code is not None and len(region_code) == VILLAGE_CODE


def nik_differs(stored: str, nik: str | None) -> str:
    """The sentence for NIK_DIFFERS; `stored` as it stands in the middle of a sentence."""
    return (
        f"Badan hukum dan namanya sama dengan {stored}, NIK {nik}, tetapi NIK-nya lain; "
        "bila NIK yang tercatat salah, perbaiki dahulu lewat perbaikan data."
    )


def same_name(stored: str) -> str:
    """The sentence for SAME_NAME_SAME_VILLAGE."""
    return f"Nama dan desanya sama dengan {stored}, tetapi nomornya berbeda."
