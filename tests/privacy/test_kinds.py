"""What is shown of personal values, and when two writings are the same value."""

from __future__ import annotations

import pytest

from kopukm_core.privacy import PersonalKind, display, mask, normalise


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (PersonalKind.NIK, "3201015506900001", "3201••••••••0001"),
        (PersonalKind.NIK, "3201 0155 0690 0001", "3201••••••••0001"),
        (PersonalKind.NIK, "320101550690", "•" * 16),
        (PersonalKind.PHONE, "0812-3456-7890", "+6281••••890"),
        (PersonalKind.PHONE, "+62 812 3456 7890", "+6281••••890"),
        (PersonalKind.PHONE, "12345", "•" * 8),
        (PersonalKind.EMAIL, "siti.aminah@contoh.id", "s•••@contoh.id"),
        (PersonalKind.EMAIL, "bukan surel", "•" * 6),
        (PersonalKind.NAME, "Siti Aminah", "S••• A•••"),
        (PersonalKind.LOGIN, "siti@contoh.id", "s•••@contoh.id"),
        (PersonalKind.LOGIN, "siti.aminah", "siti.aminah"),
        (PersonalKind.TEXT, "Jalan Tegar Beriman 1", "•" * 6),
    ],
)
def test_the_mask_of_each_kind(kind: PersonalKind, value: str, shown: str) -> None:
    assert mask(value, kind) == shown


def test_no_value_has_no_mask() -> None:
    assert display(None, PersonalKind.NIK) is None


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (PersonalKind.NIK, "3201.0155.0690.0001", "3201015506900001"),
        (PersonalKind.PHONE, "0812 3456 7890", "+6281234567890"),
        (PersonalKind.PHONE, "62 812-3456-7890", "81234567890"),
        (PersonalKind.EMAIL, "Siti@Contoh.ID ", "siti@contoh.id"),
        (PersonalKind.NAME, "SITI  Aminah", "siti aminah"),
    ],
)
def test_writings_of_the_same_value_are_equal(kind: PersonalKind, one: str, other: str) -> None:
    assert normalise(one, kind) == normalise(other, kind)


def test_text_is_compared_to_the_letter() -> None:
    assert normalise("pengguna-1", PersonalKind.TEXT) != normalise("Pengguna 1", PersonalKind.TEXT)
