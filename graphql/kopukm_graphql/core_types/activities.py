"""The activities of core in the contract: the catalogue, its parts, and what it is joined from."""

from __future__ import annotations

from kopukm_core.scheduling.activities import choices, models
from kopukm_core.scheduling.activities.announcing import ACTIVITY_CHANGED
from kopukm_graphql.contribution import Contribution, joined
from kopukm_graphql.core_types.activities_audiences import AUDIENCES_CONTRIBUTION
from kopukm_graphql.core_types.activities_feedback import FEEDBACK_CONTRIBUTION
from kopukm_graphql.core_types.activities_people import PEOPLE_CONTRIBUTION
from kopukm_graphql.core_types.activities_registrations import REGISTRATIONS_CONTRIBUTION
from kopukm_graphql.core_types.activities_unreached import UNREACHED_CONTRIBUTION
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import aggregate, column, connection_to, sql, to_many, to_one
from kopukm_graphql.source.roots import connection, counts, lookup, watch
from kopukm_graphql.source.types import enum_definition

enum_definition(choices.ActivityKind, "Untuk apa sebuah kegiatan.")
enum_definition(choices.ActivityMode, "Di mana sebuah kegiatan berlangsung.")
enum_definition(choices.ActivityState, "Sejauh mana sebuah kegiatan.")


@source(
    models.Activity,
    description="Kegiatan: penyuluhan, bimbingan, pelatihan, atau acara.",
    filters=(
        "programme",
        "cycle_id",
        "kind",
        "mode",
        "state",
        "region_code",
        "starts_at",
        "ends_at",
        "registration_closes_at",
        "audience",
        "region",
    ),
    orders=(
        Order("starts_at", "starts_at", "Menurut waktu mulai."),
        Order("title", "sort_key", "Menurut abjad judul."),
    ),
    search=("search_text",),
    default_order=("starts_at",),
)
class Activity:
    """An activity."""

    programme = column("Nama programnya; kosong bila bukan milik satu program.")
    cycle_id = column("Nomor siklus programnya.")
    kind = column("Untuk apa.")
    title = column("Judul.")
    description = column("Uraian.")
    mode = column("Tatap muka, daring, atau keduanya.")
    region_code = column("Kode wilayahnya.", column="region_id")
    region = to_one("Region", key="region_id", description="Wilayahnya.")
    rule = to_one("ActivityRule", key="rule_id", description="Aturan yang berlaku baginya.")
    registration_opens_at = column("Pendaftaran dibuka; kosong berarti sejak kegiatan dibuka.")
    registration_closes_at = column("Pendaftaran ditutup; kosong berarti sampai kegiatan selesai.")
    audience = column("Kelompok yang boleh mendaftar; kosong berarti terbuka untuk semua.")
    starts_at = column("Sesi pertama mulai.")
    ends_at = column("Sesi terakhir selesai.")
    state = column("Sejauh mana.")
    cancelled_reason = column("Mengapa dibatalkan; kosong bila tidak.")
    evaluation = column("Catatan evaluasi, untuk petugas.", type=str | None)
    evaluated_at = column("Kapan dievaluasi.")
    changed_at = column("Kapan terakhir diubah.")
    sessions = to_many(
        "ActivitySession",
        key="activity_id",
        where={"dropped_at": None},
        order=("starts_at", "id"),
        first=50,
        description="Sesi-sesinya menurut waktu.",
    )
    seats = to_many(
        "ActivitySeats", key="activity_id", order=("id",), first=2, description="Tempatnya menurut cara ikut."
    )
    speakers = to_many(
        "ActivitySpeaker", key="activity_id", order=("id",), first=50, description="Narasumbernya."
    )
    materials = to_many(
        "ActivityMaterial", key="activity_id", order=("id",), first=50, description="Bahannya."
    )
    targets = connection_to(
        "ActivityTarget",
        key="activity_id",
        description="Pihak yang menjadi sasarannya, sejauh boleh Anda lihat.",
    )
    registrations = connection_to(
        "Registration", key="activity_id", description="Pendaftarannya, sejauh boleh Anda lihat."
    )
    attended = aggregate(
        "Registration",
        key="activity_id",
        where={"state": choices.RegistrationState.ATTENDED},
        description="Banyaknya orang yang hadir, sejauh boleh Anda lihat.",
    )


