"""What may be permitted in the health assessment, and the roles that bundle it."""

from __future__ import annotations

from kopukm_core.identity import Permission, Role
from kopukm_siopik.permissions import READ_REPORTS

ASSESS_HEALTH = "siopik.assess_health"
APPROVE_HEALTH = "siopik.approve_health"
READ_HEALTH = "siopik.read_health"
MANAGE_RUBRICS = "siopik.manage_health_rubrics"

PERMISSIONS = (
    Permission(READ_HEALTH, "Melihat penilaian kesehatan koperasi"),
    Permission(ASSESS_HEALTH, "Menilai kesehatan koperasi"),
    Permission(APPROVE_HEALTH, "Menyetujui dan mencabut penilaian kesehatan koperasi"),
    Permission(MANAGE_RUBRICS, "Menetapkan versi rubrik penilaian kesehatan"),
)

ROLES = (
    Role("siopik.health_reader", "Pembaca penilaian kesehatan", (READ_HEALTH,), scoped_by_region=True),
    Role(
        "siopik.health_examiner",
        "Pengawas koperasi",
        (READ_HEALTH, ASSESS_HEALTH, READ_REPORTS),
        scoped_by_region=True,
    ),
    Role(
        "siopik.health_approver",
        "Penyetuju penilaian kesehatan",
        (READ_HEALTH, APPROVE_HEALTH, READ_REPORTS),
        scoped_by_region=True,
    ),
    Role("siopik.rubric_keeper", "Pengelola rubrik kesehatan", (READ_HEALTH, MANAGE_RUBRICS)),
)
