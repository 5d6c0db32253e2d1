"""Who may run activities, and who reads what is not public of them."""

from __future__ import annotations

from kopukm_core.identity.roles import Permission, Role

READ_ACTIVITIES = "core.read_activities"
MANAGE_ACTIVITIES = "core.manage_activities"
MANAGE_ACTIVITY_RULES = "core.manage_activity_rules"

ACTIVITY_PERMISSIONS: tuple[Permission, ...] = (
    Permission(READ_ACTIVITIES, "Melihat rancangan, peserta, dan hasil kegiatan"),
    Permission(MANAGE_ACTIVITIES, "Mengelola kegiatan yang bukan milik satu program"),
    Permission(MANAGE_ACTIVITY_RULES, "Menetapkan aturan dan formulir umpan balik kegiatan"),
)

ACTIVITY_ROLES: tuple[Role, ...] = (
    Role("core.activity_reader", "Pembaca kegiatan", (READ_ACTIVITIES,)),
    Role("core.activity_officer", "Petugas kegiatan", (READ_ACTIVITIES, MANAGE_ACTIVITIES)),
    Role(
        "core.activity_administrator",
        "Pengelola aturan kegiatan",
        (READ_ACTIVITIES, MANAGE_ACTIVITY_RULES),
        scoped_by_region=False,
    ),
)
