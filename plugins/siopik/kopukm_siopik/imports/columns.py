"""The columns of an ODS export, and the headings that offices give them."""

from __future__ import annotations

from datetime import date

from kopukm_core.tabular import Column, SheetDeclaration
from kopukm_core.values import (
    ChoiceType,
    CountType,
    DateType,
    DigitsType,
    EmailAddressType,
    PhoneNumberType,
    PostalCodeType,
    RupiahType,
    TextType,
    YearType,
)
from kopukm_siopik.choices import (
    CertificateGrade,
    CertificateStatus,
    CooperativeForm,
    CooperativeKind,
    CooperativeStatus,
    ManagementPattern,
)
from kopukm_siopik.commands.fields import FIRST_DAY

NOTHING_YET = ("belum ada", "tidak ada", "dalam proses")
FIRST_CERTIFICATE = date(2016, 1, 1)
"""The NIK certificate began with Permen KUKM 10/2016."""

_CLASS = {"CHOICE_UNKNOWN": "CLASS_UNKNOWN"}
_TEXT = TextType()

_FORM = ChoiceType(CooperativeForm, leading_words=("Koperasi",), synonyms={
    "Primer Kab/Kota": CooperativeForm.PRIMARY_DISTRICT,
    "Primer Kabupaten": CooperativeForm.PRIMARY_DISTRICT,
    "Primer Kota": CooperativeForm.PRIMARY_DISTRICT,
    "Primer Kab": CooperativeForm.PRIMARY_DISTRICT,
    "Sekunder Kab/Kota": CooperativeForm.SECONDARY_DISTRICT,
    "Sekunder Kabupaten": CooperativeForm.SECONDARY_DISTRICT,
    "Sekunder Kota": CooperativeForm.SECONDARY_DISTRICT,
    "Primer Prov": CooperativeForm.PRIMARY_PROVINCE,
    "Sekunder Prov": CooperativeForm.SECONDARY_PROVINCE,
})  # fmt: skip
_STATUS = ChoiceType(
    CooperativeStatus,
    leading_words=("Koperasi", "Status"),
    synonyms={
        "Non Aktif": CooperativeStatus.INACTIVE,
        "Tidak/Non Aktif": CooperativeStatus.INACTIVE,
        "Tdk Aktif": CooperativeStatus.INACTIVE,
        "Dalam Usulan Pembubaran": CooperativeStatus.DISSOLUTION_PROPOSED,
        "Usulan Bubar": CooperativeStatus.DISSOLUTION_PROPOSED,
    },
    beginnings={
        "Bubar": CooperativeStatus.DISSOLVED,
        "Dibubarkan": CooperativeStatus.DISSOLVED,
        "Telah dibubarkan": CooperativeStatus.DISSOLVED,
        "Sudah dibubarkan": CooperativeStatus.DISSOLVED,
        "Sudah bubar": CooperativeStatus.DISSOLVED,
    },
)

