"""Every boundary of the rules of figures, at, below and above."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kopukm_siopik.choices import CertificateGrade, CooperativeStatus, LegalAuthority
from kopukm_siopik.figures.choices import (
    ClassCriterion,
    ComputedStatus,
    RuleName,
    TurnoverBand,
)
from kopukm_siopik.figures.loading import shipped_rules
from kopukm_siopik.figures.rule_faults import parameters_fault
from kopukm_siopik.rules.activity import Activity, ActivityFacts, ActivityRule, activity_on
from kopukm_siopik.rules.annual_meeting import MeetingRule, meeting_frequency
from kopukm_siopik.rules.business_class import BusinessClass, ClassRule, business_class
from kopukm_siopik.rules.completeness import CompletenessRule, completeness
from kopukm_siopik.rules.grade import GradeRule, grade_on
from kopukm_siopik.rules.legal_ladder import legal_authority
from kopukm_siopik.rules.turnover import TurnoverRule, turnover_band

SHIPPED = {one["name"]: one["parameters"] for one in shipped_rules()}
MEETING = MeetingRule.of(SHIPPED["annual_meeting"])
ACTIVITY = ActivityRule.of(SHIPPED["activity"], MEETING)
MEMBERS, EQUITY, ASSETS = ClassCriterion.MEMBERS, ClassCriterion.EQUITY, ClassCriterion.ASSETS
JULY, JUNE = date(2026, 7, 1), date(2026, 6, 30)


def held(*years: int) -> dict[int, date]:
    """A RAT on 1 March after each of these book years."""
    return {year: date(year + 1, 3, 1) for year in years}


def test_shipped_parameters_are_right_and_wrong_ones_are_told() -> None:
    for one in shipped_rules():
        assert parameters_fault(RuleName(one["name"]), json.dumps(one["parameters"])) is None
    for name, text in (
        (RuleName.ACTIVITY, '{"window": 3}'),
        (RuleName.ACTIVITY, '{"window": 11, "minimum_meetings": 1, "needs_business": true}'),
        (RuleName.ACTIVITY, '{"window": 3, "minimum_meetings": 4, "needs_business": true}'),
        (RuleName.ANNUAL_MEETING, '{"months": 12}'),
        (RuleName.ANNUAL_MEETING, "[6]"),
        (RuleName.ANNUAL_MEETING, "enam"),
        (RuleName.TURNOVER, '{"limits": [2, 1, 3, 4]}'),
        (
            RuleName.COMPLETENESS,
            '{"complete_from": 100, "fields": [{"name": "x", "label": "X", "weight": 1}]}',
        ),
        (RuleName.LEGAL, '{"rungs": ["unrecorded"], "statutes_years": 10}'),
        (RuleName.LEGAL, '{"rungs": ["endorsed", "endorsed"], "statutes_years": 10}'),
        (RuleName.LEGAL, '{"rungs": [], "statutes_years": 10}'),
        (RuleName.LEGAL, '{"rungs": ["endorsed"], "statutes_years": 0}'),
        (RuleName.HEALTHY, '{"predicates": ["segar"], "least_assessed_shown": 5}'),
    ):
        assert parameters_fault(name, text)


@pytest.mark.parametrize(
    ("criterion", "cuts"),
    [
        (MEMBERS, ((5_000, 2), (9_000, 3), (35_000, 4))),
        (EQUITY, ((250_000_000, 2), (15_000_000_000, 3), (40_000_000_000, 4))),
        (ASSETS, ((2_500_000_000, 2), (100_000_000_000, 3), (500_000_000_000, 4))),
    ],
)
def test_kuk_of_all_cooperatives_at_each_boundary(
    criterion: ClassCriterion, cuts: tuple[tuple[int, int], ...]
) -> None:
    rule = ClassRule.of(SHIPPED["class_all"])
    for amount, above in cuts:
        # The first boundary belongs to the class behind it ("< 5.000" is 1), the others to the one before.
        at = above if amount == cuts[0][0] else above - 1
        for value, tier in ((amount - 1, above - 1), (amount, at), (amount + 1, above)):
            values = {**dict.fromkeys(ClassCriterion), criterion: value}
            assert business_class(rule, values) == BusinessClass(tier, criterion), value


@pytest.mark.parametrize(
    ("criterion", "cuts"),
    [
        (MEMBERS, (5_000, 10_000, 30_000)),
        (EQUITY, (2_500_000_000, 15_000_000_000, 50_000_000_000)),
        (ASSETS, (15_000_000_000, 100_000_000_000, 500_000_000_000)),
    ],
)
def test_kuk_of_savings_cooperatives_at_each_boundary(
    criterion: ClassCriterion, cuts: tuple[int, ...]
) -> None:
    rule = ClassRule.of(SHIPPED["class_savings"])
    for before, amount in enumerate(cuts, start=1):
        for value, tier in ((amount - 1, before), (amount, before), (amount + 1, before + 1)):
            values = {**dict.fromkeys(ClassCriterion), criterion: value}
            assert business_class(rule, values) == BusinessClass(tier, criterion), value


def test_kuk_is_the_highest_or_by_rule_the_lowest_and_nothing_without_a_report() -> None:
    values = {MEMBERS: 10, EQUITY: 16_000_000_000, ASSETS: 16_000_000_000}
    told = SHIPPED["class_savings"]
    assert business_class(ClassRule.of(told), values) == BusinessClass(3, EQUITY)
    assert business_class(ClassRule.of({**told, "combine": "lowest"}), values) == BusinessClass(1, MEMBERS)
    assert business_class(ClassRule.of(told), dict.fromkeys(ClassCriterion)) is None


@pytest.mark.parametrize(
    ("volume", "band"),
    [
        (None, TurnoverBand.UNREPORTED),
        (0, TurnoverBand.UNREPORTED),
        (1, TurnoverBand.BAND_1),
        (300_000_000, TurnoverBand.BAND_1),
        (300_000_001, TurnoverBand.BAND_2),
        (2_000_000_000, TurnoverBand.BAND_2),
        (2_000_000_001, TurnoverBand.BAND_3),
        (15_000_000_000, TurnoverBand.BAND_3),
        (15_000_000_001, TurnoverBand.BAND_4),
        (50_000_000_000, TurnoverBand.BAND_4),
        (50_000_000_001, TurnoverBand.BAND_5),
    ],
)
def test_turnover_bands(volume: int | None, band: TurnoverBand) -> None:
    assert turnover_band(TurnoverRule.of(SHIPPED["turnover"]), volume) is band


def test_a_meeting_is_on_time_until_the_end_of_june() -> None:
    assert MEETING.deadline(2025) == JUNE
    assert not MEETING.is_overdue(2025, JUNE)
    assert MEETING.is_overdue(2025, JULY)
    assert MeetingRule(2).deadline(2027) == date(2028, 2, 29)
    on_time = meeting_frequency(MEETING, 3, {2025: JUNE}, JULY)
    late = meeting_frequency(MEETING, 3, {2025: JULY}, JULY)
    assert (on_time.is_last_late, late.is_last_late) == (False, True)


def test_frequency_counts_the_window_and_the_years_in_a_row() -> None:
    found = meeting_frequency(MEETING, 3, held(2020, 2022, 2024, 2025), JULY)
    assert (found.in_window, found.consecutive, found.last_year) == (2, 2, 2025)
    awaited = meeting_frequency(MEETING, 3, held(2022, 2023, 2024), JUNE)
    assert (awaited.in_window, awaited.consecutive) == (3, 3), "the year not due yet breaks no row"
    overdue = meeting_frequency(MEETING, 3, held(2022, 2023, 2024), JULY)
    assert (overdue.in_window, overdue.consecutive) == (2, 0)
    none = meeting_frequency(MEETING, 3, {}, JULY)
    assert (none.in_window, none.consecutive, none.last_on, none.is_last_late) == (0, 0, None, None)


def active(
    day: date = JULY,
    *,
    meetings: dict[int, date] | None = None,
    business: tuple[int, ...] = (2025,),
    founded: date | None = date(2000, 1, 1),
    declared: CooperativeStatus | None = None,
    dissolved_on: date | None = None,
    rule: ActivityRule = ACTIVITY,
) -> Activity:
    facts = ActivityFacts(founded, declared, dissolved_on, meetings or {}, business)
    return activity_on(rule, facts, day)


def test_status_of_the_groups_that_the_regulation_names() -> None:
    every = active(meetings=held(2023, 2024, 2025))
    assert every == Activity(ComputedStatus.ACTIVE, "RAT setiap tahun dalam tahun buku 2023 sampai 2025.")
    never = active(meetings=held(2022))
    assert never == Activity(ComputedStatus.INACTIVE, "RAT 0 kali dalam tahun buku 2023 sampai 2025.")
    idle = active(meetings=held(2023, 2024, 2025), business=(2022,))
    assert idle.status is ComputedStatus.INACTIVE
    assert "volume usaha" in idle.reason


def test_the_middle_group_is_active_and_told() -> None:
    gap = active(meetings=held(2023, 2025))
    assert gap.status is ComputedStatus.ACTIVE
    assert gap.reason.endswith("tanpa RAT: 2024.")
    awaiting = active(meetings=held(2023))
    assert awaiting.status is ComputedStatus.ACTIVE_AWAITING_MEETING
    assert "2024, 2025" in awaiting.reason
    assert active(meetings=held(2022)).status is ComputedStatus.INACTIVE, "out of the window"


def test_a_stricter_rule_changes_the_middle_group_only() -> None:
    strict = ActivityRule(3, 3, True, MEETING)
    assert active(meetings=held(2023, 2024, 2025), rule=strict).status is ComputedStatus.ACTIVE
    assert active(meetings=held(2023, 2025), rule=strict).status is ComputedStatus.INACTIVE
    spring = active(JUNE, meetings=held(2022, 2023, 2024), business=(2024,), rule=strict)
    assert spring.status is ComputedStatus.ACTIVE_AWAITING_MEETING, "the RAT over 2025 is not due before July"
    without = ActivityRule(3, 1, False, MEETING)
    assert active(meetings=held(2025), business=(), rule=without).status is ComputedStatus.ACTIVE


def test_a_new_cooperative_owes_nothing_yet() -> None:
    fresh = active(founded=date(2026, 2, 1), business=())
    assert fresh == Activity(ComputedStatus.ACTIVE_AWAITING_MEETING, "Baru berdiri: belum wajib RAT.")
    assert active(JUNE, founded=date(2025, 12, 31), business=()).status is (
        ComputedStatus.ACTIVE_AWAITING_MEETING
    )
    assert active(JULY, founded=date(2025, 12, 31), business=()).status is ComputedStatus.INACTIVE


def test_what_the_office_declared_of_its_end_comes_first() -> None:
    every = held(2023, 2024, 2025)
    proposed = active(meetings=every, declared=CooperativeStatus.DISSOLUTION_PROPOSED)
    assert proposed.status is ComputedStatus.DISSOLUTION_PROPOSED
    dissolved = CooperativeStatus.DISSOLVED
    assert active(meetings=every, declared=dissolved).status is ComputedStatus.DISSOLVED
    assert active(meetings=every, dissolved_on=JULY).status is ComputedStatus.DISSOLVED
    later = active(meetings=every, declared=dissolved, dissolved_on=date(2026, 7, 2))
    assert later.status is ComputedStatus.ACTIVE, "the day before its dissolution"


@pytest.mark.parametrize(
    ("years", "founded", "grade"),
    [
        ((2023, 2024, 2025), date(2000, 1, 1), CertificateGrade.A),
        ((2023, 2025), date(2000, 1, 1), CertificateGrade.B),
        ((2023, 2024), date(2000, 1, 1), CertificateGrade.B),
        ((2025,), date(2023, 7, 2), CertificateGrade.C1),
        ((2024,), date(2024, 1, 1), CertificateGrade.C1),
        ((2025,), date(2023, 7, 1), CertificateGrade.C2),
        ((2025,), None, CertificateGrade.C2),
        ((2024,), date(2000, 1, 1), CertificateGrade.D),
        ((2022,), date(2000, 1, 1), CertificateGrade.D),
        ((), date(2025, 1, 1), CertificateGrade.D),
    ],
)
def test_grade(years: tuple[int, ...], founded: date | None, grade: CertificateGrade) -> None:
    assert grade_on(GradeRule.of(SHIPPED["grade"]), MEETING, founded, held(*years), JULY) is grade


def test_new_is_counted_from_a_leap_day_too() -> None:
    assert GradeRule(3, 3).new_since(date(2028, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("number", "authority"),
    [
        ("AHU-0012948.AH.01.26.TAHUN 2020", LegalAuthority.AHU),
        ("008412/BH/M.KUKM.2/V/2018", LegalAuthority.MINISTRY),
        ("9512A/PAD/BH/KDK.105/X/2004", LegalAuthority.REGIONAL),
        ("518/BH/KWK.10/2004", LegalAuthority.REGIONAL),
        ("12/BH/XIII.5/2009", LegalAuthority.UNKNOWN),
        (None, LegalAuthority.UNKNOWN),
    ],
)
def test_who_gave_the_legal_entity(number: str | None, authority: LegalAuthority) -> None:
    assert legal_authority(number) is authority
    assert legal_authority(number, LegalAuthority.REGIONAL) is LegalAuthority.REGIONAL, "as recorded"


def test_completeness_weighs_what_is_missing() -> None:
    rule = CompletenessRule.of(SHIPPED["completeness"])
    names = {each.name for each in rule.fields}
    assert sum(each.weight for each in rule.fields) == 100
    assert completeness(rule, names).score == 100
    nothing = completeness(rule, ())
    assert (nothing.score, len(nothing.missing)) == (0, len(names))
    nearly = completeness(rule, names - {"equity"})
    assert nearly.score < 100
    assert [each.label for each in nearly.missing] == ["Modal sendiri"]
    assert completeness(rule, names - {"equity"}, {"equity"}).score == 100
