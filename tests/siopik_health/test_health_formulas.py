"""Formulas: what may stand in one, exact values, and what has no value; numbers as they are shown."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopukm_siopik.health.choices import AnswerMark
from kopukm_siopik.health.commands.fields import FigureFields
from kopukm_siopik.health.delivered import delivered_documents
from kopukm_siopik.health.rules import BY_NAME, INPUTS, RubricFaultError, exact_text, read_rubric, shown
from kopukm_siopik.health.rules.formula import FormulaFaultError, NotComputableError, read_formula
from kopukm_siopik.health.rules.item_codes import ItemCodeFaultError, items_of, notes_of
from kopukm_siopik.health.rules.numbers import rounded_half_up, shown_beside
from kopukm_siopik.health.rules.scoring import score_aspect

GENERAL = next(one for one in delivered_documents() if one["version"] == "kkpkk-2021-riil")
RUBRIC = read_rubric(GENERAL)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "shu / ",
        "shu ** 2",
        "shu // total_aset",
        "-shu",
        "shu % 2",
        "__import__('os')",
        "shu.real",
        "shu[0]",
        "shu if shu else 1",
        "shu < 1",
        "'shu'",
        "True",
        "lambda: 1",
        "[shu]",
        "laba / total_aset",
        "shu_lalu_lalu",
        "shu / 1e30",
        "1e999",
        "shu; shu",
        "+".join(["shu"] * 60),
        "x" * 301,
    ],
)
def test_nothing_but_the_four_operations_over_known_inputs(text: str) -> None:
    with pytest.raises(FormulaFaultError):
        read_formula(text)


def test_values_are_exact() -> None:
    formula = read_formula("0.1 * shu / (total_aset - total_aset_lalu)")
    inputs = {"shu": Fraction(3), "total_aset": Fraction(10), "total_aset_lalu": Fraction(9)}
    assert formula.value(inputs) == Fraction(3, 10)
    assert formula.words == ("shu", "total_aset", "total_aset_lalu")


@pytest.mark.parametrize(("divisor", "how"), [(0, "nol"), (-1, "kurang dari nol")])
def test_a_divisor_that_is_not_above_zero_gives_no_value(divisor: int, how: str) -> None:
    with pytest.raises(NotComputableError) as told:
        read_formula("shu / ekuitas").value({"shu": Fraction(-5), "ekuitas": Fraction(divisor)})
    assert str(told.value) == f"pembagi (ekuitas) {how}"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(NotComputableError) as told:
        read_formula("(shu - shu_lalu) / shu_lalu").value({"shu": Fraction(1)})
    assert str(told.value) == "SHU tahun lalu belum diisi"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("shu / total_aset", "SHU : total aset"),
        ("shu - (ekuitas - piutang)", "SHU − (ekuitas − piutang)"),
        ("shu - ekuitas - piutang", "SHU − ekuitas − piutang"),
        ("(shu + ekuitas) * 2 / piutang", "(SHU + ekuitas) × 2 : piutang"),
        ("shu / (ekuitas * piutang)", "SHU : (ekuitas × piutang)"),
        ("shu + ekuitas / 2.5", "SHU + ekuitas : 2,5"),
    ],
)
def test_in_words_brackets_stand_where_they_must(text: str, words: str) -> None:
    assert read_formula(text).in_words == words


_AMOUNTS = st.integers(-(10**15), 10**15)


@given(_AMOUNTS, st.integers(1, 10**15))
def test_a_quotient_is_the_fraction(surplus: int, assets: int) -> None:
    inputs = {"shu": Fraction(surplus), "total_aset": Fraction(assets)}
    assert read_formula("shu / total_aset").value(inputs) == Fraction(surplus, assets)


@given(st.fractions(-(10**6), 10**6, max_denominator=10**6))
def test_exact_text_gives_the_number_back(number: Fraction) -> None:
    text = exact_text(number)
    assert Fraction(text) == number
    assert "/" in text or Fraction(Decimal(text)) == number


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [
        ("79.995", 2, "80"),
        ("79.994999", 2, "79.99"),
        ("82.435", 2, "82.44"),
        ("-0.005", 2, "-0.01"),
        ("0.5", 0, "1"),
    ],
)
def test_halves_are_rounded_away_from_zero(number: str, places: int, rounded: str) -> None:
    assert rounded_half_up(Fraction(number), places) == Fraction(rounded)


def test_numbers_are_shown_as_indonesians_write_them() -> None:
    assert [shown(Fraction(one)) for one in ("7", "82.435", "1250.5", "-1234567", "0")] == [
        "7",
        "82,44",
        "1.250,5",
        "-1.234.567",
        "0",
    ]
    assert shown_beside(Fraction("6.99999"), [Fraction(7)]) == "6,99999"
    assert shown_beside(Fraction("7.00001"), [Fraction(7)]) == "7,00001"
    assert shown_beside(Fraction("7.00001"), []) == "7"


def test_the_command_asks_for_every_input_and_no_other() -> None:
    assert set(FigureFields.__annotations__) == set(BY_NAME)
    assert len({one.word for one in INPUTS}) == len(INPUTS)


def test_item_codes() -> None:
    assert items_of(RUBRIC, ["legalitas.2"]) == [("legalitas", 2)]
    assert items_of(RUBRIC, ["legalitas.2-3", "izin_usaha"]) == [
        ("legalitas", 2),
        ("legalitas", 3),
        ("izin_usaha", 1),
        ("izin_usaha", 2),
        ("izin_usaha", 3),
    ]
    assert notes_of(RUBRIC, ["legalitas.2: akta: lama"]) == {("legalitas", 2): "akta: lama"}
    for code in ("legalitas.0", "legalitas.4", "legalitas.3-2", "roa", "tidak_ada", "legalitas.", ""):
        with pytest.raises(ItemCodeFaultError):
            items_of(RUBRIC, [code])
    with pytest.raises(ItemCodeFaultError):
        notes_of(RUBRIC, ["legalitas.2"])


def test_an_aspect_counts_what_can_be_assessed_and_says_what_it_left_out() -> None:
    capital = RUBRIC.aspects[3]
    inputs = {"ekuitas": Fraction(30), "total_aset": Fraction(100)}
    scored = score_aspect(capital, {}, inputs)
    assert (scored.percent, scored.contribution) == (Fraction(100), Fraction(15))
    told = "Permodalan: jumlah skor 4 dari 1 indikator × 4 = 100 %, bobot 15 % → 15"
    assert scored.explanation == f"{told}; 2 indikator tidak dapat dinilai dan tidak dihitung"
    assert score_aspect(capital, {}, {}).percent is None


def test_items_that_do_not_apply_leave_the_question() -> None:
    governance = RUBRIC.aspects[0]
    answers = {("legalitas", 1): AnswerMark.MET} | {
        ("legalitas", place): AnswerMark.NOT_APPLICABLE for place in (2, 3)
    }
    (score,) = [
        one for one in score_aspect(governance, answers, {}).indicators if one.indicator.key == "legalitas"
    ]
    told = "Legalitas badan hukum: 1 dari 1 butir terpenuhi (2 butir tidak berlaku) = 100 % → skor 4 (> 75 %)"
    assert (score.score, score.explanation) == (4, told)
    none = {("legalitas", place): AnswerMark.NOT_APPLICABLE for place in (1, 2, 3)}
    (score,) = [
        one for one in score_aspect(governance, none, {}).indicators if one.indicator.key == "legalitas"
    ]
    assert score.score is None


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("aspects", 0, "weight"), 31, "jumlah bobot 101"),
        (("aspects", 0, "weight"), 0, "bobot harus di atas 0"),
        (("aspects", 0, "key"), "permodalan", "kunci permodalan ada dua kali"),
        (("aspects", 0, "indicators", 0, "key"), "roa", "kunci roa ada dua kali"),
        (("aspects", 0, "indicators"), [], "semua aspek harus berindikator"),
        (("aspects", 0, "indicators", 0, "items"), 0, "bilangan bulat 1 sampai 100"),
        (("aspects", 2, "indicators", 0, "formula"), "laba / aset", "masukan 'laba' tidak dikenal"),
        (("aspects", 2, "indicators", 0, "thresholds"), [">= 7", ">= 9", ">= 3"], "berurutan"),
        (("aspects", 2, "indicators", 0, "unit"), "liter", "harus salah satu dari"),
        (("predicates", 3, "at_least"), 10, "menurun tanpa celah"),
        (("predicates", 1, "at_least"), 80, "menurun tanpa celah"),
        (("predicates", 1, "predicate"), "sick", "tidak dikenal"),
        (("predicates",), [], "keempat predikat"),
        (("questionnaire_bands",), ["> 75", "> 50"], "ambang harus tiga"),
        (("decimal_places",), 3, "bilangan bulat 0 sampai 2"),
        (("effective_on",), "2021", "tanggal"),
        (("kind",), "bank", "harus salah satu dari"),
        (("version",), "", "wajib diisi"),
    ],
)
def test_a_document_that_is_not_whole_is_refused(path: tuple[Any, ...], value: Any, told: str) -> None:
    document = deepcopy(GENERAL)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(RubricFaultError, match=told):
        read_rubric(document)


def test_the_delivered_documents_are_whole_and_say_their_source() -> None:
    rubrics = [read_rubric(one) for one in delivered_documents()]
    assert len({one.version for one in rubrics}) == len(rubrics) == 5
    assert all(sum(aspect.weight for aspect in one.aspects) == 100 for one in rubrics)
    assert [int(one.weight) for one in RUBRIC.aspects] == [30, 15, 40, 15]
    questions = {one.key: len(one.items) for one in RUBRIC.aspects[0].indicators if hasattr(one, "items")}
    assert list(questions.values()) == [4, 5, 3, 4, 4, 4, 4, 3, 3, 17, 4, 3, 3, 4, 4, 4, 4]
    assert sum(list(questions.values())[7:12]) == 30
