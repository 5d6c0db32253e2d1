"""The words in which a cooperative is told of its health; the office may put its own in their place."""

from __future__ import annotations

from datetime import date

from kopukm_core.messaging import MessageTemplate, MessageValue

_RESULT: dict[str, MessageValue] = {"cooperative": "Koperasi Mekar Jaya", "book_year": "2025"}
_FINDING: dict[str, MessageValue] = {
    **_RESULT,
    "finding": "Buku daftar anggota belum lengkap.",
    "recommendation": "Lengkapi dan tutup dengan berita acara.",
    "deadline": date(2027, 3, 31),
}
_TOLD = (
    "Temuan: {finding}\nRekomendasi: {recommendation}\nTenggat: {deadline}\n\n"
    "Catat yang sudah dikerjakan lewat aplikasi, atau sampaikan kepada kami: {contact}.\n{office}"
)

RESULT = MessageTemplate(
    "siopik.health_result",
    "Hasil penilaian kesehatan koperasi",
    "Kepada pengurus {cooperative}.\n"
    "Hasil penilaian kesehatan tahun buku {book_year}: skor {score}, {predicate}; berlaku sampai {valid_until}.\n"
    "{findings}\n\nRinciannya terlihat di aplikasi, atau tanyakan kepada kami: {contact}.\n{office}",
    {
        **_RESULT,
        "score": "82,44",
        "predicate": "Sehat",
        "valid_until": date(2026, 12, 31),
        "findings": "Ada 2 temuan terbuka, tenggat terdekat 31-03-2027.",
    },
    subject="Hasil penilaian kesehatan {cooperative}",
)
WITHDRAWN = MessageTemplate(
    "siopik.health_result_withdrawn",
    "Penilaian kesehatan koperasi dicabut",
    "Kepada pengurus {cooperative}.\n"
    "Hasil penilaian kesehatan tahun buku {book_year} dicabut dan tidak berlaku lagi. Alasan: {reason}\n\n"
    "Pertanyaan: {contact}.\n{office}",
    {**_RESULT, "reason": "Angka neraca keliru; akan dinilai ulang."},
    subject="Penilaian kesehatan {cooperative} dicabut",
)
FINDING_AHEAD = MessageTemplate(
    "siopik.health_finding_ahead",
    "Tenggat temuan mendekat",
    "Kepada pengurus {cooperative}.\nSatu temuan penilaian kesehatan tahun buku {book_year} mendekati tenggatnya.\n"
    + _TOLD,
    _FINDING,
    subject="Tenggat temuan {cooperative}: {deadline}",
)
FINDING_LATE = MessageTemplate(
    "siopik.health_finding_late",
    "Temuan melewati tenggat",
    "Kepada pengurus {cooperative}.\nSatu temuan penilaian kesehatan tahun buku {book_year} melewati tenggatnya.\n"
    + _TOLD,
    _FINDING,
    subject="Temuan {cooperative} melewati tenggat {deadline}",
)

HEALTH_MESSAGES: tuple[MessageTemplate, ...] = (RESULT, WITHDRAWN, FINDING_AHEAD, FINDING_LATE)
