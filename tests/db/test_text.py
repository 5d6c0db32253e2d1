"""Normalised text and sort keys."""

from __future__ import annotations

import pytest

from kopukm_core.db import search_text, sort_key


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("Koperasi  Ma'mur–Jaya, É", "koperasi mamur jaya e"),
        ("  KSP “Café” 100% ", "ksp cafe 100"),
        ("simpan_pinjam", "simpan pinjam"),
        ("Straße Łódź", "strasse lodz"),
        ("\uff21\uff22\uff11", "ab1"),
        ("قرية 5", "قرية 5"),
        ("'%_\"", ""),
        ("", ""),
    ],
)
def test_search_text(text: str, normalised: str) -> None:
    assert search_text(text) == normalised
    assert search_text(normalised) == normalised


def test_numbers_are_ordered_by_value() -> None:
    names = ["RW 10", "RW 2", "RW 002", "rw 1a", "RW-1"]
    assert sorted(names, key=sort_key) == ["RW-1", "rw 1a", "RW 2", "RW 002", "RW 10"]


def test_a_key_is_the_same_however_the_name_is_written() -> None:
    assert sort_key("Koperasi “Ma’mur” No. 7") == sort_key("KOPERASI MAMUR NO 07")
