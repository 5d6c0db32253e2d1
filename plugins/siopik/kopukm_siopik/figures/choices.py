"""The closed lists of what is computed of cooperatives."""

from __future__ import annotations

from kopukm_core.values import Choice
from kopukm_siopik.health.choices import HealthPredicate


class ComputedStatus(Choice):
    """Status keaktifan as the rule in force gives it; never the declared one."""

    ACTIVE = "active", "Aktif", "Memenuhi aturan keaktifan, dan RAT tahun ini sudah dilaksanakan."
    ACTIVE_AWAITING_MEETING = (
        "active_awaiting_meeting",
        "Aktif, belum RAT tahun ini",
        "Memenuhi aturan keaktifan, tetapi RAT tahun buku yang lalu belum dilaksanakan.",
    )
    INACTIVE = "inactive", "Tidak aktif", "Tidak memenuhi aturan keaktifan."
    DISSOLUTION_PROPOSED = (
        "dissolution_proposed",
        "Dalam usulan pembubaran",
        "Dinas sudah mengusulkan pembubarannya.",
    )
    DISSOLVED = "dissolved", "Dibubarkan", "Badan hukumnya sudah dibubarkan."


class LegalCategory(Choice):
    """Kategori hukum: the highest rung of the ladder reached with every one below it. Which stand in it is a rule's."""

    UNRECORDED = "unrecorded", "Badan hukum belum tercatat"
    LEGAL_ENTITY = "legal_entity", "Berbadan hukum", "Nomor badan hukum tercatat."
    ENDORSED = "endorsed", "Pengesah diketahui", "Kantor wilayah atau dinas, kementerian, atau AHU."
    STATUTES_CURRENT = (
        "statutes_current",
        "Anggaran dasar mutakhir",
        "Pendirian atau perubahan anggaran dasar (PAD) belum lama, menurut aturan.",
    )
    BUSINESS_NUMBERED = "business_numbered", "Ber-NIB", "Nomor Induk Berusaha tercatat."
    SAVINGS_LICENSED = (
        "savings_licensed",
        "Berizin usaha simpan pinjam",
        "Hanya bagi KSP dan koperasi dengan unit simpan pinjam.",
    )
    CERTIFIED = "certified", "Bersertifikat NIK", "NIK tercatat, dan sertifikatnya masih berlaku."


class TurnoverBand(Choice):
    """Kategori omzet: volume usaha of the latest book year reported."""

    UNREPORTED = "unreported", "Nol atau tidak lapor"
    BAND_1 = "band_1", "Golongan 1", "Terkecil; batasnya menurut aturan yang berlaku."
    BAND_2 = "band_2", "Golongan 2"
    BAND_3 = "band_3", "Golongan 3"
    BAND_4 = "band_4", "Golongan 4"
    BAND_5 = "band_5", "Golongan 5", "Terbesar."


class ClassCriterion(Choice):
    """What KUK looks at."""

    MEMBERS = "members", "Jumlah anggota"
    EQUITY = "equity", "Modal sendiri"
    ASSETS = "assets", "Aset"


class RuleName(Choice):
    """The rules that figures are computed by."""

    ACTIVITY = "activity", "Status keaktifan"
    ANNUAL_MEETING = "annual_meeting", "Kewajiban RAT"
    COMPLETENESS = "completeness", "Kelengkapan data"
    LEGAL = "legal", "Kategori hukum"
    TURNOVER = "turnover", "Kategori omzet"
    CLASS_ALL = "class_all", "KUK semua koperasi"
    CLASS_SAVINGS = "class_savings", "KUK koperasi simpan pinjam"
    GRADE = "grade", "Grade sertifikat NIK"
    CERTIFICATE = "certificate", "Sertifikat akan berakhir"
    HEALTHY = "healthy", "Koperasi sehat dalam hitungan"


class CountedCooperatives(Choice):
    """Which cooperatives are this office's: those it supervises, or those whose office is here."""

    ALL = "all", "Semua yang tercatat", "Semua koperasi di registri."
    SUPERVISED_HERE = (
        "supervised_here",
        "Dibina kabupaten ini",
        "koperasi yang pembinaan dan pengawasannya pada kabupaten ini (tercatat demikian, atau menurut bentuknya), "
        "di mana pun kantornya.",
    )
    OFFICE_HERE = (
        "office_here",
        "Berkantor di kabupaten ini",
        "koperasi yang kantornya di kabupaten ini, siapa pun yang membinanya.",
    )


class HealthyCounting(Choice):
    """Which predicates count as "sehat"."""

    BY_RULE = "by_rule", "Menurut aturan", "Predikat yang disebut aturan yang berlaku."
    HEALTHY_ONLY = "healthy_only", "Sehat saja"
    HEALTHY_OR_FAIRLY = "healthy_or_fairly", "Sehat dan Cukup Sehat"

    @property
    def predicates(self) -> tuple[HealthPredicate, ...]:
        """The predicates chosen; none where the rule chooses."""
        return _CHOSEN.get(self, ())


_CHOSEN = {
    HealthyCounting.HEALTHY_ONLY: (HealthPredicate.HEALTHY,),
    HealthyCounting.HEALTHY_OR_FAIRLY: (HealthPredicate.HEALTHY, HealthPredicate.FAIRLY_HEALTHY),
}