COOPERATIVES = SheetDeclaration(
    name="cooperatives",
    title="data koperasi",
    names=("koperasi", "data", "ods"),
    empty_words=NOTHING_YET,
    any_of=(("nik", "legal_entity_number"), ("subdistrict", "village")),
    columns=(
        Column("nik", "NIK", DigitsType(13, "NIK_INVALID", "NIK koperasi"), (
            "NIK Koperasi", "Nomor Induk Koperasi", "No Induk Koperasi", "Nomor Induk", "NIK Kop", "No NIK",
        )),
        Column("name", "Nama Koperasi", _TEXT, (
            "Nama", "Nama Lembaga", "Nama Lengkap Koperasi", "Koperasi", "Nama Kop", "Nama Badan Usaha",
        ), required=True),
        Column("legal_entity_number", "Nomor Badan Hukum", _TEXT, (
            "Nomor Badan Hukum Pendirian", "Badan Hukum", "No BH", "No Badan Hukum", "Nomor BH", "BH",
            "Nomor dan Badan Hukum", "Nomor Akta Badan Hukum", "Nomor Pengesahan", "Nomor BH Pendirian",
            "SK Badan Hukum", "Nomor SK Badan Hukum", "Nomor Pendirian",
        )),
        Column("legal_entity_date", "Tanggal Badan Hukum", DateType(
            earliest=FIRST_DAY, not_after_today=True, serials=False
        ), (
            "Tanggal Badan Hukum Pendirian", "Tgl BH", "Tanggal BH", "Tanggal Pengesahan",
            "Tanggal Pendirian",
            "Tanggal BH Pendirian", "Tgl Badan Hukum", "Tanggal SK Badan Hukum", "Tanggal Berdiri",
        )),
        Column("form", "Bentuk Koperasi", _FORM, ("Bentuk",), codes=_CLASS),
        Column("kind", "Jenis Koperasi", ChoiceType(CooperativeKind, leading_words=("Koperasi",)), (
            "Jenis", "Jenis Usaha Koperasi",
        ), codes=_CLASS),
        Column("group", "Kelompok Koperasi", _TEXT, ("Kelompok", "Kelompok Jenis", "Klasifikasi Kelompok")),
        Column("sector", "Sektor Usaha", _TEXT, ("Sektor", "Lapangan Usaha", "Bidang Usaha")),
        Column("management_pattern", "Pola Pengelolaan", ChoiceType(
            ManagementPattern,
            leading_words=("Koperasi", "Pola"),
            synonyms={"Sariah": ManagementPattern.SHARIA, "Syari'ah": ManagementPattern.SHARIA},
        ), ("Pola", "Pola Usaha", "Pola Pengelolaan Koperasi"), codes=_CLASS),
        Column("address", "Alamat", _TEXT, ("Alamat Kantor", "Alamat Lengkap", "Alamat Koperasi", "Jalan")),
        Column("village", "Kelurahan/Desa", _TEXT, (
            "Desa/Kelurahan", "Desa", "Kelurahan", "Kel/Desa", "Desa/Kel", "Nama Desa", "Nama Desa/Kelurahan",
        )),
        Column("subdistrict", "Kecamatan", _TEXT, ("Kec", "Nama Kecamatan", "Wilayah Kecamatan")),
        Column("district", "Kabupaten", _TEXT, (
            "Kabupaten/Kota", "Kab/Kota", "Kab", "Kota/Kabupaten", "Nama Kabupaten",
        )),
        Column("postal_code", "Kode Pos", PostalCodeType(), ("Kodepos", "Pos")),
        Column("email", "Email", EmailAddressType(), ("E-mail", "Surel", "Alamat Email", "Email Koperasi")),
        Column("phone", "No Telp", PhoneNumberType(), (
            "Nomor Telepon", "Telepon", "No HP", "Telp/HP", "No Telp/HP", "HP", "Nomor HP", "Kontak",
            "WhatsApp",
            "No WA", "Nomor Kontak", "HP/WA", "No HP/WA", "Telepon Koperasi", "No Handphone",
        )),
        Column("chair", "Ketua", _TEXT, ("Nama Ketua", "Ketua Koperasi", "Ketua Pengurus")),
        Column("secretary", "Sekretaris", _TEXT, ("Nama Sekretaris", "Sekretaris Koperasi")),
        Column("treasurer", "Bendahara", _TEXT, ("Nama Bendahara", "Bendahara Koperasi")),
        Column("manager", "Manajer", _TEXT, ("Nama Manajer", "Manager", "Manajer Koperasi", "Pengelola")),
        Column("status", "Status Koperasi", _STATUS, (
            "Status", "Status Keaktifan", "Keaktifan", "Status Kop", "Keterangan Status",
        ), codes={"CHOICE_UNKNOWN": "STATUS_UNKNOWN"}),
        Column("grade", "Grade", ChoiceType(
            CertificateGrade, leading_words=("Grade", "Peringkat"),
        ), ("Grade Sertifikat", "Peringkat", "Grade Koperasi", "Grade NIK"),
        codes={"CHOICE_UNKNOWN": "GRADE_UNKNOWN"}),
        Column("certificate_status", "Status Sertifikat", ChoiceType(
            CertificateStatus,
            beginnings={
                "Belum": CertificateStatus.NOT_CERTIFIED,
                "Tidak": CertificateStatus.NOT_CERTIFIED,
                "Proses": CertificateStatus.NOT_CERTIFIED,
                "Sudah": CertificateStatus.CERTIFIED,
                "Bersertifikat": CertificateStatus.CERTIFIED,
                "Aktif": CertificateStatus.CERTIFIED,
                "Berlaku": CertificateStatus.CERTIFIED,
                "Ada": CertificateStatus.CERTIFIED,
                "Ya": CertificateStatus.CERTIFIED,
                "Kadaluarsa": CertificateStatus.EXPIRED,
                "Kadaluwarsa": CertificateStatus.EXPIRED,
                "Kedaluwarsa": CertificateStatus.EXPIRED,
                "Expired": CertificateStatus.EXPIRED,
                "Habis": CertificateStatus.EXPIRED,
            },
        ), ("Sertifikat", "Sertifikat NIK", "Status Sertifikat NIK"), codes=_CLASS),
        Column("certificate_until", "Berlaku Sampai", DateType(
            earliest=FIRST_CERTIFICATE, latest_year_offset=5, serials=False
        ), (
            "Masa Berlaku", "Sertifikat Berlaku Sampai", "Berlaku s.d.", "Berlaku Hingga",
            "Tanggal Kedaluwarsa",
            "Berlaku Sampai Dengan", "Tanggal Berlaku Sampai", "Masa Berlaku Sertifikat", "Kedaluwarsa",
        ), empty_words=("belum",)),
    ),
)  # fmt: skip

