"""What files of activities are for."""

from __future__ import annotations

from kopukm_core.files.media_types import DOCX, ODP, ODT, PAPERS, PHOTOS, PPTX, SPREADSHEETS
from kopukm_core.files.purpose import FilePurpose
from kopukm_core.scheduling.activities.permissions import READ_ACTIVITIES

MATERIAL = "core.activity_material"
CALENDAR_FILE = "core.activity_calendar"
CHECK_IN_QR = "core.check_in_qr"
ATTENDANCE_LIST = "core.attendance_list"
CERTIFICATE = "core.certificate"

HANDOUTS = PAPERS | SPREADSHEETS | {DOCX, ODP, ODT, PPTX}
CALENDARS = frozenset({"text/calendar", "text/plain"})

ACTIVITY_FILE_PURPOSES: tuple[FilePurpose, ...] = (
    FilePurpose(MATERIAL, "Bahan kegiatan", READ_ACTIVITIES, HANDOUTS, personal=False),
    FilePurpose(CALENDAR_FILE, "Berkas kalender kegiatan", READ_ACTIVITIES, CALENDARS, personal=False),
    FilePurpose(CHECK_IN_QR, "Kode QR peserta", READ_ACTIVITIES, PHOTOS),
    FilePurpose(ATTENDANCE_LIST, "Daftar hadir", READ_ACTIVITIES, PAPERS),
    FilePurpose(CERTIFICATE, "Sertifikat peserta", READ_ACTIVITIES, PAPERS),
)
