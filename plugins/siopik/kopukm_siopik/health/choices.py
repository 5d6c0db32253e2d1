"""The closed lists of the health assessment."""

from __future__ import annotations

from kopukm_core.values import Choice


class HealthPredicate(Choice):
    """What an assessment ends in (Permenkop UKM 9/2020; the rules of 2016 use the same four words)."""

    HEALTHY = "healthy", "Sehat"
    FAIRLY_HEALTHY = "fairly_healthy", "Cukup Sehat"
    UNDER_SUPERVISION = "under_supervision", "Dalam Pengawasan"
    UNDER_SPECIAL_SUPERVISION = "under_special_supervision", "Dalam Pengawasan Khusus"


class RubricKind(Choice):
    """Which cooperatives a rubric is for."""

    GENERAL = "general", "Koperasi sektor riil"
    SAVINGS_AND_LOAN = "savings_and_loan", "Koperasi simpan pinjam (KSP/USP)"
    SHARIA = "sharia", "Koperasi simpan pinjam pembiayaan syariah (KSPPS/USPPS)"


class AssessmentState(Choice):
    """Where an assessment stands."""

    DRAFT = "draft", "Sedang dikerjakan"
    SUBMITTED = "submitted", "Diajukan"
    APPROVED = "approved", "Disetujui"
    REPLACED = "replaced", "Diganti", "Pernah disetujui; penilaian ulang menggantikannya."
    WITHDRAWN = "withdrawn", "Dicabut"


class AssessmentMethod(Choice):
    """How the score came about."""

    WORKING_PAPERS = "working_papers", "Kertas kerja", "Butir dan angka diisi, skor dihitung di sini."
    CONTRIBUTIONS = "contributions", "Skor aspek dari luar", "Skor tertimbang tiap aspek dengan sumbernya."


class AnswerMark(Choice):
    """The answer to one item of a questionnaire."""

    MET = "met", "Terpenuhi"
    NOT_MET = "not_met", "Tidak terpenuhi"
    NOT_APPLICABLE = "not_applicable", "Tidak berlaku"


class FigureOrigin(Choice):
    """Where a financial figure of a working paper comes from."""

    ENTERED = "entered", "Diisi pemeriksa"
    YEARLY_REPORT = "yearly_report", "Laporan tahunan koperasi"


class FiguresYear(Choice):
    """Which book year figures speak of."""

    THIS_YEAR = "this_year", "Tahun buku yang dinilai"
    PREVIOUS_YEAR = "previous_year", "Tahun buku sebelumnya"


class RiskLevel(Choice):
    """How grave a finding is."""

    LOW = "low", "Rendah"
    MEDIUM = "medium", "Sedang"
    HIGH = "high", "Tinggi"


class HealthStatus(Choice):
    """What is to be said of a cooperative's health today; nothing is made up where nobody assessed it."""

    HEALTHY = "healthy", "Sehat"
    FAIRLY_HEALTHY = "fairly_healthy", "Cukup Sehat"
    UNDER_SUPERVISION = "under_supervision", "Dalam Pengawasan"
    UNDER_SPECIAL_SUPERVISION = "under_special_supervision", "Dalam Pengawasan Khusus"
    OUTDATED = "outdated", "Hasil terakhir lewat masa berlaku"
    NOT_ASSESSED = "not_assessed", "Belum dinilai"
