"""The purposes of the core itself: what imports take in and give back."""

from __future__ import annotations

from kopukm_core.files.media_types import SPREADSHEETS
from kopukm_core.files.purpose import FilePurpose
from kopukm_core.identity.roles import Permission, Role

READ_IMPORTS = "core.read_imports"

IMPORT = "core.import"
IMPORT_REPORT = "core.import_report"

FILE_PERMISSIONS: tuple[Permission, ...] = (Permission(READ_IMPORTS, "Melihat berkas dan laporan impor"),)

FILE_ROLES: tuple[Role, ...] = (
    Role("core.import_reader", "Pembaca berkas dan laporan impor", (READ_IMPORTS,)),
)

CORE_FILE_PURPOSES: tuple[FilePurpose, ...] = (
    FilePurpose(IMPORT, "Berkas yang diimpor", READ_IMPORTS, SPREADSHEETS),
    FilePurpose(IMPORT_REPORT, "Laporan impor", READ_IMPORTS, SPREADSHEETS),
)