@source(models.ActivityRule, description="Aturan kegiatan menurut jenisnya, sejak suatu hari.")
class ActivityRule:
    """The numbers of a kind."""

    kind = column("Jenis kegiatannya.")
    effective_on = column("Berlaku sejak.")
    persons_per_party = column("Paling banyak orang per koperasi atau usaha.")
    offer_hours = column("Berapa jam sebuah tawaran tempat berlaku.")
    no_show_grace_hours = column("Berapa jam sesudah selesai seseorang baru dianggap tidak hadir.")
    check_in_minutes = column("Berapa menit sebelum sesi kehadiran boleh dicatat.")
    session_code_minutes = column("Berapa menit kode QR sesi berlaku.")
    certificate_percent = column("Bagian sesi yang harus dihadiri untuk sertifikat, dalam persen.")
    rest_days = column("Yang diundang dalam sekian hari terakhir diusulkan sesudah semua yang lain.")
    source = column("Siapa yang menetapkannya.")


@source(models.ActivitySession, description="Satu sesi sebuah kegiatan.")
class ActivitySession:
    """One sitting."""

    title = column("Judulnya; kosong bila satu-satunya.")
    starts_at = column("Mulai.")
    ends_at = column("Selesai.")
    place = column("Tempat.")
    link = column("Tautan daring, untuk petugas; peserta mendapatnya pada pendaftarannya.", type=str | None)
    changed_at = column("Kapan terakhir diubah.")
    activity = to_one("Activity", key="activity_id", description="Kegiatannya.")
    attendance_count = aggregate(
        "Attendance", key="session_id", description="Banyaknya yang hadir, sejauh boleh Anda lihat."
    )
    attended_in_person = aggregate(
        "Attendance",
        key="session_id",
        where={"mode": choices.AttendanceMode.IN_PERSON},
        description="Banyaknya orang yang hadir di tempat, sejauh boleh Anda lihat.",
    )
    attended_online = aggregate(
        "Attendance",
        key="session_id",
        where={"mode": choices.AttendanceMode.ONLINE},
        description="Banyaknya orang yang hadir daring, sejauh boleh Anda lihat.",
    )


@source(models.ActivitySeats, description="Tempat sebuah kegiatan untuk satu cara ikut.")
class ActivitySeats:
    """Seats by mode."""

    mode = column("Cara ikutnya.")
    capacity = column("Banyaknya tempat; kosong berarti tidak dibatasi.")
    taken = column("Yang sudah terisi atau ditawarkan.")
    free = sql(
        int | None,
        "({capacity} - {taken})",
        description="Yang masih ada; kosong berarti tidak dibatasi.",
    )


@source(models.ActivitySpeaker, description="Narasumber sebuah kegiatan.")
class ActivitySpeaker:
    """A speaker."""

    name = column("Nama.")
    organisation = column("Lembaga atau jabatannya.")
    topic = column("Yang disampaikan.")


@source(models.ActivityMaterial, description="Bahan sebuah kegiatan.")
class ActivityMaterial:
    """A material."""

    title = column("Judul.")
    file = to_one("File", key="file_id", description="Berkasnya.")
    added_at = column("Kapan ditambahkan.")


_CATALOGUE = Contribution(
    types=(Activity, ActivityRule, ActivitySession, ActivitySeats, ActivitySpeaker, ActivityMaterial),
    query=(
        connection(
            "activities",
            of="Activity",
            description="Kegiatan: yang sudah dibuka untuk umum, dan rancangan untuk petugasnya.",
        ),
        lookup("activity", of="Activity", by=("id",), description="Satu kegiatan."),
        counts(
            "activityCounts",
            of="Activity",
            by=("kind", "state", "programme", "mode"),
            region="region_id",
            definition="Kegiatan yang boleh Anda lihat, menurut wilayah tempatnya.",
            description="Banyaknya kegiatan menurut jenis, keadaan, program, dan wilayah.",
        ),
        connection(
            "activityRules", of="ActivityRule", description="Aturan kegiatan menurut jenis dan hari berlaku."
        ),
    ),
    subscriptions=(
        watch(
            "activityChanged",
            "Activity",
            topic=ACTIVITY_CHANGED,
            key="activity_id",
            by=("id", "within"),
            description="Kegiatan yang berubah, atau yang pesertanya berubah; null: muat ulang yang ditampilkan.",
        ),
    ),
)

ACTIVITIES_CONTRIBUTION = joined(
    _CATALOGUE,
    REGISTRATIONS_CONTRIBUTION,
    FEEDBACK_CONTRIBUTION,
    AUDIENCES_CONTRIBUTION,
    UNREACHED_CONTRIBUTION,
    PEOPLE_CONTRIBUTION,
)
