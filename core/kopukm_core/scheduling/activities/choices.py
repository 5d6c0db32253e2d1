"""The closed lists of activities: kinds, ways of taking part, and how far things are."""

from __future__ import annotations

from kopukm_core.values import Choice


class ActivityKind(Choice):
    """What an activity is for."""

    OUTREACH = "outreach", "Penyuluhan"
    GUIDANCE = "guidance", "Bimbingan"
    TRAINING = "training", "Pelatihan"
    EVENT = "event", "Acara"


class ActivityMode(Choice):
    """Where an activity takes place."""

    IN_PERSON = "in_person", "Tatap muka"
    ONLINE = "online", "Daring"
    BOTH = "both", "Tatap muka dan daring"


class AttendanceMode(Choice):
    """How one person takes part."""

    IN_PERSON = "in_person", "Tatap muka"
    ONLINE = "online", "Daring"


class ActivityState(Choice):
    """How far an activity is; only a draft is hidden from the public."""

    DRAFT = "draft", "Rancangan"
    OPEN = "open", "Dibuka"
    CLOSED = "closed", "Pendaftaran ditutup"
    HELD = "held", "Terlaksana"
    CANCELLED = "cancelled", "Dibatalkan"


class TargetState(Choice):
    """What became of a party that an activity is meant for."""

    PROPOSED = "proposed", "Diusulkan"
    DROPPED = "dropped", "Tidak jadi diundang"
    INVITED = "invited", "Diundang"
    DECLINED = "declined", "Menolak"


class RegistrationState(Choice):
    """How far a person's place is."""

    CONFIRMED = "confirmed", "Terdaftar"
    WAITLISTED = "waitlisted", "Menunggu tempat"
    OFFERED = "offered", "Ditawari tempat"
    ATTENDED = "attended", "Hadir"
    NO_SHOW = "no_show", "Tidak hadir"
    CANCELLED = "cancelled", "Batal"
    DECLINED = "declined", "Menolak tawaran"
    EXPIRED = "expired", "Tawaran lewat waktu"


SEATED = (
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.ATTENDED,
    RegistrationState.NO_SHOW,
)
"""States that hold a seat."""
LIVING = (*SEATED, RegistrationState.WAITLISTED)
"""States in which a person counts as registered: once for each activity."""
COMING = (RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.WAITLISTED)
"""Who has a place ahead, or hopes for one."""
TAKING_PART = (*COMING, RegistrationState.ATTENDED)
"""Who is told of what changes: whoever came to one session comes to the next."""


class PersonRole(Choice):
    """What the person who comes is to the party."""

    MANAGEMENT = "management", "Pengurus"
    SUPERVISOR = "supervisor", "Pengawas"
    MEMBER = "member", "Anggota"
    EMPLOYEE = "employee", "Pengelola atau karyawan"
    OWNER = "owner", "Pemilik"
    OTHER = "other", "Lainnya"


class AttendanceMethod(Choice):
    """How it was seen that somebody was there."""

    CODE = "code", "Kode QR peserta"
    NAME = "name", "Nama"
    LIST = "list", "Daftar hadir kertas"
    SELF = "self", "Kode QR sesi, oleh peserta sendiri"


class QuestionKind(Choice):
    """How a question of a feedback form is answered."""

    SCALE = "scale", "Skala 1 sampai 4"
    TEXT = "text", "Uraian"
