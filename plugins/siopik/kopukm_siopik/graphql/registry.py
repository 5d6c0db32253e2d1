"""SI OPIK SEHAT in the contract: cooperatives, their people, reports and meetings, and counts of them."""

from __future__ import annotations

from strawberry import ID

from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.node import global_id
from kopukm_graphql.source import (
    Order,
    aggregate,
    column,
    computed,
    connection,
    connection_to,
    counts,
    lookup,
    source,
    sql,
    to_many,
    to_one,
    watch,
)
from kopukm_graphql.source.roots import RootField
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.commands.correct import ClearableField
from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport
from kopukm_siopik.recording.announcing import TOPIC

CATEGORIES = (
    "status",
    "form",
    "kind",
    "management_pattern",
    "grade",
    "certificate_status",
    "group",
    "sector",
    "loan_scope",
    "supervised_by",
    "programme_category",
)
"""What cooperatives are counted and filtered by."""


enum_definition(ClearableField, "Isian koperasi yang boleh dikosongkan karena keliru tercatat.")


@source(
    Cooperative,
    description="Koperasi yang tercatat di SI OPIK SEHAT, sebagaimana diketahui sekarang.",
    filters=(
        *CATEGORIES,
        "nik",
        "nib",
        "served_village_code",
        "legal_entity_number",
        "legal_entity_date",
        "region_code",
        "region",
        "office_outside",
        "certificate_until",
        "dissolved_on",
        "recorded_at",
        "standing",
    ),
    orders=(
        Order("name", "sort_key", "Menurut abjad nama."),
        "legal_entity_date",
        "certificate_until",
        "recorded_at",
    ),
    search=("search_text",),
    default_order=("sort_key",),
)
class CooperativeSource:
    name = column("Nama koperasi.")
    nik = column("Nomor Induk Koperasi (NIK), 13 angka.")
    legal_entity_number = column("Nomor badan hukum pendirian, seperti ditulis.")
    legal_entity_date = column("Tanggal badan hukum pendirian.")
    legal_amended_on = column("Tanggal perubahan anggaran dasar terakhir.")
    legal_authority = column(
        "Pengesah badan hukum seperti dicatat; null: dibaca dari nomornya, lihat standing."
    )
    form = column("Bentuk koperasi menurut keanggotaan dan wilayah.")
    kind = column("Jenis koperasi (UU 25/1992 pasal 16).")
    management_pattern = column("Pola pengelolaan: konvensional atau syariah.")
    group = column("Kelompok koperasi, seperti ditulis di ODS.")
    sector = column("Sektor usaha (kategori KBLI), seperti ditulis di ODS.")
    address = column("Alamat kantor.")
    region_code = column(
        "Kode wilayah desa atau kelurahan; kode kecamatan bila desanya belum diketahui.", column="region_id"
    )
    office_outside = column("Kantornya di luar kabupaten, tetapi koperasinya dibina di sini.")
    postal_code = column("Kode pos.")
    email = column("Alamat surel; hanya terlihat oleh yang berwenang dan koperasinya sendiri.")
    phone = column("Nomor telepon; hanya terlihat oleh yang berwenang dan koperasinya sendiri.")
    status = column("Status yang dinyatakan di ODS atau oleh dinas; bukan hasil hitungan.")
    grade = column("Grade sertifikat NIK.")
    certificate_status = column("Status sertifikat NIK.")
    certificate_until = column("Sertifikat NIK berlaku sampai.")
    dissolved_on = column("Tanggal pembubaran.")
    latitude = column("Lintang kantor dalam derajat (WGS 84); null: belum diketahui.")
    longitude = column("Bujur kantor dalam derajat (WGS 84).")
    nib = column("Nomor Induk Berusaha, 13 angka.")
    npwp = column("NPWP, 16 angka; hanya terlihat oleh yang berwenang dan koperasinya sendiri.")
    savings_licence_number = column("Nomor izin usaha simpan pinjam.")
    savings_licence_date = column("Tanggal izin usaha simpan pinjam.")
    loan_scope = column("Melayani anggota saja (close loop) atau juga bukan anggota (open loop).")
    supervised_by = column("Siapa yang membina dan mengawasi, menurut wilayah keanggotaannya.")
    programme_category = column("Reguler, KDMP, atau KKMP.")
    served_village_code = column("Kode desa atau kelurahan yang dilayani koperasi Merah Putih.")
    served_village = to_one(
        "Region", key="served_village_code", description="Desa atau kelurahan Merah Putih-nya."
    )
    effective_on = column("Sejak kapan keadaan ini berlaku.")
    recorded_at = column("Kapan keadaan ini dicatat.")
    party = to_one(
        "Party",
        key="party_id",
        description="Koperasi ini sebagai pihak; terlihat oleh anggotanya dan petugas.",
    )
    has_nik = sql(bool, "{nik} IS NOT NULL", description="Sudah punya NIK.")
    region = to_one("Region", key="region_id", description="Desa, kelurahan, atau kecamatan kantornya.")

    standing = to_one(
        "Standing",
        key="pk",
        to="cooperative_id",
        description="Status, kelengkapan, dan kategori hasil hitungan; null: belum dihitung.",
    )
    status_overrides = connection_to(
        "StatusOverride", key="cooperative_id", description="Penetapan status oleh dinas, dengan alasannya."
    )

    @computed(columns=("party_id",), description="Pengenal pihaknya, untuk meminta keanggotaan.")
    def party_id(party_id: int) -> ID:
        return ID(global_id("Party", party_id))

    officers = to_many(
        "Officer", key="cooperative_id", order=("position",), description="Pengurus dan pengelola."
    )
    yearly_reports = to_many(
        "YearlyReport", key="cooperative_id", order=("-year",), description="Laporan tahunan, terbaru dahulu."
    )
    annual_meetings = to_many(
        "AnnualMeeting",
        key="cooperative_id",
        order=("-held_on",),
        description="Rapat Anggota Tahunan (RAT), terbaru dahulu.",
    )
    annual_meeting_count = aggregate(
        "AnnualMeeting", key="cooperative_id", description="Jumlah RAT yang tercatat."
    )
    last_annual_meeting_on = aggregate(
        "AnnualMeeting",
        key="cooperative_id",
        function="maximum",
        column="held_on",
        description="Tanggal RAT terakhir yang tercatat.",
    )


