"""The words in which people are told of activities; the office may put its own in their place."""

from __future__ import annotations

from datetime import UTC, datetime

from kopukm_core.messaging.kinds import MessagePurpose
from kopukm_core.messaging.template import MessageTemplate, MessageValue

_MOMENT = datetime(2027, 1, 20, 1, 0, tzinfo=UTC)
_ACTIVITY: dict[str, MessageValue] = {
    "kind": "Penyuluhan",
    "title": "Pendataan koperasi",
    "starts_at": _MOMENT,
    "where": "Aula dinas",
}

INVITATION = MessageTemplate(
    "core.activity_invitation",
    "Undangan kegiatan",
    "Yth. {party},\nDinas mengundang Anda ke {kind}:\n{title}\nWaktu: {starts_at}\nTempat: {where}\n{reason}\n"
    "Daftarkan siapa yang datang (paling banyak {persons} orang), atau jawab tidak dapat hadir "
    "dengan kode {answer_code}.",
    {
        **_ACTIVITY,
        "party": "Koperasi Mekar Jaya",
        "reason": "Belum lengkap: NIK, RAT 2025.",
        "persons": 2,
        "answer_code": "ABCD2345EFGH6789",
    },
    MessagePurpose.INVITATION,
    "Undangan: {title}",
)
CONFIRMATION = MessageTemplate(
    "core.activity_confirmation",
    "Konfirmasi pendaftaran kegiatan",
    "{person} terdaftar pada {kind}: {title}, {starts_at}, {where}. Tunjukkan kode QR terlampir, atau kode "
    "{check_in_code}, ketika datang. Bila batal datang, jawab dengan kode {answer_code}.",
    {
        **_ACTIVITY,
        "person": "S••• A•••",
        "check_in_code": "ABCD2345EFGH6789",
        "answer_code": "JKLM2345NPQR6789",
    },
    subject="Terdaftar: {title}",
)
WAITLISTED = MessageTemplate(
    "core.activity_waitlisted",
    "Masuk daftar tunggu kegiatan",
    "Tempat pada {kind}: {title}, {starts_at} sudah penuh. {person} masuk daftar tunggu; bila ada tempat, Anda "
    "diberi tahu. Bila tidak jadi menunggu, jawab dengan kode {answer_code}.",
    {**_ACTIVITY, "person": "S••• A•••", "answer_code": "JKLM2345NPQR6789"},
    subject="Daftar tunggu: {title}",
)
OFFER = MessageTemplate(
    "core.activity_offer",
    "Tawaran tempat kegiatan",
    "Ada tempat bagi {person} pada {kind}: {title}, {starts_at}, {where}. Jawab dengan kode {answer_code} "
    "sebelum {until}; sesudah itu tempatnya ditawarkan kepada yang berikutnya.",
    {**_ACTIVITY, "person": "S••• A•••", "answer_code": "JKLM2345NPQR6789", "until": _MOMENT},
    subject="Ada tempat: {title}",
)
MOVED = MessageTemplate(
    "core.activity_moved",
    "Perubahan sesi kegiatan",
    "Perubahan pada {kind} {title}: {session} sekarang {starts_at}, {where}.",
    {**_ACTIVITY, "session": "sesi"},
    subject="Perubahan: {title}",
)
DROPPED = MessageTemplate(
    "core.activity_session_dropped",
    "Sesi kegiatan ditiadakan",
    "Sesi {starts_at} dari {kind} {title} ditiadakan.",
    {"kind": "Pelatihan", "title": "Pembukuan", "starts_at": _MOMENT},
    subject="Sesi ditiadakan: {title}",
)
CANCELLED = MessageTemplate(
    "core.activity_cancelled",
    "Kegiatan dibatalkan",
    "{kind}: {title}, {starts_at}, dibatalkan. Alasan: {reason}",
    {"kind": "Penyuluhan", "title": "Pendataan", "starts_at": _MOMENT, "reason": "Narasumber berhalangan."},
    subject="Dibatalkan: {title}",
)
REMINDER = MessageTemplate(
    "core.activity_reminder",
    "Pengingat kegiatan",
    "Mengingatkan: {kind} {title} {when}, {starts_at}, {where}.",
    {**_ACTIVITY, "when": "besok"},
    subject="Pengingat: {title}",
)

CERTIFICATE_GIVEN = MessageTemplate(
    "core.activity_certificate",
    "Sertifikat kegiatan",
    "Sertifikat {number} atas nama {person} untuk {kind} {title} terlampir.",
    {"person": "Siti Aminah", "kind": "Pelatihan", "title": "Pembukuan", "number": "007/SERT/XI/2026"},
    subject="Sertifikat: {title}",
)

ACTIVITY_TEMPLATES: tuple[MessageTemplate, ...] = (
    INVITATION,
    CONFIRMATION,
    WAITLISTED,
    OFFER,
    MOVED,
    DROPPED,
    CANCELLED,
    REMINDER,
    CERTIFICATE_GIVEN,
)
