"""The questions about a cooperative, asked alike by every command that records or corrects one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from kopukm_core.commands import ask
from kopukm_core.db import search_text
from kopukm_core.values import BusinessNumber, EmailAddress, PhoneNumber, PostalCode, RecordIdType, RegionCode
from kopukm_siopik.choices import (
    CertificateGrade,
    CertificateStatus,
    CooperativeForm,
    CooperativeKind,
    CooperativeProgramme,
    CooperativeStatus,
    LegalAuthority,
    LoanScope,
    ManagementPattern,
    OfficerPosition,
    SupervisingAuthority,
)
from kopukm_siopik.value_types import DegreesType, TaxNumberType

CooperativeId = Annotated[int, RecordIdType("Cooperative")]
Degrees = Annotated[Decimal, DegreesType()]
TaxNumber = Annotated[str, TaxNumberType()]

OFFICERS = {
    "chair": OfficerPosition.CHAIR,
    "secretary": OfficerPosition.SECRETARY,
    "treasurer": OfficerPosition.TREASURER,
    "manager": OfficerPosition.MANAGER,
}
"""Input field → position in office."""


EARLIEST = date(1900, 1, 1)
FIRST_DAY = date(1945, 1, 1)
"""Before the Republic nothing was dissolved, and no annual meeting held, that this registry could know of."""
LATEST = date(2100, 12, 31)


def name_fault(name: str) -> str | None:
    """What is wrong with a name that cannot be searched or ordered by."""
    return None if search_text(name) else "Nama koperasi: harus memuat huruf atau angka."


class CooperativeFields:
    """The fields of ODS (docs/glossary.md), all optional: what is not known is not asked twice."""

    name: str | None = ask(
        "Nama koperasi", example="KSU Mekar Jaya", minimum_length=3, maximum_length=200, check=name_fault
    )
    nik: str | None = ask(
        "NIK koperasi",
        help="Nomor Induk Koperasi: 13 angka. Kosongkan bila belum punya.",
        example="3201010010001",
        pattern="[0-9]{13}",
        pattern_help="NIK terdiri atas 13 angka",
    )
    legal_entity_number: str | None = ask(
        "Nomor badan hukum", example="AHU-0012948.AH.01.26.TAHUN 2020", maximum_length=100
    )
    legal_entity_date: date | None = ask("Tanggal badan hukum", example="19 Oktober 2004", minimum=EARLIEST)
    legal_amended_on: date | None = ask("Tanggal perubahan anggaran dasar terakhir", minimum=EARLIEST)
    legal_authority: LegalAuthority | None = ask(
        "Pengesah badan hukum", help="Hanya bila tidak terbaca dari nomor badan hukumnya."
    )
    form: CooperativeForm | None = ask("Bentuk koperasi")
    kind: CooperativeKind | None = ask("Jenis koperasi")
    management_pattern: ManagementPattern | None = ask("Pola pengelolaan")
    group: str | None = ask("Kelompok koperasi", example="KSU", maximum_length=100)
    sector: str | None = ask("Sektor usaha", help="Kategori KBLI.", maximum_length=200)
    address: str | None = ask("Alamat", maximum_length=300)
    region_code: RegionCode | None = ask("Desa atau kelurahan", example="Ciburuy, Cigombong")
    office_outside: bool | None = ask(
        "Kantor di luar kabupaten", help="Untuk koperasi binaan yang berkantor di luar."
    )
    postal_code: PostalCode | None = ask("Kode pos")
    email: EmailAddress | None = ask("Email", personal=True, maximum_length=200)
    phone: PhoneNumber | None = ask("Nomor telepon", personal=True)
    chair: str | None = ask("Ketua", personal=True, maximum_length=200)
    secretary: str | None = ask("Sekretaris", personal=True, maximum_length=200)
    treasurer: str | None = ask("Bendahara", personal=True, maximum_length=200)
    manager: str | None = ask("Manajer", personal=True, maximum_length=200)
    status: CooperativeStatus | None = ask(
        "Status koperasi", help="Seperti dinyatakan di ODS atau oleh dinas."
    )
    grade: CertificateGrade | None = ask("Grade sertifikat NIK")
    certificate_status: CertificateStatus | None = ask("Status sertifikat NIK")
    certificate_until: date | None = ask("Sertifikat berlaku sampai", minimum=EARLIEST, maximum=LATEST)
    latitude: Degrees | None = ask(
        "Lintang kantor",
        help="Derajat desimal; selatan khatulistiwa ditulis minus. Isi bersama bujurnya.",
        example="-6,481512",
        minimum=Decimal(-12),
        maximum=Decimal(7),
    )
    longitude: Degrees | None = ask(
        "Bujur kantor",
        help="Derajat desimal.",
        example="106,854213",
        minimum=Decimal(94),
        maximum=Decimal(142),
    )
    nib: BusinessNumber | None = ask(
        "NIB koperasi", help="Nomor Induk Berusaha dari OSS: 13 angka.", example="9120001234567"
    )
    npwp: TaxNumber | None = ask(
        "NPWP koperasi", help="16 angka; yang lama, 15 angka, diberi 0 di depannya.", personal=True
    )
    savings_licence_number: str | None = ask("Nomor izin usaha simpan pinjam", maximum_length=100)
    savings_licence_date: date | None = ask("Tanggal izin usaha simpan pinjam", minimum=EARLIEST)
    loan_scope: LoanScope | None = ask(
        "Layanan simpan pinjam",
        help="Isi bila koperasi ini simpan pinjam, atau punya unit simpan pinjam (USP).",
    )
    supervised_by: SupervisingAuthority | None = ask("Kewenangan pembinaan dan pengawasan")
    programme_category: CooperativeProgramme | None = ask("Kategori program")
    served_village_code: RegionCode | None = ask(
        "Desa atau kelurahan Merah Putih", help="Hanya untuk KDMP dan KKMP: satu koperasi tiap desa."
    )
    effective_on: date | None = ask(
        "Berlaku sejak", help="Sejak kapan keadaan ini benar. Kosong berarti hari ini.", minimum=EARLIEST
    )
