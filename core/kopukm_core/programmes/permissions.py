"""What may be permitted around programmes, and the roles that bundle it."""

from __future__ import annotations

from kopukm_core.identity.roles import Permission, Role

READ_PROGRAMMES = "core.read_programmes"
MANAGE_PROGRAMMES = "core.manage_programmes"

PROGRAMME_PERMISSIONS: tuple[Permission, ...] = (
    Permission(READ_PROGRAMMES, "Melihat siklus program dan langkahnya"),
    Permission(MANAGE_PROGRAMMES, "Mengelola unit, pejabat, kop surat, dan dokumen program"),
)

PROGRAMME_ROLES: tuple[Role, ...] = (
    Role("core.programme_reader", "Pembaca siklus program", (READ_PROGRAMMES,)),
    Role(
        "core.programme_manager",
        "Pengelola unit, pejabat, dan dokumen program",
        (READ_PROGRAMMES, MANAGE_PROGRAMMES),
        scoped_by_region=False,
    ),
)