@source(Officer, description="Orang yang menjabat di koperasi.", orders=("position",))
class OfficerSource:
    position = column("Jabatan.")
    name = column("Nama.")
    effective_on = column("Sejak kapan, sejauh diketahui.")
    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasinya.")


@source(
    YearlyReport,
    description="Angka kelembagaan dan keuangan koperasi untuk satu tahun buku.",
    filters=("year",),
    orders=("year", "assets", "business_volume"),
)
class YearlyReportSource:
    year = column("Tahun buku.")
    members_male = column("Anggota pria.")
    members_female = column("Anggota wanita.")
    prospective_members = column("Calon anggota.")
    employees = column("Karyawan.")
    managers = column("Manajer.")
    equity = column("Modal sendiri.")
    external_capital = column("Modal luar.")
    assets = column("Aset.")
    business_volume = column("Volume usaha (omzet) setahun.")
    surplus = column("Sisa Hasil Usaha (SHU); minus bila rugi.")
    effective_on = column("Hari terakhir tahun buku.")
    recorded_at = column("Kapan laporan ini dicatat.")
    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasi yang melapor.")


@source(
    AnnualMeeting,
    description="Rapat Anggota Tahunan (RAT) untuk satu tahun buku.",
    filters=("year", "held_on"),
    orders=("held_on", "year"),
)
class AnnualMeetingSource:
    year = column("Tahun buku yang dipertanggungjawabkan.")
    held_on = column("Tanggal rapat.")
    attendees = column("Jumlah peserta.")
    recorded_at = column("Kapan rapat ini dicatat.")
    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasi yang mengadakan rapat.")


REGISTRY_ROOTS: tuple[RootField, ...] = (
    connection("cooperatives", of="Cooperative", description="Koperasi, menurut abjad."),
    lookup(
        "cooperative",
        of="Cooperative",
        by=("id", "nik"),
        description="Satu koperasi menurut id atau NIK.",
    ),
    connection("yearlyReports", of="YearlyReport", description="Laporan tahunan yang boleh dilihat."),
    connection("annualMeetings", of="AnnualMeeting", description="RAT yang tercatat."),
    counts(
        "cooperativeCounts",
        of="Cooperative",
        by=CATEGORIES,
        region="region_id",
        definition="Koperasi yang tercatat di registri, menurut keadaan yang diketahui sekarang; "
        "status ialah yang dinyatakan di ODS atau oleh dinas, bukan hasil hitungan.",
        description="Jumlah koperasi menurut kategori dan wilayah.",
    ),
)

REGISTRY_CONTRIBUTION = Contribution(
    types=(CooperativeSource, OfficerSource, YearlyReportSource, AnnualMeetingSource),
    subscriptions=(
        watch(
            "cooperativeChanged",
            "Cooperative",
            topic=TOPIC,
            key="cooperative_id",
            by=("id", "within"),
            description="Koperasi yang baru saja dicatat, diperbaiki, atau dilaporkan, seperti terlihat bagi Anda "
            "saat itu; null: banyak yang berubah atau kabar terlewat, muat ulang yang ditampilkan.",
        ),
    ),
    fields=(
        extend(
            "Region",
            cooperatives=connection_to(
                "Cooperative",
                key="region_id",
                subtree=True,
                description="Koperasi yang berkantor di wilayah ini dan bagian-bagiannya.",
            ),
            cooperative_count=aggregate(
                "Cooperative",
                key="region_id",
                subtree=True,
                description="Jumlah koperasi yang berkantor di wilayah ini dan bagian-bagiannya.",
            ),
        ),
    ),
)
