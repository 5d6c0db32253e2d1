"""Who takes part in activities, in the contract: targets, registrations, attendance."""

from __future__ import annotations

from kopukm_core.scheduling.activities import choices
from kopukm_core.scheduling.activities import registration_models as models
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, sql, to_many, to_one
from kopukm_graphql.source.roots import connection, counts, lookup
from kopukm_graphql.source.types import enum_definition

enum_definition(choices.TargetState, "Apa yang terjadi dengan sebuah sasaran.")
enum_definition(choices.RegistrationState, "Sejauh mana sebuah pendaftaran.")
enum_definition(choices.AttendanceMode, "Cara seseorang ikut.")
enum_definition(choices.AttendanceMethod, "Bagaimana kehadiran diketahui.")
enum_definition(choices.PersonRole, "Kedudukan orang yang datang pada koperasi atau usahanya.")

_LINK = (
    "(SELECT MIN(held.link) FROM activity_session held WHERE held.activity_id = {activity_id}"
    " AND held.dropped_at IS NULL AND held.link <> '' AND {state} IN ('confirmed', 'attended'))"
)


@source(
    models.ActivityTarget,
    description="Koperasi atau usaha yang menjadi sasaran sebuah kegiatan.",
    filters=("state", "audience", "is_reachable", "party", "activity"),
    orders=(Order("proposed_at", "proposed_at", "Menurut waktu diusulkan."),),
)
class ActivityTarget:
    """A party that an activity is meant for."""

    activity = to_one("Activity", key="activity_id", description="Kegiatannya.")
    party = to_one("Party", key="party_id", description="Koperasi atau usahanya.")
    audience = column("Kelompok asalnya; kosong bila ditambahkan petugas.")
    reason = column("Mengapa menjadi sasaran.")
    position = column("Urutannya ketika diusulkan, mulai 1, untuk petugas; kosong bila ditambahkan petugas.")
    turn = column("Mengapa pada urutan itu, untuk petugas: kapan terakhir diundang.", type=str | None)
    state = column("Apa yang terjadi dengannya.")
    is_reachable = column("Ada cara menyampaikan undangan; kosong bila belum dicoba.")
    answer_code = column("Kode untuk menjawab undangan, bagi anggotanya sendiri.", type=str | None)
    proposed_at = column("Kapan diusulkan.")
    invited_at = column("Kapan diundang.")
    answered_at = column("Kapan dijawab.")


@source(
    models.Registration,
    description="Tempat seseorang pada sebuah kegiatan, atas nama koperasi atau usahanya.",
    filters=(
        "state",
        "mode",
        "person_role",
        "is_walk_in",
        "region_code",
        "registered_at",
        "party",
        "activity",
    ),
    orders=(Order("registered_at", "registered_at", "Menurut waktu mendaftar."),),
)
class Registration:
    """One person's place."""

    activity = to_one("Activity", key="activity_id", description="Kegiatannya.")
    party = to_one("Party", key="party_id", description="Koperasi atau usahanya.")
    region_code = column("Kode wilayah koperasi atau usahanya ketika mendaftar.")
    person_name = column("Nama orangnya, disamarkan.")
    person_role = column("Kedudukannya.")
    mode = column("Cara ikutnya.")
    state = column("Sejauh mana.")
    is_walk_in = column("Datang tanpa mendaftar dahulu.")
    check_in_code = column("Kode untuk mencatat kehadiran; isi kode QR peserta.", type=str | None)
    answer_code = column(
        "Kode untuk menjawab tawaran atau membatalkan, bagi anggotanya sendiri.", type=str | None
    )
    offer_expires_at = column("Sampai kapan tempat ditawarkan.")
    outcome = column("Hasilnya bagi orang itu, menurut petugas.")
    reason = column("Mengapa berakhir; kosong bila tidak disebut.")
    certificate = to_one("File", key="certificate_id", description="Sertifikatnya.")
    certificate_number = column("Nomor sertifikatnya; kosong bila belum ada.")
    registered_at = column("Kapan didaftarkan.")
    changed_at = column("Kapan terakhir berubah.")
    link = sql(str | None, _LINK, description="Tautan daring, bila tempatnya sudah pasti.")
    attendances = to_many(
        "Attendance",
        key="registration_id",
        order=("session_id",),
        first=50,
        description="Kehadirannya per sesi.",
    )


@source(models.Attendance, description="Kehadiran seseorang pada satu sesi.")
class Attendance:
    """Somebody was there."""

    session = to_one("ActivitySession", key="session_id", description="Sesinya.")
    registration = to_one("Registration", key="registration_id", description="Pendaftarannya.")
    mode = column("Hadir di tempat atau daring.")
    method = column("Bagaimana diketahui.")
    recorded_at = column("Kapan dicatat.")


REGISTRATIONS_CONTRIBUTION = Contribution(
    types=(ActivityTarget, Registration, Attendance),
    query=(
        connection(
            "activityTargets", of="ActivityTarget", description="Sasaran kegiatan yang boleh Anda lihat."
        ),
        connection(
            "registrations",
            of="Registration",
            description="Pendaftaran koperasi atau usaha Anda sendiri; bagi petugas, juga yang di wilayahnya.",
        ),
        lookup("registration", of="Registration", by=("id",), description="Satu pendaftaran."),
        connection(
            "participations",
            of="Registration",
            where={"state": choices.RegistrationState.ATTENDED},
            description="Riwayat kegiatan yang benar-benar diikuti, dengan hasilnya.",
        ),
        counts(
            "registrationCounts",
            of="Registration",
            by=("state", "mode", "person_role"),
            region="region_code",
            definition="Pendaftaran yang boleh Anda lihat; satu orang pada satu kegiatan dihitung satu, menurut "
            "wilayah koperasi atau usahanya.",
            description="Banyaknya pendaftaran menurut keadaan, cara ikut, kedudukan, dan wilayah.",
        ),
    ),
)
