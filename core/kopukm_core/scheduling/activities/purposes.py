"""What files of activities are for."""

from __future__ import annotations

from kopukm_core.files.media_types import PAPERS, PHOTOS
from kopukm_core.files.purpose import FilePurpose
from kopukm_core.scheduling.activities.permissions import READ_ACTIVITIES

MATERIAL = "core.activity_material"

ACTIVITY_FILE_PURPOSES: tuple[FilePurpose, ...] = (
    FilePurpose(MATERIAL, "Bahan kegiatan", READ_ACTIVITIES, PAPERS | PHOTOS, personal=False),
)
