"""What people write is read as a careful clerk would read it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kopukm_core.values import (
    Choice,
    ChoiceType,
    DateType,
    EmailAddress,
    Nik,
    PhoneNumber,
    PostalCode,
    RawValue,
    ReadingContext,
    RegionCode,
    Rupiah,
    RupiahType,
    Year,
    YearType,
    value_type_of,
)

CONTEXT = ReadingContext(today=date(2026, 11, 2))


class Status(Choice):
    """A list for these tests."""

    ACTIVE = "active", "Aktif"
    INACTIVE = "inactive", "Tidak aktif"
    DISSOLVED = "dissolved", "Dibubarkan"


def read(annotation: Any, raw: RawValue) -> tuple[object, list[str]]:
    reading = value_type_of(annotation).read(raw, CONTEXT)
    return reading.value, [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        (1_250_000, 1_250_000),
        (2559000000.25, 2_559_000_000),
        (0.5, 1),
        ("786.721.000", 786_721_000),
        ("1.250", 1_250),
        ("1250", 1_250),
        ("12,50", 13),
        ("1.250.000,00", 1_250_000),
        ("1,250,000.00", 1_250_000),
        ("180,633,177", 180_633_177),
        ("1 250 000", 1_250_000),
        ("Rp1.250.000", 1_250_000),
        ("Rp. 6.135.253,-", 6_135_253),
        ("rp\xa077.523.607", 77_523_607),
        ("1.250.000 rupiah", 1_250_000),
        ("(228.555.565)", -228_555_565),
        ("(Rp15.419.719,00)", -15_419_719),
        ("-Rp 5 jt", -5_000_000),
        ("Rp -1.000", -1_000),
        ("Rp 1,23 M", 1_230_000_000),
        ("1.5 miliar", 1_500_000_000),
        ("2 milyar", 2_000_000_000),
        ("Rp650jt", 650_000_000),
        ("27,7 juta", 27_700_000),
        ("750 rb", 750_000),
        ("2559000000.25", 2_559_000_000),
    ],
)
def test_rupiah_is_read(raw: RawValue, amount: int) -> None:
    assert read(Rupiah, raw) == (amount, [])


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1,250", "AMOUNT_AMBIGUOUS"),
        ("Rp 12,750", "AMOUNT_AMBIGUOUS"),
        ("Rp", "AMOUNT_INVALID"),
        ("1,2,3", "AMOUNT_INVALID"),
        ("12.34.567", "AMOUNT_INVALID"),
        ("10-15 jt", "AMOUNT_INVALID"),
        ("lihat neraca", "AMOUNT_INVALID"),
        ("#REF!", "AMOUNT_INVALID"),
        (True, "AMOUNT_INVALID"),
        (float("nan"), "AMOUNT_INVALID"),
        (1e30, "AMOUNT_INVALID"),
        (date(2026, 1, 1), "AMOUNT_INVALID"),
    ],
)
def test_doubtful_rupiah_stays_empty(raw: RawValue, code: str) -> None:
    assert read(Rupiah, raw) == (None, [code])


def test_an_amount_that_cannot_be_negative_is_left_empty_when_it_is() -> None:
    reading = RupiahType(may_be_negative=False).read("(1.000)", CONTEXT)
    assert (reading.value, reading.findings[0].code) == (None, "AMOUNT_NEGATIVE")


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (date(2019, 5, 10), date(2019, 5, 10)),
        (datetime(2019, 5, 10), date(2019, 5, 10)),  # noqa: DTZ001 - as spreadsheets give it
        ("10/05/2019", date(2019, 5, 10)),
        ("10-05-2019", date(2019, 5, 10)),
        ("10.5.2019", date(2019, 5, 10)),
        ("9/6/2025", date(2025, 6, 9)),
        ("10 Mei 2019", date(2019, 5, 10)),
        ("10 Agt 2019", date(2019, 8, 10)),
        ("25 NOVEMBER 1970", date(1970, 11, 25)),
        ("3 Pebruari 2026", date(2026, 2, 3)),
        ("10-Mei-19", date(2019, 5, 10)),
        ("5-Jul-82", date(1982, 7, 5)),
        ("Senin, 23 November 2026", date(2026, 11, 23)),
        ("Bogor, 12-03-1985", date(1985, 3, 12)),
        ("2019-05-10", date(2019, 5, 10)),
        ("2019-05-10 00:00:00", date(2019, 5, 10)),
        (28483.0, date(1977, 12, 24)),
    ],
)
def test_a_day_is_read_day_before_month(raw: RawValue, day: date) -> None:
    assert read(date, raw) == (day, [])


@pytest.mark.parametrize(
    "raw",
    [
        "31/02/2020",
        "31 September 2013",
        "00/00/2004",
        "29-02-2019",
        "sudah",
        "2019",
        "Juni",
        "13/13/2020",
        True,
    ],
)
def test_what_is_no_day_stays_empty(raw: RawValue) -> None:
    assert read(date, raw) == (None, ["DATE_INVALID"])


def test_only_month_first_fits() -> None:
    assert read(date, "05/25/2019") == (date(2019, 5, 25), ["DATE_MONTH_FIRST"])


@pytest.mark.parametrize("raw", [date(1900, 1, 1), "28-09-1019", "03/11/2026", "05/12/2185"])
def test_a_day_outside_its_range_stays_empty(raw: RawValue) -> None:
    reading = DateType(earliest=date(1945, 1, 1), not_after_today=True).read(raw, CONTEXT)
    assert (reading.value, reading.findings[0].code) == (None, "DATE_OUT_OF_RANGE")


def test_a_bare_number_is_no_day_where_serials_are_off() -> None:
    reading = DateType(serials=False).read(43500.0, CONTEXT)
    assert reading.findings[0].code == "DATE_INVALID"


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("+62 810 9997 9441", "+6281099979441"),
        ("6281094987382", "+6281094987382"),
        ("0810-9468-3439", "+6281094683439"),
        (81013380396.0, "+6281013380396"),
        ("81013380396", "+6281013380396"),
        ("(0251) 8321234", "+622518321234"),
        ("Telp. 021-8753924", "+62218753924"),
        ("'081013380396", "+6281013380396"),
    ],
)
def test_phone_number_is_read(raw: RawValue, number: str) -> None:
    assert read(PhoneNumber, raw) == (number, [])


@pytest.mark.parametrize(
    "raw", ["0810", "0810-12", "0810xxxx", "ada di kantor", "8,1013E+10", "0812345678901234"]
)
def test_what_is_no_phone_number_stays_empty(raw: RawValue) -> None:
    assert read(PhoneNumber, raw) == (None, ["PHONE_INVALID"])


@pytest.mark.parametrize(
    "raw",
    [
        "081043785753/081068966318",
        "081043785753, 081068966318",
        "081043785753 ; 081068966318",
        "081043785753 atau 081068966318",
        "081043785753 081068966318",
    ],
)
def test_the_first_of_several_phone_numbers_is_taken(raw: str) -> None:
    assert read(PhoneNumber, raw) == ("+6281043785753", ["PHONE_MULTIPLE"])


@pytest.mark.parametrize(
    ("annotation", "raw", "expected"),
    [
        (int, "45 orang", (45, [])),
        (int, 49.0, (49, [])),
        (int, "1.234", (1234, [])),
        (int, "12.0", (12, [])),
        (int, "-12", (None, ["COUNT_INVALID"])),
        (int, -5, (None, ["COUNT_INVALID"])),
        (int, 12.5, (None, ["COUNT_INVALID"])),
        (int, "1 lusin", (None, ["COUNT_INVALID"])),
        (Year, "TB 2023", (2023, [])),
        (Year, "Tahun Buku 2023", (2023, [])),
        (Year, "sejak 2015", (2015, [])),
        (Year, 2024.0, (2024, [])),
        (Year, "2022/2023", (None, ["YEAR_INVALID"])),
        (Year, 20253, (None, ["YEAR_INVALID"])),
        (PostalCode, 16920.0, ("16920", [])),
        (PostalCode, "1672", (None, ["POSTCODE_INVALID"])),
        (EmailAddress, " Nama@Contoh.Example ", ("nama@contoh.example", [])),
        (EmailAddress, "a@@b.example", (None, ["EMAIL_INVALID"])),
        (EmailAddress, "a at b.example", (None, ["EMAIL_INVALID"])),
        (Nik, "3201-0155-1081-0001", ("3201015510810001", [])),
        (Nik, "3201019910810001", (None, ["NIK_INVALID"])),
        (Decimal, "1.234,5", (Decimal("1234.5"), [])),
        (Decimal, "12.5", (Decimal("12.5"), [])),
        (Decimal, "abc", (None, ["NUMBER_INVALID"])),
        (bool, "✓", (True, [])),
        (bool, "Belum ada", (False, [])),
        (bool, "mungkin", (None, ["TRUTH_INVALID"])),
        (str, "  Jl.\xa0Melati \n No. 1\u200b ", ("Jl. Melati No. 1", [])),
        (Status, "TIDAK  AKTIF", (Status.INACTIVE, [])),
        (Status, "Aktf", (None, ["CHOICE_UNKNOWN"])),
        (RegionCode, "32.01.13", ("32.01.13", [])),
        (list[Status], "aktif; dibubarkan", ([Status.ACTIVE, Status.DISSOLVED], [])),
        (datetime, "23/11/2026 10.30", (datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Asia/Jakarta")), [])),
        (datetime, "23/11/2026", (None, ["MOMENT_INVALID"])),
    ],
)
def test_other_values_are_read(annotation: Any, raw: RawValue, expected: tuple[object, list[str]]) -> None:
    assert read(annotation, raw) == expected


@pytest.mark.parametrize(
    "annotation",
    [int, date, datetime, Rupiah, Year, PhoneNumber, PostalCode, EmailAddress, Status, str, bool, Nik],
)
@pytest.mark.parametrize("raw", [None, "", "  \xa0 "])
def test_a_blank_is_no_value_and_no_finding(annotation: Any, raw: RawValue) -> None:
    assert read(annotation | None if isinstance(annotation, type) else annotation, raw) == (None, [])


def test_a_year_has_a_last_one() -> None:
    year = YearType(earliest=1945, latest_offset=-1)
    assert year.read("2025", CONTEXT).value == 2025
    assert year.read("2026", CONTEXT).findings[0].code == "YEAR_INVALID"


def test_a_choice_knows_synonyms_leading_words_and_beginnings() -> None:
    choice = ChoiceType(
        Status,
        synonyms={"Non Aktif": Status.INACTIVE},
        leading_words=("Koperasi",),
        beginnings={"Bubar": Status.DISSOLVED},
    )
    read_as = {
        text: choice.read(text, CONTEXT).value for text in ("NON-AKTIF", "Koperasi Aktif", "Bubar tahun 2019")
    }
    assert read_as == {
        "NON-AKTIF": Status.INACTIVE,
        "Koperasi Aktif": Status.ACTIVE,
        "Bubar tahun 2019": Status.DISSOLVED,
    }


def test_an_unknown_choice_proposes_the_nearest() -> None:
    message = value_type_of(Status).read("Aktf", CONTEXT).findings[0].message
    assert message == "'Aktf' tidak dikenal. Mungkin maksudnya 'Aktif'?"
