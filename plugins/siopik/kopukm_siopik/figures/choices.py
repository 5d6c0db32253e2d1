"""The closed lists of what is computed of cooperatives."""

from __future__ import annotations

from kopukm_core.values import Choice


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
    """Kategori hukum: the highest step of the ladder with every step below it."""

    UNRECORDED = "unrecorded", "Badan hukum belum tercatat"
    LEGAL_ENTITY = "legal_entity", "Berbadan hukum", "Nomor badan hukum tercatat, tanggalnya belum."
    DATED = "dated", "Berbadan hukum bertanggal", "Nomor dan tanggal badan hukum tercatat."
    NUMBERED = "numbered", "Ber-NIK", "Badan hukum tercatat lengkap, dan NIK koperasi sudah ada."
    CERTIFIED = "certified", "Bersertifikat NIK", "Sertifikat NIK masih berlaku."


class LegalAuthority(Choice):
    """Who gave the legal entity, as far as its number tells."""

    AHU = "ahu", "Kementerian Hukum (AHU)"
    MINISTRY = "ministry", "Kementerian Koperasi"
    REGIONAL = "regional", "Kantor wilayah atau dinas"
    UNKNOWN = "unknown", "Tidak diketahui"


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
