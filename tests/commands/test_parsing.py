"""From what a door received to typed input: every problem at once, none that a database would find first."""

from __future__ import annotations

from typing import Any

import pytest

from commands.stand_commands import AskStand, CallHolder
from commands.stand_example import OpenStand
from kopukm_core.commands import declaration_of
from kopukm_core.commands.parsing import parse_input
from kopukm_core.errors import Problem, ProblemsError

OPEN = declaration_of(OpenStand)
ASK = declaration_of(AskStand)
GIVEN: dict[str, Any] = {"number": 1, "name": "Sayur", "region_code": "32.01.01"}
ASKED: dict[str, Any] = {"part": "utara", "number": 1, "is_paid": False, "word": "rahasia"}


def problems(declaration: Any, given: dict[str, Any]) -> list[Problem]:
    with pytest.raises(ProblemsError) as caught:
        parse_input(declaration, given)
    return list(caught.value.problems)


def test_every_problem_is_told_at_once() -> None:
    found = problems(OPEN, {"number": 0, "name": " ", "region_code": "Bogor", "warna": "biru"})
    assert [(one.field, one.code) for one in found] == [
        ("warna", "UNKNOWN_FIELD"),
        ("number", "TOO_SMALL"),
        ("name", "REQUIRED"),
        ("region_code", "INVALID"),
    ]
    assert found[1].message == "Nomor lapak: paling kecil 1."
    assert found[2].message == "Nama lapak: wajib diisi."


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("number", 2**31, "INVALID"),
        ("number", -1, "INVALID"),
        ("number", True, "INVALID"),
        ("number", "1", "INVALID"),
        ("number", 1.5, "INVALID"),
        ("name", "x" * 101, "TOO_LONG"),
        ("name", "a\x00b", "INVALID"),
        ("name", "a\ud800b", "INVALID"),
        ("name", 7, "INVALID"),
        ("name", None, "REQUIRED"),
        ("name", "\t\n ", "REQUIRED"),
        ("region_code", "٣٢.٠١", "INVALID"),
        ("region_code", "32.01.01' OR 1=1", "INVALID"),
        ("phone", "112", "INVALID"),
        ("phone", "0812\ud800", "INVALID"),
        ("rent", -1, "TOO_SMALL"),
        ("rent", 2**63, "INVALID"),
        ("rent", [], "INVALID"),
    ],
)
def test_a_value_that_cannot_be_is_a_problem_of_its_field(field: str, value: object, code: str) -> None:
    (found,) = problems(OPEN, {**GIVEN, field: value})
    assert (found.field, found.code) == (field, code)
    assert found.message.startswith(OPEN.by_name[field].label)


def test_text_is_put_right_and_blank_text_is_no_answer() -> None:
    values = parse_input(
        OPEN, {**GIVEN, "name": "  Sayur\u00a0\u200bBu   Tini ", "phone": "  ", "rent": None}
    )
    assert values["name"] == "Sayur Bu Tini"
    assert values["phone"] is None


def test_secrets_are_taken_as_they_are() -> None:
    assert parse_input(ASK, {**ASKED, "word": "  dua  blank "})["word"] == "  dua  blank "


def test_a_default_stands_where_nothing_was_told() -> None:
    assert parse_input(ASK, ASKED)["days"] == 7
    assert parse_input(ASK, {**ASKED, "days": None})["days"] == 7
    assert parse_input(ASK, {**ASKED, "days": 2})["days"] == 2


def test_a_question_that_does_not_apply_may_not_be_answered() -> None:
    (found,) = problems(ASK, {**ASKED, "rent": 5})
    assert (found.field, found.code) == ("rent", "NOT_ASKED")
    assert parse_input(ASK, {**ASKED, "is_paid": True, "rent": 5})["rent"] == 5


def test_what_depends_on_a_wrong_answer_is_not_judged() -> None:
    found = problems(ASK, {**ASKED, "is_paid": "mungkin", "rent": 5})
    assert [one.field for one in found] == ["is_paid"]


def test_a_check_speaks_for_itself() -> None:
    (found,) = problems(ASK, {**ASKED, "part": "timur"})
    assert (found.code, found.message) == ("INVALID", "Pilih utara atau selatan.")


def test_an_unknown_field_is_shown_harmlessly() -> None:
    (found,) = problems(
        declaration_of(CallHolder), {"holder": "A", "phone": "081234567890", "\ud800" * 500: 1}
    )
    assert len(found.field) <= 600 and found.field.isascii()
    found.message.encode()
