"""Programs send values strictly; people see them in Indonesian."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kopukm_core.errors import ConfigurationError
from kopukm_core.values import (
    Choice,
    EmailAddress,
    InvalidValueError,
    Nik,
    PhoneNumber,
    PostalCode,
    ReadingContext,
    RegionCode,
    Rupiah,
    Year,
    accepts_none,
    value_type_of,
)


class Kind(Choice):
    """A list for these tests."""

    CONSUMER = "consumer", "Konsumen", "Menyediakan kebutuhan anggota."


MOMENT = datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("annotation", "json", "shown"),
    [
        (str, "teks", "teks"),
        (int, 1250, "1.250"),
        (bool, True, "Ya"),
        (date, "2026-11-23", "Senin, 23 November 2026"),
        (datetime, "2026-11-23T10:30:00+07:00", "Senin, 23 November 2026 pukul 10.30"),
        (Decimal, "1234.5", "1.234,5"),
        (Rupiah, 1_250_000, "Rp1.250.000"),
        (Rupiah, -500, "-Rp500"),
        (Year, 2025, "2025"),
        (RegionCode, "32.01.13.2004", "32.01.13.2004"),
        (EmailAddress, "a@b.example", "a@b.example"),
        (PhoneNumber, "+6281012345678", "0810-1234-5678"),
        (PostalCode, "16920", "16920"),
        (Nik, "3201015510810001", "3201015510810001"),
        (Kind, "consumer", "Konsumen"),
        (list[Kind], ["consumer"], "Konsumen"),
    ],
)
def test_json_goes_round_and_is_shown(annotation: Any, json: object, shown: str) -> None:
    value_type = value_type_of(annotation)
    value = value_type.from_json(json)
    assert value_type.to_json(value) == json
    assert value_type.format(value).startswith(shown)


@pytest.mark.parametrize(
    ("annotation", "json"),
    [
        (str, 1),
        (str, "a\x00b"),
        (int, True),
        (int, -1),
        (int, "1"),
        (bool, 1),
        (date, "23/11/2026"),
        (date, "2026-02-30"),
        (datetime, "2026-11-23T10:30:00"),
        (Decimal, "NaN"),
        (Rupiah, 1.5),
        (Rupiah, 2**63),
        (Year, 20253),
        (RegionCode, "3201"),
        (EmailAddress, "a@b"),
        (PhoneNumber, "0810"),
        (PostalCode, 16920),
        (Nik, "320101551081000"),
        (Kind, "Konsumen"),
        (list[Kind], "consumer"),
    ],
)
def test_json_of_the_wrong_kind_is_refused(annotation: Any, json: object) -> None:
    with pytest.raises(InvalidValueError):
        value_type_of(annotation).from_json(json)


def test_a_choice_is_its_value_with_a_label_and_a_description() -> None:
    assert (str(Kind.CONSUMER), Kind.CONSUMER.label, Kind.CONSUMER.description) == (
        "consumer",
        "Konsumen",
        "Menyediakan kebutuhan anggota.",
    )


def test_none_in_an_annotation_does_not_change_the_type() -> None:
    assert value_type_of(Rupiah | None) is value_type_of(Rupiah)
    assert accepts_none(Rupiah | None)
    assert not accepts_none(Rupiah)


def test_a_type_that_nobody_could_fill_in_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match="complex"):
        value_type_of(complex)


def test_a_moment_is_shown_with_its_zone() -> None:
    context = ReadingContext(today=date(2026, 1, 1))
    assert value_type_of(datetime).format(MOMENT, context) == "Senin, 23 November 2026 pukul 10.30 WIB"
