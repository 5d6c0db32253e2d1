"""Every rung of the legal ladder, the day before and the day of each boundary, and who is concerned by which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kopukm_siopik.choices import (
    CooperativeForm,
    CooperativeKind,
    LegalAuthority,
    LoanScope,
    SupervisingAuthority,
)
from kopukm_siopik.figures.choices import LegalCategory
from kopukm_siopik.figures.loading import shipped_rules
from kopukm_siopik.rules.legal_ladder import NEEDS, RUNGS, LegalFacts, LegalRule, legal_standing
from kopukm_siopik.rules.supervision import supervising_authority

SHIPPED = next(one["parameters"] for one in shipped_rules() if one["name"] == "legal")
RULE = LegalRule.of(SHIPPED)
DAY = date(2026, 7, 1)
TOP = LegalFacts(
    number="AHU-1.AH.01.26",
    founded=date(2000, 1, 1),
    amended_on=date(2020, 1, 1),
    nib="9120001234567",
    kind=CooperativeKind.SAVINGS_AND_LOAN,
    savings_licence="1/SP/2020",
    nik="3201010010001",
    certificate_until=DAY,
)
(LEGAL_ENTITY, ENDORSED, STATUTES, NIB, LICENCE, CERTIFIED) = RUNGS
UNRECORDED = LegalCategory.UNRECORDED


def test_the_shipped_ladder_has_every_rung_in_order() -> None:
    assert tuple(RULE.rungs) == RUNGS
    assert set(NEEDS) == set(RUNGS)


@pytest.mark.parametrize(
    ("change", "reached", "missing"),
    [
        ({}, CERTIFIED, ()),
        ({"number": None}, UNRECORDED, (LEGAL_ENTITY, ENDORSED)),
        ({"number": ""}, UNRECORDED, (LEGAL_ENTITY, ENDORSED)),
        ({"number": "12/2009"}, LEGAL_ENTITY, (ENDORSED,)),
        ({"number": "12/2009", "authority": LegalAuthority.REGIONAL}, CERTIFIED, ()),
        ({"number": "12/2009", "authority": LegalAuthority.UNKNOWN}, LEGAL_ENTITY, (ENDORSED,)),
        ({"amended_on": None}, ENDORSED, (STATUTES,)),
        ({"amended_on": None, "founded": None}, ENDORSED, (STATUTES,)),
        ({"amended_on": date(2016, 7, 1)}, CERTIFIED, ()),
        ({"amended_on": date(2016, 6, 30)}, ENDORSED, (STATUTES,)),
        ({"amended_on": date(2026, 7, 2)}, ENDORSED, (STATUTES,)),
        ({"amended_on": None, "founded": date(2016, 7, 1)}, CERTIFIED, ()),
        ({"nib": None}, STATUTES, (NIB,)),
        ({"savings_licence": None}, NIB, (LICENCE,)),
        ({"savings_licence": None, "kind": CooperativeKind.CONSUMER}, CERTIFIED, ()),
        ({"savings_licence": None, "kind": None, "loan_scope": LoanScope.UNASSESSED}, NIB, (LICENCE,)),
        ({"nik": None}, LICENCE, (CERTIFIED,)),
        ({"nik": None, "kind": CooperativeKind.CONSUMER}, NIB, (CERTIFIED,)),
        ({"certificate_until": None}, LICENCE, (CERTIFIED,)),
        ({"certificate_until": date(2026, 6, 30)}, LICENCE, (CERTIFIED,)),
        ({"nib": None, "nik": None, "amended_on": None}, ENDORSED, (STATUTES, NIB, CERTIFIED)),
    ],
)
def test_the_highest_rung_with_every_one_below_it_the_next_and_the_missing(
    change: dict[str, object], reached: LegalCategory, missing: tuple[LegalCategory, ...]
) -> None:
    standing = legal_standing(RULE, replace(TOP, **change), DAY)  # type: ignore[arg-type]
    assert (standing.reached, standing.missing) == (reached, missing)
    assert standing.next is (missing[0] if missing else None)
    assert standing.reason.startswith(reached.label)
    assert all(NEEDS[one] in standing.reason for one in missing)


def test_statutes_of_a_leap_day_lapse_after_the_28th() -> None:
    facts = replace(TOP, amended_on=date(2018, 2, 28))
    assert legal_standing(RULE, facts, date(2028, 2, 29)).reached is LICENCE, (
        "only the certificate has lapsed"
    )
    assert legal_standing(RULE, facts, date(2028, 3, 1)).reached is ENDORSED


def test_another_version_may_have_other_rungs_in_another_order() -> None:
    short = LegalRule.of({"rungs": ["legal_entity", "certified", "business_numbered"], "statutes_years": 5})
    assert legal_standing(short, replace(TOP, nib=None), DAY).reached is CERTIFIED
    assert legal_standing(short, replace(TOP, nik=None), DAY).missing == (CERTIFIED,)


@pytest.mark.parametrize(
    ("told", "form", "outside", "authority"),
    [
        (
            SupervisingAuthority.MINISTRY,
            CooperativeForm.PRIMARY_DISTRICT,
            True,
            SupervisingAuthority.MINISTRY,
        ),
        (None, CooperativeForm.PRIMARY_NATIONAL, True, SupervisingAuthority.DISTRICT),
        (None, CooperativeForm.PRIMARY_NATIONAL, False, SupervisingAuthority.MINISTRY),
        (None, CooperativeForm.SECONDARY_PROVINCE, False, SupervisingAuthority.PROVINCE),
        (None, CooperativeForm.SECONDARY_DISTRICT, False, SupervisingAuthority.DISTRICT),
        (None, None, False, None),
    ],
)
def test_who_supervises_is_as_recorded_else_by_place_and_form(
    told: SupervisingAuthority | None,
    form: CooperativeForm | None,
    outside: bool,
    authority: SupervisingAuthority | None,
) -> None:
    assert supervising_authority(told, form, outside) is authority
