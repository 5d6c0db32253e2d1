"""The words in which people are told of activities; the office may put its own in their place."""

from __future__ import annotations

from datetime import UTC, datetime

from kopukm_core.messaging.kinds import MessagePurpose
from kopukm_core.messaging.template import MessageTemplate, MessageValue

_MOMENT = datetime(2027, 1, 20, 1, 0, tzinfo=UTC)
_WHAT: dict[str, MessageValue] = {"kind": "Penyuluhan", "title": "Pendataan koperasi", "starts_at": _MOMENT}
_ACTIVITY: dict[str, MessageValue] = {**_WHAT, "where": "Aula kantor dinas, Jalan Tegar Beriman, Cibinong"}
_ANSWER: dict[str, MessageValue] = {
    "answer": "buka https://contoh.go.id/jawab/JKLM-2345-NPQR-6789 atau hubungi",
    "answer_code": "JKLM-2345-NPQR-6789",
}
_PERSON: dict[str, MessageValue] = {"person": "Siti Aminah"}

_FACTS = "Acara: {title} ({kind})\nWaktu: {starts_at}\nTempat: {where}\n"
_SIGNED = "\n{office}, {contact}"

INVITATION = MessageTemplate(
    "core.activity_invitation",
    "Undangan kegiatan",
    "Yth. Bapak/Ibu di {party},\n{office} mengundang Bapak/Ibu.\n" + _FACTS + "{reason}\n\n"
    "Silakan daftarkan yang akan datang, paling banyak {persons} orang, atau beri tahu bila tidak dapat hadir: "
    "{answer} {contact}, dan sebutkan kode undangan {answer_code}.\n\n"
    "Bila tidak ingin diundang lagi, sampaikan kepada kami lewat {contact}.",
    {
        **_ACTIVITY,
        **_ANSWER,
        "party": "Koperasi Mekar Jaya",
        "reason": "Belum lengkap: NIK, RAT 2025.",
        "persons": 2,
    },
    MessagePurpose.INVITATION,
    "Undangan: {title}",
)
ANNOUNCEMENT = MessageTemplate(
    "core.activity_announcement",
    "Pengumuman kegiatan",
    "Yth. Bapak/Ibu di {party},\n{office} membuka pendaftaran {kind} bagi {audience}.\n" + _FACTS + "\n"
    "Bila berminat, daftarkan yang akan ikut, paling banyak {persons} orang, sebelum {until}: hubungi {contact}.\n\n"
    "Bila tidak ingin dikabari lagi, sampaikan kepada kami lewat {contact}.",
    {
        **_ACTIVITY,
        "party": "Koperasi Mekar Jaya",
        "audience": "Koperasi tercatat",
        "persons": 2,
        "until": _MOMENT,
    },
    MessagePurpose.INVITATION,
    "Pendaftaran dibuka: {title}",
)
CONFIRMATION = MessageTemplate(
    "core.activity_confirmation",
    "Konfirmasi pendaftaran kegiatan",
    "Bapak/Ibu {person} sudah terdaftar.\n" + _FACTS + "\n"
    "Ketika datang, tunjukkan pesan ini atau sebutkan kode hadir {check_in_code}. "
    "Gambar kode QR-nya ada di lampiran.\n\n"
    "Bila batal datang, {answer} {contact}, dan sebutkan kode jawaban {answer_code}. "
    "Tempatnya akan diberikan kepada yang menunggu.\n{office}",
    {**_ACTIVITY, **_ANSWER, **_PERSON, "check_in_code": "ABCD-2345-EFGH-6789"},
    subject="Terdaftar: {title}",
)
WAITLISTED = MessageTemplate(
    "core.activity_waitlisted",
    "Masuk daftar tunggu kegiatan",
    "Tempatnya sudah penuh, jadi Bapak/Ibu {person} masuk daftar tunggu.\n" + _FACTS + "\n"
    "Kami mengabari Bapak/Ibu bila ada tempat. Jangan datang dahulu sebelum ada kabar.\n"
    "Bila tidak jadi menunggu, {answer} {contact}, dan sebutkan kode jawaban {answer_code}.\n{office}",
    {**_ACTIVITY, **_ANSWER, **_PERSON},
    subject="Daftar tunggu: {title}",
)
OFFER = MessageTemplate(
    "core.activity_offer",
    "Tawaran tempat kegiatan",
    "Ada tempat untuk Bapak/Ibu {person}.\n" + _FACTS + "\n"
    "Mohon dijawab sebelum {until}: {answer} {contact}, sebutkan kode jawaban {answer_code}, dan katakan mau atau "
    "tidak. Lewat dari waktu itu, tempatnya ditawarkan kepada orang berikutnya.\n{office}",
    {**_ACTIVITY, **_ANSWER, **_PERSON, "until": _MOMENT},
    subject="Ada tempat: {title}",
)
LEFT = MessageTemplate(
    "core.activity_left",
    "Pendaftaran kegiatan berakhir",
    "Pendaftaran Bapak/Ibu {person} sudah dibatalkan.\nAcara: {title} ({kind})\nWaktu: {starts_at}\n"
    "Sebab: {reason}\n\nBila ini keliru, mohon hubungi kami." + _SIGNED,
    {**_WHAT, **_PERSON, "reason": "permintaan Bapak/Ibu"},
    subject="Pendaftaran dibatalkan: {title}",
)
MOVED = MessageTemplate(
    "core.activity_moved",
    "Perubahan sesi kegiatan",
    "Mohon perhatian Bapak/Ibu, ada perubahan waktu atau tempat.\nAcara: {title} ({kind}), {session}\n"
    "Waktu sekarang: {starts_at}\nTempat sekarang: {where}\n\n"
    "Bila tidak dapat datang pada waktu itu, mohon beri tahu kami." + _SIGNED,
    {**_ACTIVITY, "session": "sesi 1"},
    subject="Perubahan: {title}",
)
DROPPED = MessageTemplate(
    "core.activity_session_dropped",
    "Sesi kegiatan ditiadakan",
    "Mohon perhatian Bapak/Ibu, satu sesi ditiadakan.\nAcara: {title} ({kind})\nSesi yang ditiadakan: {starts_at}\n\n"
    "Sesi lainnya tetap berlangsung." + _SIGNED,
    _WHAT,
    subject="Sesi ditiadakan: {title}",
)
CANCELLED = MessageTemplate(
    "core.activity_cancelled",
    "Kegiatan dibatalkan",
    "Mohon maaf, kegiatan ini dibatalkan. Bapak/Ibu tidak perlu datang.\nAcara: {title} ({kind})\n"
    "Waktu semula: {starts_at}\nSebab: {reason}" + _SIGNED,
    {**_WHAT, "reason": "Narasumber berhalangan."},
    subject="Dibatalkan: {title}",
)
REMINDER = MessageTemplate(
    "core.activity_reminder",
    "Pengingat kegiatan",
    "Kami mengingatkan Bapak/Ibu: {when} ada acara {title} ({kind}).\nWaktu: {starts_at}\nTempat: {where}\n\n"
    "Mohon bawa kode hadir dari pesan pendaftaran. Bila batal datang, mohon beri tahu kami." + _SIGNED,
    {**_ACTIVITY, "when": "besok"},
    subject="Pengingat: {title}",
)
CERTIFICATE_GIVEN = MessageTemplate(
    "core.activity_certificate",
    "Sertifikat kegiatan",
    "Terima kasih atas kehadiran Bapak/Ibu {person} pada acara {title} ({kind}). "
    "Sertifikat nomor {number} ada di lampiran pesan ini." + _SIGNED,
    {**_PERSON, "kind": "Pelatihan", "title": "Pembukuan", "number": "007/SERT/XI/2026"},
    subject="Sertifikat: {title}",
)

ACTIVITY_TEMPLATES: tuple[MessageTemplate, ...] = (
    INVITATION,
    ANNOUNCEMENT,
    CONFIRMATION,
    WAITLISTED,
    OFFER,
    LEFT,
    MOVED,
    DROPPED,
    CANCELLED,
    REMINDER,
    CERTIFICATE_GIVEN,
)
