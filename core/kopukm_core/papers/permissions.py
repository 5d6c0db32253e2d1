"""What may be permitted around papers, the roles that bundle it, and what report files are for."""

from __future__ import annotations

from kopukm_core.files import FilePurpose
from kopukm_core.files.media_types import CSV, PDF, TEXT, XLSX, ZIP
from kopukm_core.identity.roles import Permission, Role

READ_PRINTED_REPORTS = "core.read_printed_reports"
READ_PAPERS = "core.read_papers"
ISSUE_PAPERS = "core.issue_papers"
MANAGE_PAPERS = "core.manage_papers"

REPORT_FILE = "core.report"

PAPER_PERMISSIONS: tuple[Permission, ...] = (
    Permission(READ_PRINTED_REPORTS, "Melihat laporan yang dicetak orang lain"),
    Permission(READ_PAPERS, "Melihat daftar surat dan sertifikat bernomor"),
    Permission(ISSUE_PAPERS, "Mengambil nomor surat"),
    Permission(MANAGE_PAPERS, "Menarik surat dan sertifikat, menetapkan penomorannya"),
)

PAPER_ROLES: tuple[Role, ...] = (
    Role("core.report_reader", "Pembaca laporan tercetak", (READ_PRINTED_REPORTS,)),
    Role("core.paper_issuer", "Pengambil nomor surat", (READ_PAPERS, ISSUE_PAPERS)),
    Role("core.paper_manager", "Pengelola surat dan sertifikat", (READ_PAPERS, ISSUE_PAPERS, MANAGE_PAPERS)),
)

PAPER_FILE_PURPOSES: tuple[FilePurpose, ...] = (
    FilePurpose(
        REPORT_FILE,
        "Laporan",
        READ_PRINTED_REPORTS,
        frozenset({PDF, XLSX, CSV, TEXT, ZIP}),
        upload_permission=MANAGE_PAPERS,
    ),
)
