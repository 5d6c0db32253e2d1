"""What files of the health assessment are for."""

from __future__ import annotations

from kopukm_core.files import PAPERS, FilePurpose
from kopukm_core.files.media_types import CSV, PDF, TEXT, XLSX, ZIP
from kopukm_siopik.health.permissions import READ_HEALTH

EVIDENCE = "siopik.health_evidence"
RESULT = "siopik.health_result"

FILE_PURPOSES = (
    FilePurpose(EVIDENCE, "Bukti penilaian kesehatan", read_permission=READ_HEALTH, media_types=PAPERS),
    FilePurpose(
        RESULT,
        "Cetakan penilaian kesehatan",
        read_permission=READ_HEALTH,
        media_types=frozenset({PDF, XLSX, CSV, TEXT, ZIP}),
    ),
)
