"""What may be permitted in SI OPIK SEHAT, and the roles that bundle it."""

from __future__ import annotations

from kopukm_core.identity import Permission, Role

READ_CONTACTS = "siopik.read_contacts"
READ_REPORTS = "siopik.read_reports"
RUN_PROGRAMME = "siopik.run_programme"
WRITE = "siopik.write"

READ_AGGREGATES = "siopik.read_aggregates"

PERMISSIONS = (
    Permission(READ_CONTACTS, "Melihat kontak dan pengurus koperasi"),
    Permission(READ_REPORTS, "Melihat laporan tahunan koperasi"),
    Permission(READ_AGGREGATES, "Melihat hitungan keuangan dan hasil siklus, tanpa data tiap koperasi"),
    Permission(RUN_PROGRAMME, "Menjalankan siklus SI OPIK SEHAT"),
    Permission(WRITE, "Mencatat dan memperbaiki data koperasi"),
)

_SEES_THE_WORK = ("core.read_programmes", "core.read_activities", "core.read_parties")

ROLES = (
    Role(
        "siopik.officer",
        "Petugas bidang KPK",
        (
            READ_CONTACTS,
            READ_REPORTS,
            WRITE,
            RUN_PROGRAMME,
            "siopik.read_health",
            *_SEES_THE_WORK,
            "core.read_messages",
        ),
        scoped_by_region=True,
    ),
    Role(
        "siopik.district_officer",
        "Petugas kecamatan untuk koperasi",
        (READ_CONTACTS, READ_REPORTS, WRITE, *_SEES_THE_WORK),
        scoped_by_region=True,
    ),
    Role(
        "siopik.head",
        "Kepala dinas (membaca saja)",
        (
            READ_REPORTS,
            "siopik.read_health",
            *_SEES_THE_WORK,
            "core.read_printed_reports",
            "core.read_papers",
        ),
        scoped_by_region=True,
    ),
    Role(
        "siopik.government_reader",
        "Pemerintah Daerah (angka saja)",
        (READ_AGGREGATES,),
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
