"""What cooperatives are counted by, and how the values of each are told."""

from __future__ import annotations

from collections.abc import Collection

from kopukm_core.values import Choice
from kopukm_siopik.choices import (
    CertificateGrade,
    CooperativeForm,
    CooperativeKind,
    CooperativeProgramme,
    CooperativeStatus,
    LegalAuthority,
    LoanScope,
    ManagementPattern,
    SupervisingAuthority,
)
from kopukm_siopik.figures.choices import ComputedStatus, LegalCategory, RuleName, TurnoverBand
from kopukm_siopik.figures.watching import WatchState
from kopukm_siopik.health.choices import HealthStatus


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
    LEGAL = "legal", "Kategori hukum", "Anak tangga kelengkapan hukum yang sudah dicapai."
    LEGAL_NEXT = "legal_next", "Langkah hukum berikutnya", "Anak tangga pertama yang belum dicapai."
    LEGAL_AUTHORITY = "legal_authority", "Pengesah badan hukum"
    MEETINGS = "meetings", "Frekuensi RAT", "Banyaknya RAT dalam tahun-tahun buku yang dihitung."
    PUNCTUALITY = (
        "punctuality",
        "Ketepatan RAT",
        "RAT tahun buku yang baru berakhir: tepat waktu, terlambat, belum.",
    )
    TURNOVER = "turnover", "Kategori omzet"
    CLASS_ALL = "class_all", "KUK semua koperasi"
    CLASS_SAVINGS = "class_savings", "KUK koperasi simpan pinjam"
    HEALTH = "health", "Kesehatan", "Predikat hasil pemeriksaan yang berlaku, atau belum dinilai."
    SUPERVISION = "supervision", "Kewenangan pembinaan"
    PROGRAMME = "programme", "Kategori program", "Reguler, KDMP, atau KKMP."
    LOAN_SCOPE = "loan_scope", "Layanan simpan pinjam", "Close loop atau open loop."

    @property
    def rule(self) -> RuleName | None:
        """The rule that tells what the category means."""
        return _RULES.get(self)

    @property
    def is_financial(self) -> bool:
        """Whether it follows from figures that are not public."""
        return self in FINANCIAL

    def in_order(self, values: Collection[str | None]) -> list[str | None]:
        """These values in the order of their list; what is in none by itself, and no value last."""
        listed = [one.value for one in _CHOICES.get(self, ())]
        return sorted(
            values,
            key=lambda one: (one is None, listed.index(one) if one in listed else len(listed), one or ""),
        )

    def words(self, value: str | None) -> str:
        """The value as people read it."""
        if value is None:
            return _WITHOUT.get(self, "Tidak diketahui")
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
    StatisticsCategory.LEGAL_NEXT: RuleName.LEGAL,
    StatisticsCategory.LEGAL_AUTHORITY: RuleName.LEGAL,
    StatisticsCategory.PUNCTUALITY: RuleName.ANNUAL_MEETING,
    StatisticsCategory.HEALTH: RuleName.HEALTHY,
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
    StatisticsCategory.LEGAL_NEXT: LegalCategory,
    StatisticsCategory.LEGAL_AUTHORITY: LegalAuthority,
    StatisticsCategory.PUNCTUALITY: WatchState,
    StatisticsCategory.HEALTH: HealthStatus,
    StatisticsCategory.SUPERVISION: SupervisingAuthority,
    StatisticsCategory.PROGRAMME: CooperativeProgramme,
    StatisticsCategory.LOAN_SCOPE: LoanScope,
    StatisticsCategory.TURNOVER: TurnoverBand,
}
_WITHOUT = {
    StatisticsCategory.LEGAL_NEXT: "Semua sudah dicapai",
    StatisticsCategory.PUNCTUALITY: "Belum wajib",
    StatisticsCategory.LOAN_SCOPE: "Tanpa layanan simpan pinjam",
    StatisticsCategory.CLASS_ALL: "Belum ada laporan",
    StatisticsCategory.CLASS_SAVINGS: "Bukan simpan pinjam, atau belum ada laporan",
}
"""What no value means, where it does not mean that it is not known."""
