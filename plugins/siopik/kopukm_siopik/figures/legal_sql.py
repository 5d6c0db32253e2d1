"""The legal ladder as SQL on judged rows, saying the same as `rules.legal_ladder`."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.db import Parameters
from kopukm_siopik.choices import LegalAuthority
from kopukm_siopik.figures.choices import LegalCategory
from kopukm_siopik.figures.question import Question
from kopukm_siopik.rules.legal_ladder import MARKS

LEGAL_COLUMNS = (
    "legal_entity_number",
    "legal_authority",
    "legal_amended_on",
    "nib",
    "kind",
    "loan_scope",
    "savings_licence_number",
    "nik",
    "certificate_until",
)
"""Columns of a state that the ladder looks at, besides the founding."""

LENDS = "(COALESCE(j.kind, '') = 'savings_and_loan' OR j.loan_scope IS NOT NULL)"


def legal_sql(question: Question, parameters: Parameters) -> str:
    """The highest rung reached with every one below it."""
    rungs = question.rules.legal.rungs
    steps = " ".join(
        f"WHEN NOT {_passed(rung, question, parameters)} THEN {_highest(rungs[:place])}"
        for place, rung in enumerate(rungs)
    )
    return f"CASE {steps} ELSE {_highest(rungs)} END"


def legal_next_sql(question: Question, parameters: Parameters) -> str:
    """The first rung that is missing; NULL at the top."""
    steps = " ".join(
        f"WHEN NOT {_passed(rung, question, parameters)} THEN '{rung.value}'"
        for rung in question.rules.legal.rungs
    )
    return f"CASE {steps} END"


def authority_sql(alias: str = "j") -> str:
    """Who gave the legal entity."""
    key = f"UPPER(REPLACE(COALESCE({alias}.legal_entity_number, ''), ' ', ''))"
    told = " ".join(
        f"WHEN {' OR '.join(f'{key} LIKE {_text(mark)}' for mark in marks)} THEN '{authority.value}'"
        for authority, marks in MARKS
    )
    return f"COALESCE({alias}.legal_authority, CASE {told} ELSE '{LegalAuthority.UNKNOWN.value}' END)"


def _text(mark: str) -> str:
    return f"'%{mark}%'"


def _highest(rungs: Sequence[LegalCategory]) -> str:
    """The last of these rungs that concerns the cooperative."""
    if not rungs:
        return f"'{LegalCategory.UNRECORDED.value}'"
    last = f"'{rungs[-1].value}'"
    if rungs[-1] is not LegalCategory.SAVINGS_LICENSED:
        return last
    return f"CASE WHEN {LENDS} THEN {last} ELSE {_highest(rungs[:-1])} END"


def _passed(rung: LegalCategory, question: Question, parameters: Parameters) -> str:
    """The rung is reached, or does not concern the cooperative; never NULL."""
    if rung is LegalCategory.LEGAL_ENTITY:
        return "(COALESCE(j.legal_entity_number, '') <> '')"
    if rung is LegalCategory.ENDORSED:
        return f"({authority_sql()} <> '{LegalAuthority.UNKNOWN.value}')"
    if rung is LegalCategory.BUSINESS_NUMBERED:
        return "(COALESCE(j.nib, '') <> '')"
    if rung is LegalCategory.SAVINGS_LICENSED:
        return f"(NOT {LENDS} OR COALESCE(j.savings_licence_number, '') <> '')"
    day = parameters.add(question.day)
    if rung is LegalCategory.STATUTES_CURRENT:
        since = parameters.add(question.rules.legal.statutes_since(question.day))
        days = (
            f"({one} IS NOT NULL AND {one} >= {since} AND {one} <= {day})"
            for one in ("j.founded", "j.legal_amended_on")
        )
        return f"({' OR '.join(days)})"
    return f"(COALESCE(j.nik, '') <> '' AND j.certificate_until IS NOT NULL AND j.certificate_until >= {day})"
