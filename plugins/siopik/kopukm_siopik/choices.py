"""The closed lists of the cooperative registry."""

from __future__ import annotations

from kopukm_core.values import Choice


class CooperativeForm(Choice):
    """Bentuk, as ODS writes it: primary or secondary, and how far its membership reaches."""

    PRIMARY_DISTRICT = "primary_district", "Primer Kabupaten/Kota", "Anggota dari satu kabupaten/kota."
    PRIMARY_PROVINCE = "primary_province", "Primer Provinsi", "Anggota dari beberapa kabupaten/kota."
    PRIMARY_NATIONAL = "primary_national", "Primer Nasional", "Anggota dari beberapa provinsi."
    SECONDARY_DISTRICT = (
        "secondary_district",
        "Sekunder Kabupaten/Kota",
        "Beranggota koperasi, satu kabupaten/kota.",
    )
    SECONDARY_PROVINCE = "secondary_province", "Sekunder Provinsi", "Beranggota koperasi, satu provinsi."
    SECONDARY_NATIONAL = "secondary_national", "Sekunder Nasional", "Beranggota koperasi, beberapa provinsi."


class CooperativeKind(Choice):
    """Jenis (UU 25/1992 Pasal 16)."""

    CONSUMER = "consumer", "Konsumen"
    PRODUCER = "producer", "Produsen"
    SERVICE = "service", "Jasa"
    MARKETING = "marketing", "Pemasaran"
    SAVINGS_AND_LOAN = "savings_and_loan", "Simpan Pinjam"


class ManagementPattern(Choice):
    """Pola pengelolaan; what ODS leaves empty is conventional."""

    CONVENTIONAL = "conventional", "Konvensional"
    SHARIA = "sharia", "Syariah"


class CooperativeStatus(Choice):
    """Status keaktifan as the office sets it in ODS."""

    ACTIVE = "active", "Aktif"
    INACTIVE = "inactive", "Tidak aktif"
    DISSOLUTION_PROPOSED = "dissolution_proposed", "Usulan pembubaran"
    DISSOLVED = "dissolved", "Dibubarkan"


class CooperativeProgramme(Choice):
    """Kategori program: an ordinary cooperative, or one of a village's Merah Putih (Inpres 9/2025)."""

    REGULAR = "regular", "Reguler"
    KDMP = "kdmp", "KDMP", "Koperasi Desa Merah Putih."
    KKMP = "kkmp", "KKMP", "Koperasi Kelurahan Merah Putih."


class LoanScope(Choice):
    """Whom savings and loans serve (UU 4/2023): what is open to others than members is OJK's to supervise."""

    CLOSED_LOOP = "closed_loop", "Close loop", "Hanya melayani anggota."
    OPEN_LOOP = "open_loop", "Open loop", "Melayani bukan anggota; pengawasannya pada OJK."
    UNASSESSED = "unassessed", "Belum dinilai"


class SupervisingAuthority(Choice):
    """Who supervises, by how far the membership reaches (Permenkop UKM 9/2020)."""

    DISTRICT = "district", "Kabupaten/kota", "Dibina dan diawasi di sini."
    PROVINCE = "province", "Provinsi", "Berkantor di sini, tetapi kewenangan pemerintah provinsi."
    MINISTRY = "ministry", "Kementerian", "Berkantor di sini, tetapi kewenangan pusat."


class LegalAuthority(Choice):
    """Pengesah: who gave the legal entity."""

    AHU = "ahu", "Kementerian Hukum (AHU)"
    MINISTRY = "ministry", "Kementerian Koperasi"
    REGIONAL = "regional", "Kantor wilayah atau dinas"
    UNKNOWN = "unknown", "Tidak diketahui"


class CertificateGrade(Choice):
    """Grade of the NIK certificate, by the annual meetings reported."""

    A = "a", "A", "Melaporkan RAT tiga tahun buku berturut-turut."
    B = "b", "B", "Melaporkan RAT sedikitnya dua kali dalam tiga tahun."
    C1 = "c1", "C1", "Berdiri kurang dari tiga tahun, satu RAT."
    C2 = "c2", "C2", "Berdiri lebih dari tiga tahun, satu RAT pada tahun ini."
    D = "d", "D", "Tidak melaporkan RAT dalam tiga tahun buku."


class CertificateStatus(Choice):
    """Whether the cooperative holds a NIK certificate."""

    CERTIFIED = "certified", "Bersertifikat"
    EXPIRED = "expired", "Kedaluwarsa"
    NOT_CERTIFIED = "not_certified", "Belum bersertifikat"


class OfficerPosition(Choice):
    """Positions of the people a cooperative is known by."""

    CHAIR = "chair", "Ketua"
    SECRETARY = "secretary", "Sekretaris"
    TREASURER = "treasurer", "Bendahara"
    SUPERVISOR = "supervisor", "Pengawas"
    MANAGER = "manager", "Manajer"
