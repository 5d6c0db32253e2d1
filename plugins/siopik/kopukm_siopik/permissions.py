"""What may be permitted in SI OPIK SEHAT, and the roles that bundle it."""

from __future__ import annotations

from kopukm_core.identity import Permission, Role

READ_CONTACTS = "siopik.read_contacts"
READ_REPORTS = "siopik.read_reports"
RUN_PROGRAMME = "siopik.run_programme"
WRITE = "siopik.write"

PERMISSIONS = (
    Permission(READ_CONTACTS, "Melihat kontak dan pengurus koperasi"),
    Permission(READ_REPORTS, "Melihat laporan tahunan koperasi"),
    Permission(RUN_PROGRAMME, "Menjalankan siklus SI OPIK SEHAT"),
    Permission(WRITE, "Mencatat dan memperbaiki data koperasi"),
)

ROLES = (
    Role(
        "siopik.officer",
        "Petugas bidang KPK",
        (READ_CONTACTS, READ_REPORTS, WRITE),
        scoped_by_region=True,
    ),
    Role(
        "siopik.programme_officer",
        "Pelaksana program SI OPIK SEHAT",
        ("core.read_activities", "core.read_programmes", RUN_PROGRAMME),
        scoped_by_region=True,
    ),
    Role("siopik.reader", "Pembaca registri koperasi", (READ_REPORTS,), scoped_by_region=True),
)
