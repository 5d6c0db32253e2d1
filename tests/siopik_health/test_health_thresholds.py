"""Every ratio threshold and band of the published tables: at, just below and just above."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopukm_siopik.health.choices import AnswerMark, HealthPredicate
from kopukm_siopik.health.delivered import delivered_documents
from kopukm_siopik.health.rules import Questionnaire, Ratio, Rubric, read_rubric, score_contributions
from kopukm_siopik.health.rules.scoring import conclude, score_indicator
from kopukm_siopik.health.rules.thresholds import ThresholdFaultError, read_thresholds


def _rubric() -> Rubric:
    (found,) = [one for one in delivered_documents() if one["version"] == "kkpkk-2021-riil"]
    return read_rubric(found)


RUBRIC = _rubric()
RATIOS = {one.key: one for one in RUBRIC.indicators if isinstance(one, Ratio)}
QUESTIONNAIRES = {one.key: one for one in RUBRIC.indicators if isinstance(one, Questionnaire)}

HIGHER = "at or above"
HIGHER_STRICT = "above"
LOWER = "below"
LOWER_INCLUSIVE = "at or below"

TABLE: dict[str, tuple[str, str, str, str]] = {
    "roa": (HIGHER, "7", "5", "3"),
    "roe": (HIGHER, "10", "7", "5"),
    "npm": (HIGHER, "15", "10", "5"),
    "kemandirian_operasional": (HIGHER, "120", "110", "100"),
    "beban_operasi": (LOWER, "80", "90", "100"),
    "beban_usaha_shu_kotor": (LOWER, "40", "60", "80"),
    "rasio_kas": (HIGHER, "20", "15", "10"),
    "piutang_dana_diterima": (HIGHER, "90", "75", "60"),
    "rasio_lancar": (HIGHER, "125", "100", "75"),
    "perputaran_persediaan": (HIGHER, "10", "7", "4"),
    "perputaran_piutang": (HIGHER, "10", "7", "4"),
    "periode_penagihan": (LOWER, "100", "140", "180"),
    "perputaran_modal": (HIGHER, "1.25", "0.75", "0.25"),
    "perputaran_aktiva": (HIGHER, "0.25", "0.15", "0.05"),
    "pertumbuhan_aset": (HIGHER, "10", "7", "4"),
    "pertumbuhan_ekuitas": (HIGHER, "10", "7", "4"),
    "pertumbuhan_shu": (HIGHER, "5", "3", "1"),
    "pendapatan_utama_total": (HIGHER, "85", "60", "35"),
    "shu_simpanan": (HIGHER, "30", "20", "10"),
    "partisipasi_simpanan": (HIGHER, "75", "51", "25"),
    "pembinaan_shu": (HIGHER, "5", "3", "1"),
    "ekuitas_total_aset": (HIGHER, "30", "20", "10"),
    "pinjaman_anggota_total_aset": (HIGHER, "30", "20", "10"),
    "utang_ekuitas": (LOWER_INCLUSIVE, "100", "125", "150"),
    "aset_likuid_total_aset": (HIGHER_STRICT, "15", "10", "5"),
    "aset_likuid_kewajiban": (HIGHER_STRICT, "21", "14", "7"),
    "pinjaman_aset_produktif": (LOWER_INCLUSIVE, "75", "85", "95"),
}
"""The bounds of 4, 3 and 2, written down a second time from the published tables."""

FIRST, SECOND = 10**10, 10**12
EDGE = Fraction(1, 10**9)


def test_the_table_speaks_of_every_ratio() -> None:
    assert set(TABLE) == set(RATIOS)


@pytest.mark.parametrize("key", TABLE)
def test_each_bound_at_just_below_and_just_above(key: str) -> None:
    side, *bounds = TABLE[key]
    thresholds = RATIOS[key].thresholds
    for score, text in zip((4, 3, 2), bounds, strict=True):
        bound = Fraction(text)
        at, below, above = (thresholds.score(bound + shift) for shift in (0, -EDGE, EDGE))
        expected = {
            HIGHER: (score, score - 1, score),
            HIGHER_STRICT: (score - 1, score - 1, score),
            LOWER: (score - 1, score, score - 1),
            LOWER_INCLUSIVE: (score, score, score - 1),
        }[side]
        assert (at, below, above) == expected, (key, text)


@pytest.mark.parametrize(
    ("met", "asked", "score"),
    [
        (0, 4, 1),
        (1, 4, 1),
        (26, 100, 2),
        (2, 4, 2),
        (51, 100, 3),
        (3, 4, 3),
        (76, 100, 4),
        (4, 4, 4),
        (13, 17, 4),
    ],
)
def test_questionnaire_bands(met: int, asked: int, score: int) -> None:
    (bands,) = {one.thresholds for one in QUESTIONNAIRES.values()}
    assert bands.score(Fraction(met * 100, asked)) == score


@pytest.mark.parametrize(
    ("score", "predicate"),
    [
        ("100", HealthPredicate.HEALTHY),
        ("80.00", HealthPredicate.HEALTHY),
        ("79.995", HealthPredicate.HEALTHY),
        ("79.9949999", HealthPredicate.FAIRLY_HEALTHY),
        ("79.99", HealthPredicate.FAIRLY_HEALTHY),
        ("66", HealthPredicate.FAIRLY_HEALTHY),
        ("65.995", HealthPredicate.FAIRLY_HEALTHY),
        ("65.99", HealthPredicate.UNDER_SUPERVISION),
        ("51", HealthPredicate.UNDER_SUPERVISION),
        ("50.99", HealthPredicate.UNDER_SPECIAL_SUPERVISION),
        ("0", HealthPredicate.UNDER_SPECIAL_SUPERVISION),
    ],
)
def test_predicates_are_decided_on_two_decimals_rounded_half_up(
    score: str, predicate: HealthPredicate
) -> None:
    assert RUBRIC.band(Fraction(score)).predicate is predicate


def test_the_worked_case_of_the_weights() -> None:
    parts = [Fraction(one) * weight / 100 for one, weight in ((85, 30), (70, 15), (78, 40), (90, 15))]
    result = score_contributions(RUBRIC, parts)
    assert (result.score, result.predicate) == (Fraction("80.7"), HealthPredicate.HEALTHY)


def test_a_repeating_decimal_keeps_its_exact_value() -> None:
    parts = [Fraction(250, 3) * one.weight / 100 for one in RUBRIC.aspects]
    result = score_contributions(RUBRIC, parts)
    assert (result.score, result.rounded) == (Fraction(250, 3), Fraction("83.33"))


@given(st.sampled_from(sorted(RATIOS)), st.fractions(-500, 500), st.fractions(-500, 500))
def test_a_better_ratio_never_lowers_the_score(key: str, one: Fraction, other: Fraction) -> None:
    thresholds = RATIOS[key].thresholds
    better, worse = (max(one, other), min(one, other))
    if not thresholds.higher_is_better:
        better, worse = worse, better
    assert 1 <= thresholds.score(worse) <= thresholds.score(better) <= 4


@given(st.sampled_from(sorted(QUESTIONNAIRES)), st.data())
def test_one_more_item_met_never_lowers_the_score(key: str, data: st.DataObject) -> None:
    indicator = QUESTIONNAIRES[key]
    places = range(1, len(indicator.items) + 1)
    marks = {(key, place): data.draw(st.sampled_from(AnswerMark)) for place in places}
    before = score_indicator(indicator, marks, {}).score
    unmet = [item for item, mark in marks.items() if mark is AnswerMark.NOT_MET]
    if before is None or not unmet:
        return
    after = score_indicator(indicator, marks | {unmet[0]: AnswerMark.MET}, {}).score
    assert after is not None
    assert after >= before


@given(st.lists(st.fractions(0, 100), min_size=4, max_size=4))
def test_the_final_score_is_the_weighted_sum_and_stays_within_bounds(percents: list[Fraction]) -> None:
    parts = [percent * one.weight / 100 for percent, one in zip(percents, RUBRIC.aspects, strict=True)]
    result = score_contributions(RUBRIC, parts)
    assert result.score == sum(
        (p * w / 100 for p, w in zip(percents, (30, 15, 40, 15), strict=True)), Fraction()
    )
    assert 0 <= result.score <= 100
    assert [one.percent for one in result.aspects] == percents


def test_no_weight_is_given_to_the_others_where_an_aspect_is_missing() -> None:
    full = score_contributions(RUBRIC, [one.weight for one in RUBRIC.aspects])
    assert full.score == 100
    from dataclasses import replace

    without = [replace(full.aspects[0], contribution=None, percent=None), *full.aspects[1:]]
    assert conclude(RUBRIC, without).score is None


@pytest.mark.parametrize(
    "texts",
    [
        [">= 7", ">= 5"],
        [">= 7", ">= 5", ">= 3", ">= 1"],
        [">= 5", ">= 7", ">= 3"],
        [">= 7", ">= 7", ">= 3"],
        ["< 80", "< 70", "< 100"],
        [">= 7", "< 5", ">= 3"],
        ["= 7", ">= 5", ">= 3"],
        [7, 5, 3],
        [">= 7", ">= 5", ">= tiga"],
    ],
)
def test_thresholds_without_order_are_refused(texts: list[object]) -> None:
    with pytest.raises(ThresholdFaultError):
        read_thresholds(texts)


def test_thresholds_in_words() -> None:
    roa, debt = RATIOS["roa"].thresholds, RATIOS["utang_ekuitas"].thresholds
    assert [roa.words(score) for score in (4, 3, 2, 1)] == [
        "≥ 7 %",
        "≥ 5 % dan < 7 %",
        "≥ 3 % dan < 5 %",
        "< 3 %",
    ]
    assert [debt.words(score) for score in (4, 3, 2, 1)] == [
        "≤ 100 %",
        "≤ 125 % dan > 100 %",
        "≤ 150 % dan > 125 %",
        "> 150 %",
    ]
    assert RATIOS["perputaran_modal"].thresholds.words(4) == "≥ 1,25 kali"