_MONEY = RupiahType()
_POSITIVE_MONEY = RupiahType(may_be_negative=False)

FIGURES = (
    "members_male",
    "members_female",
    "employees",
    "equity",
    "external_capital",
    "assets",
    "business_volume",
    "surplus",
)

REPORTS = SheetDeclaration(
    name="reports",
    title="laporan tahunan koperasi",
    names=("laporan", "rat", "keuangan"),
    empty_words=NOTHING_YET,
    any_of=(("cooperative_number", "legal_entity_number", "name"), FIGURES),
    columns=(
        Column("cooperative_number", "NIK atau Badan Hukum", _TEXT, (
            "NIK", "NIK/Badan Hukum", "NIK/BH", "NIK Koperasi", "Nomor Induk Koperasi", "Identitas Koperasi",
            "Nomor Koperasi", "Badan Hukum atau NIK", "NIK/No Badan Hukum", "NIK atau Nomor Badan Hukum",
            "NIK atau BH",
            "NIK/No BH", "Nomor Identitas",
        )),
        Column("legal_entity_number", "Nomor Badan Hukum", _TEXT, (
            "Badan Hukum", "No BH", "Nomor BH", "No Badan Hukum", "Nomor Badan Hukum Pendirian", "BH",
        )),
        Column("name", "Nama Koperasi", _TEXT, ("Nama", "Koperasi", "Nama Kop", "Nama Lembaga")),
        Column("year", "Tahun Buku", YearType(earliest=1945, latest_offset=-1), (
            "Tahun", "TB", "Tahun Laporan", "Tahun Pelaporan", "Thn Buku", "Periode", "Tahun Buku Laporan",
        ), required=True),
        Column("annual_meeting_on", "Tanggal RAT", DateType(
            earliest=FIRST_DAY, not_after_today=True, serials=False
        ), (
            "RAT", "Tgl RAT", "Pelaksanaan RAT", "Tanggal Pelaksanaan RAT", "Tanggal Rapat Anggota Tahunan",
            "Tanggal Rapat Anggota", "Rapat Anggota Tahunan",
        ), empty_words=("belum", "belum rat")),
        Column("members_male", "Anggota Pria", CountType(), (
            "Anggota L", "Anggota Laki-laki", "Jumlah Anggota Pria", "Anggota (L)", "Anggota Lk", "Pria",
            "Laki-laki",
            "Jumlah Anggota Laki-laki",
        )),
        Column("members_female", "Anggota Wanita", CountType(), (
            "Anggota P", "Anggota Perempuan", "Jumlah Anggota Wanita", "Anggota (P)", "Anggota Pr", "Wanita",
            "Perempuan", "Jumlah Anggota Perempuan",
        )),
        Column("employees", "Karyawan", CountType(), (
            "Jumlah Karyawan", "Pegawai", "Tenaga Kerja", "Jumlah Pegawai", "Jumlah Tenaga Kerja",
        )),
        Column("equity", "Modal Sendiri", _MONEY, (
            "Jumlah Modal Sendiri", "Ekuitas", "Total Modal Sendiri", "Sendiri",
        )),
        Column("external_capital", "Modal Luar", _POSITIVE_MONEY, (
            "Jumlah Modal Luar", "Total Modal Luar", "Modal Pinjaman", "Kewajiban", "Luar", "Hutang", "Utang",
        )),
        Column("assets", "Aset", _POSITIVE_MONEY, (
            "Total Aset", "Jumlah Aset", "Asset", "Total Asset", "Aktiva", "Total Aktiva", "Aset Koperasi",
        )),
        Column("business_volume", "Volume Usaha", _POSITIVE_MONEY, (
            "Omzet", "Omset", "Vol Usaha", "Jumlah Volume Usaha", "Total Volume Usaha", "Volume",
            "Omzet Usaha",
        )),
        Column("surplus", "SHU", _MONEY, (
            "Sisa Hasil Usaha", "SHU Tahun Berjalan", "Jumlah SHU", "SHU Bersih", "SHU Tahun Buku",
            "Selisih Hasil Usaha",
        )),
    ),
)  # fmt: skip
