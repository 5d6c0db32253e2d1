"""Kategori hukum: how far the legal papers of a cooperative are complete, what comes next, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kopukm_siopik.choices import CooperativeKind, LegalAuthority, LoanScope
from kopukm_siopik.figures.choices import LegalCategory
from kopukm_siopik.rules.years import years_before

RUNGS = tuple(one for one in LegalCategory if one is not LegalCategory.UNRECORDED)
"""What a ladder may consist of, in the order of the shipped one."""


@dataclass(frozen=True, slots=True)
class LegalRule:
    """The rungs from the lowest up, and how many years statutes (anggaran dasar) count as up to date."""

    rungs: Sequence[LegalCategory]
    statutes_years: int

    @staticmethod
    def of(parameters: Mapping[str, Any]) -> LegalRule:
        """The rule that a version's parameters tell."""
        return LegalRule(
            tuple(LegalCategory(one) for one in parameters["rungs"]), int(parameters["statutes_years"])
        )

    def statutes_since(self, day: date) -> date:
        """Statutes of this day or later are up to date on the day."""
        return years_before(day, self.statutes_years)


@dataclass(frozen=True, slots=True)
class LegalFacts:
    """What is known of the papers of a cooperative on the day."""

    number: str | None = None
    authority: LegalAuthority | None = None
    """As recorded, where the number does not tell it."""
    founded: date | None = None
    amended_on: date | None = None
    nib: str | None = None
    kind: CooperativeKind | None = None
    loan_scope: LoanScope | None = None
    savings_licence: str | None = None
    nik: str | None = None
    certificate_until: date | None = None

    @property
    def lends(self) -> bool:
        """Whether it does savings and loans, itself (KSP) or by a unit (USP, whose service is then recorded)."""
        return self.kind is CooperativeKind.SAVINGS_AND_LOAN or self.loan_scope is not None


@dataclass(frozen=True, slots=True)
class LegalStanding:
    """The highest rung reached with every one below it, the first that is missing, and all that are."""

    reached: LegalCategory
    missing: tuple[LegalCategory, ...]

    @property
    def next(self) -> LegalCategory | None:
        """The rung to be reached next; None at the top."""
        return self.missing[0] if self.missing else None

    @property
    def reason(self) -> str:
        """The standing as a sentence."""
        if self.next is None:
            return f"{self.reached.label}: semua yang berlaku bagi koperasi ini sudah terpenuhi."
        later = "; ".join(NEEDS[one] for one in self.missing[1:])
        also = f" Juga belum: {later}." if later else ""
        return f"{self.reached.label}. Berikutnya: {NEEDS[self.next]}.{also}"


NEEDS = {
    LegalCategory.LEGAL_ENTITY: "nomor badan hukum",
    LegalCategory.ENDORSED: "pengesah badan hukum",
    LegalCategory.STATUTES_CURRENT: "perubahan anggaran dasar (PAD) yang mutakhir",
    LegalCategory.BUSINESS_NUMBERED: "NIB",
    LegalCategory.SAVINGS_LICENSED: "izin usaha simpan pinjam",
    LegalCategory.CERTIFIED: "NIK dengan sertifikat yang berlaku",
}
"""What a rung asks for, in words."""


def legal_standing(rule: LegalRule, facts: LegalFacts, day: date) -> LegalStanding:
    """The standing on the day. A rung that does not concern the cooperative is stepped over."""
    concerned = [one for one in rule.rungs if one is not LegalCategory.SAVINGS_LICENSED or facts.lends]
    missing = tuple(one for one in concerned if not _is_reached(rule, one, facts, day))
    below = concerned[: concerned.index(missing[0])] if missing else concerned
    return LegalStanding(below[-1] if below else LegalCategory.UNRECORDED, missing)


def _is_reached(rule: LegalRule, rung: LegalCategory, facts: LegalFacts, day: date) -> bool:
    if rung is LegalCategory.LEGAL_ENTITY:
        return bool(facts.number)
    if rung is LegalCategory.ENDORSED:
        return legal_authority(facts.number, facts.authority) is not LegalAuthority.UNKNOWN
    if rung is LegalCategory.STATUTES_CURRENT:
        since = rule.statutes_since(day)
        return any(one is not None and since <= one <= day for one in (facts.founded, facts.amended_on))
    if rung is LegalCategory.BUSINESS_NUMBERED:
        return bool(facts.nib)
    if rung is LegalCategory.SAVINGS_LICENSED:
        return bool(facts.savings_licence)
    return bool(facts.nik) and facts.certificate_until is not None and facts.certificate_until >= day


MARKS = (
    (LegalAuthority.AHU, ("AHU",)),
    (LegalAuthority.MINISTRY, ("/M.KUKM", "KUKM/M.", "/M.UKM")),
    (LegalAuthority.REGIONAL, ("KWK", "KDK", "DINAS", "DKUKM")),
)
"""What a number without blanks, in capitals, has of each authority; the first that fits."""


def legal_authority(number: str | None, told: LegalAuthority | None = None) -> LegalAuthority:
    """Who gave the legal entity: as recorded, else what the number tells."""
    if told is not None:
        return told
    key = (number or "").upper().replace(" ", "")
    return next(
        (authority for authority, marks in MARKS if any(mark in key for mark in marks)),
        LegalAuthority.UNKNOWN,
    )
