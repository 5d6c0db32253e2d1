"""What files of activities are for."""

from __future__ import annotations

from kopukm_core.files.media_types import DOCX, ODP, ODT, PAPERS, PPTX, SPREADSHEETS
from kopukm_core.files.purpose import FilePurpose
from kopukm_core.scheduling.activities.permissions import READ_ACTIVITIES

MATERIAL = "core.activity_material"
ATTENDANCE_LIST = "core.attendance_list"
CERTIFICATE = "core.certificate"
INVITATION_LETTERS = "core.invitation_letters"
FEEDBACK_PAPER = "core.feedback_paper"
PARTICIPANT_CARDS = "core.participant_cards"

HANDOUTS = PAPERS | SPREADSHEETS | {DOCX, ODP, ODT, PPTX}

ACTIVITY_FILE_PURPOSES: tuple[FilePurpose, ...] = (
    FilePurpose(MATERIAL, "Bahan kegiatan", READ_ACTIVITIES, HANDOUTS, personal=False),
    FilePurpose(ATTENDANCE_LIST, "Daftar hadir", READ_ACTIVITIES, PAPERS),
    FilePurpose(INVITATION_LETTERS, "Surat undangan", READ_ACTIVITIES, PAPERS),
    FilePurpose(PARTICIPANT_CARDS, "Kartu peserta", READ_ACTIVITIES, PAPERS),
    FilePurpose(FEEDBACK_PAPER, "Lembar umpan balik", READ_ACTIVITIES, PAPERS, personal=False),
    FilePurpose(CERTIFICATE, "Sertifikat peserta", READ_ACTIVITIES, PAPERS),
)
