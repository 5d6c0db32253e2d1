"""What cooperatives are counted by, each as SQL on the judged rows, saying the same as the pure rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kopukm_core.db import Parameters
from kopukm_core.values import Choice
from kopukm_siopik.choices import (
    CertificateGrade,
    CooperativeForm,
    CooperativeKind,
    CooperativeStatus,
    ManagementPattern,
)
from kopukm_siopik.figures.as_of import Question, by_end, known, meetings_over, met_column
from kopukm_siopik.figures.choices import (
    ClassCriterion,
    ComputedStatus,
    LegalCategory,
    RuleName,
    TurnoverBand,
)
from kopukm_siopik.rules.business_class import ClassRule, Cut
from kopukm_siopik.rules.turnover import BANDS


class StatisticsCategory(Choice):
    """What cooperatives are counted by."""

    DECLARED_STATUS = "declared_status", "Status yang dinyatakan"
    COMPUTED_STATUS = "computed_status", "Status hasil hitungan"
    KIND = "kind", "Jenis koperasi"
    FORM = "form", "Bentuk koperasi"
    MANAGEMENT_PATTERN = "management_pattern", "Pola pengelolaan"
    GROUP = "group", "Kelompok koperasi"
    SECTOR = "sector", "Sektor usaha"
    DECLARED_GRADE = "declared_grade", "Grade sertifikat yang dinyatakan"
    COMPUTED_GRADE = "computed_grade", "Grade menurut RAT"
    LEGAL = "legal", "Kategori hukum"
    MEETINGS = "meetings", "Frekuensi RAT", "Banyaknya RAT dalam tahun-tahun buku yang dihitung."
    TURNOVER = "turnover", "Kategori omzet"
    CLASS_ALL = "class_all", "KUK semua koperasi"
    CLASS_SAVINGS = "class_savings", "KUK koperasi simpan pinjam"

    @property
    def rule(self) -> RuleName | None:
        """The rule that tells what the category means."""
        return _RULES.get(self)

    @property
    def is_financial(self) -> bool:
        """Whether it follows from figures that are not public."""
        return self in FINANCIAL

    def words(self, value: str | None) -> str:
        """The value as people read it."""
        if value is None:
            return "Tidak diketahui"
        choices = _CHOICES.get(self)
        if choices is not None:
            return choices(value).label
        return f"KUK {value}" if self in (self.CLASS_ALL, self.CLASS_SAVINGS) else value


FINANCIAL = frozenset(
    {StatisticsCategory.TURNOVER, StatisticsCategory.CLASS_ALL, StatisticsCategory.CLASS_SAVINGS}
)
_RULES = {
    StatisticsCategory.COMPUTED_STATUS: RuleName.ACTIVITY,
    StatisticsCategory.COMPUTED_GRADE: RuleName.GRADE,
    StatisticsCategory.LEGAL: RuleName.LEGAL,
    StatisticsCategory.MEETINGS: RuleName.ANNUAL_MEETING,
    StatisticsCategory.TURNOVER: RuleName.TURNOVER,
    StatisticsCategory.CLASS_ALL: RuleName.CLASS_ALL,
    StatisticsCategory.CLASS_SAVINGS: RuleName.CLASS_SAVINGS,
}
_CHOICES: dict[StatisticsCategory, type[Choice]] = {
    StatisticsCategory.DECLARED_STATUS: CooperativeStatus,
    StatisticsCategory.COMPUTED_STATUS: ComputedStatus,
    StatisticsCategory.KIND: CooperativeKind,
    StatisticsCategory.FORM: CooperativeForm,
    StatisticsCategory.MANAGEMENT_PATTERN: ManagementPattern,
    StatisticsCategory.DECLARED_GRADE: CertificateGrade,
    StatisticsCategory.COMPUTED_GRADE: CertificateGrade,
    StatisticsCategory.LEGAL: LegalCategory,
    StatisticsCategory.TURNOVER: TurnoverBand,
}
_COLUMNS = {
    StatisticsCategory.DECLARED_STATUS: "j.declared",
    StatisticsCategory.COMPUTED_STATUS: "j.in_force",
    StatisticsCategory.KIND: "j.kind",
    StatisticsCategory.FORM: "j.form",
    StatisticsCategory.MANAGEMENT_PATTERN: "j.management_pattern",
    StatisticsCategory.GROUP: "j.cooperative_group",
    StatisticsCategory.SECTOR: "j.sector",
    StatisticsCategory.DECLARED_GRADE: "j.grade",
    StatisticsCategory.MEETINGS: "j.held",
}


def category_columns(category: StatisticsCategory) -> tuple[str, ...]:
    """The columns of the state that the category looks at."""
    if category is StatisticsCategory.LEGAL:
        return ("legal_entity_number", "nik", "certificate_until")
    if category is StatisticsCategory.CLASS_SAVINGS:
        return ("kind",)
    column = _COLUMNS.get(category, "j.held").removeprefix("j.")
    return () if column in ("declared", "in_force", "held") else (column,)


def category_sql(category: StatisticsCategory, question: Question, parameters: Parameters) -> tuple[str, str]:
    """What to join to `judged j`, and the expression of the category."""
    if category in _COLUMNS:
        return "", _COLUMNS[category]
    if category in FINANCIAL:
        return _latest_report(question, parameters), _FINANCIAL[category](question)
    return "", _LEGAL_OR_GRADE[category](question, parameters)


def _latest_report(question: Question, parameters: Parameters) -> str:
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    return (
        "LEFT JOIN (SELECT q.* FROM (SELECT r.cooperative_id, r.members_male, r.members_female, r.equity, r.assets, "
        "r.business_volume, ROW_NUMBER() OVER (PARTITION BY r.cooperative_id ORDER BY r.year DESC, r.id DESC) AS place "
        f"FROM siopik_yearly_report r WHERE r.effective_on <= {day} AND {known('r', moment)}) q WHERE q.place = 1) l "
        "ON l.cooperative_id = j.id"
    )


def _grade(question: Question, parameters: Parameters) -> str:
    rule = question.rules.grade
    held = meetings_over(question, rule.window)
    is_last_met = by_end(question, met_column)
    new_since = parameters.add(rule.new_since(question.day))
    return (
        f"CASE WHEN {held} >= {rule.window} THEN 'a' WHEN {held} >= 2 THEN 'b' "
        f"WHEN {held} = 1 AND j.founded > {new_since} THEN 'c1' "
        f"WHEN {held} = 1 AND {is_last_met} = 1 THEN 'c2' ELSE 'd' END"
    )


def _legal(question: Question, parameters: Parameters) -> str:
    day = parameters.add(question.day)
    return (
        "CASE WHEN COALESCE(j.legal_entity_number, '') = '' THEN 'unrecorded' WHEN j.founded IS NULL THEN "
        "'legal_entity' WHEN COALESCE(j.nik, '') = '' THEN 'dated' "
        f"WHEN j.certificate_until IS NULL OR j.certificate_until < {day} THEN 'numbered' ELSE 'certified' END"
    )


def _turnover(question: Question) -> str:
    limits = question.rules.turnover.limits
    bands = " ".join(
        f"WHEN l.business_volume <= {limit} THEN '{band.value}'"
        for limit, band in zip(limits, BANDS, strict=False)
    )
    return (
        f"CASE WHEN COALESCE(l.business_volume, 0) <= 0 THEN '{TurnoverBand.UNREPORTED.value}' {bands} "
        f"ELSE '{BANDS[-1].value}' END"
    )


_VALUES = {
    ClassCriterion.MEMBERS: "CASE WHEN l.members_male IS NULL AND l.members_female IS NULL THEN NULL "
    "ELSE COALESCE(l.members_male, 0) + COALESCE(l.members_female, 0) END",
    ClassCriterion.EQUITY: "l.equity",
    ClassCriterion.ASSETS: "l.assets",
}


def _class(rule: ClassRule) -> str:
    """The tier; NULL where no criterion is told. What is not told is out of the comparison."""
    tiers = [
        _tier(_VALUES[criterion], rule.cuts[criterion], rule.takes_highest) for criterion in ClassCriterion
    ]
    combined = tiers[0]
    for tier in tiers[1:]:
        sign = ">=" if rule.takes_highest else "<="
        combined = f"(CASE WHEN {combined} {sign} {tier} THEN {combined} ELSE {tier} END)"
    return f"CASE WHEN {combined} BETWEEN 1 AND 4 THEN {combined} END"


def _tier(value: str, cuts: Sequence[Cut], takes_highest: bool) -> str:
    reached = " + ".join(
        f"CASE WHEN {value} {'>=' if cut.is_included else '>'} {cut.amount} THEN 1 ELSE 0 END" for cut in cuts
    )
    return f"(CASE WHEN {value} IS NULL THEN {0 if takes_highest else 9} ELSE 1 + {reached} END)"


_FINANCIAL: dict[StatisticsCategory, Callable[[Question], str]] = {
    StatisticsCategory.TURNOVER: _turnover,
    StatisticsCategory.CLASS_ALL: lambda question: _class(question.rules.class_all),
    StatisticsCategory.CLASS_SAVINGS: lambda question: (
        f"CASE WHEN j.kind = 'savings_and_loan' THEN {_class(question.rules.class_savings)} END"
    ),
}
_LEGAL_OR_GRADE: dict[StatisticsCategory, Callable[[Question, Parameters], str]] = {
    StatisticsCategory.COMPUTED_GRADE: _grade,
    StatisticsCategory.LEGAL: _legal,
}
