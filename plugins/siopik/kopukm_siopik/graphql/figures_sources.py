"""What is computed of a cooperative, the rules it is computed by, and published figures, in the contract."""

from __future__ import annotations

from kopukm_graphql.contribution import Contribution
from kopukm_graphql.source import column, connection, lookup, source, to_one
from kopukm_graphql.source.roots import RootField
from kopukm_siopik.figures.models import (
    CooperativeStanding,
    FiguresPublication,
    RuleVersion,
    StatusOverride,
)


@source(
    RuleVersion,
    description="Satu versi aturan hitungan. Versi hanya ditambah, tidak pernah diubah.",
    filters=("name", "effective_on"),
    orders=("effective_on", "version"),
    default_order=("effective_on",),
)
class RuleVersionSource:
    name = column("Aturannya.")
    version = column("Nomor versi.")
    title = column("Judul.")
    definition = column("Definisi yang dicetak di samping angka.")
    source = column("Dasar aturan ini.")
    parameters = column("Parameter, sebagai JSON.")
    effective_on = column("Berlaku sejak.")
    recorded_at = column("Kapan dicatat.")


@source(
    CooperativeStanding,
    name="Standing",
    description="Hasil hitungan atas satu koperasi menurut aturan yang berlaku; tidak pernah mengganti yang "
    "dinyatakan.",
    filters=(
        "status",
        "status_in_force",
        "has_met",
        "is_meeting_overdue",
        "is_last_meeting_late",
        "last_meeting_year",
        "meetings_in_window",
        "consecutive_meetings",
        "completeness",
        "is_complete",
        "legal_category",
        "legal_next",
        "legal_authority",
        "supervised_by",
        "late_meetings",
        "turnover_band",
        "class_all",
        "class_savings",
        "grade",
        "is_certificate_lapsing",
    ),
)
class CooperativeStandingSource:
    as_of = column("Hari yang dihitung.")
    status = column("Status keaktifan hasil hitungan.")
    status_reason = column("Mengapa status itu.")
    status_in_force = column("Status yang berlaku: penetapan dinas bila ada, selain itu hasil hitungan.")
    meeting_year = column("Tahun buku terakhir yang dihitung: sudah RAT, atau batas waktunya sudah lewat.")
    has_met = column("RAT tahun buku yang lalu sudah dilaksanakan.")
    is_meeting_overdue = column("RAT tahun buku yang lalu belum ada, dan batas waktunya sudah lewat.")
    supervised_by = column(
        "Siapa yang membina: seperti dicatat, selain itu menurut kantor di luar kabupaten atau bentuknya."
    )
    meeting_due_on = column("Hari terakhir RAT tahun buku yang lalu masih tepat waktu.")
    late_meetings = column("Berapa RAT di antaranya yang melewati batas waktu.")
    meetings_in_window = column("Banyaknya RAT dalam tahun-tahun buku yang dihitung.")
    consecutive_meetings = column("Berapa tahun buku berturut-turut ada RAT, sampai yang terakhir.")
    last_meeting_year = column("Tahun buku RAT terakhir.")
    last_meeting_on = column("Tanggal RAT terakhir.")
    is_last_meeting_late = column("RAT terakhir melewati batas waktu.")
    completeness = column("Kelengkapan data, 0 sampai 100; terlihat oleh petugas dan koperasinya sendiri.")
    is_complete = column("Datanya lengkap menurut aturan.")
    missing = column("Nama isian yang kurang.")
    legal_category = column("Kategori hukum: anak tangga tertinggi yang dicapai bersama semua di bawahnya.")
    legal_next = column("Anak tangga berikutnya yang belum dicapai; null: semuanya sudah.")
    legal_missing = column("Anak tangga yang belum dicapai, sebagai nama, yang berikutnya dahulu.")
    legal_reason = column("Kategori hukum, yang berikutnya, dan yang juga belum, dalam kata-kata.")
    legal_authority = column("Pengesah badan hukum: seperti dicatat, atau terbaca dari nomornya.")
    turnover_band = column("Kategori omzet laporan terbaru.")
    class_all = column("KUK menurut Permenkop UKM 9/2020, 1 sampai 4; null bila belum ada laporan.")
    class_all_criterion = column("Kriteria yang menentukan KUK itu.")
    class_savings = column("KUK menurut Permenkop UKM 8/2023, hanya koperasi simpan pinjam.")
    class_savings_criterion = column("Kriteria yang menentukan KUK itu.")
    grade = column("Grade menurut RAT yang tercatat; yang dinyatakan ada di koperasinya.")
    is_certificate_lapsing = column("Sertifikat NIK masih berlaku dan segera berakhir.")
    rule_versions = column("Versi aturan yang dipakai, misalnya activity=1 grade=1.")
    computed_at = column("Kapan dihitung.")
    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasinya.")


@source(
    StatusOverride,
    description="Status yang ditetapkan dinas di atas hasil hitungan, dengan alasannya.",
    filters=("status", "effective_on", "until", "ended_on"),
    orders=("effective_on",),
)
class StatusOverrideSource:
    status = column("Status yang ditetapkan.")
    reason = column("Alasannya.")
    effective_on = column("Berlaku sejak.")
    until = column("Hari terakhirnya; null: sampai diakhiri.")
    set_by = column("Siapa yang menetapkan; terlihat oleh petugas dan koperasinya sendiri.")
    recorded_at = column("Kapan dicatat.")
    ended_on = column("Sejak kapan diakhiri.")
    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasinya.")


@source(
    FiguresPublication,
    description="Angka seperti diterbitkan; tidak pernah diubah.",
    filters=("as_of", "region_code"),
    orders=("as_of",),
    default_order=("as_of",),
)
class FiguresPublicationSource:
    title = column("Judul.")
    as_of = column("Keadaan per tanggal.")
    since = column("Tahun pertama pertumbuhannya.")
    region_code = column("Wilayahnya; kosong: semua.")
    known_at = column("Angka menurut yang diketahui pada saat ini.")
    rule_versions = column("Versi aturan yang dipakai.")
    figures = column("Angkanya: wilayah atau tahun, lalu nama angka; sebagai JSON.")
    recorded_at = column("Kapan diterbitkan.")


SOURCE_ROOTS: tuple[RootField, ...] = (
    connection("ruleVersions", of="RuleVersion", description="Aturan hitungan dengan semua versinya."),
    connection("publications", of="FiguresPublication", description="Angka yang sudah diterbitkan."),
    lookup(
        "publication", of="FiguresPublication", by=("id",), description="Satu terbitan seperti diterbitkan."
    ),
)

SOURCE_CONTRIBUTION = Contribution(
    types=(
        RuleVersionSource,
        CooperativeStandingSource,
        StatusOverrideSource,
        FiguresPublicationSource,
    ),
)
