"""What may be permitted about figures."""

from __future__ import annotations

from kopukm_core.identity import Permission, Role

OVERRIDE = "siopik.override_status"
PUBLISH = "siopik.publish_figures"
SET_RULES = "siopik.set_rules"

PERMISSIONS = (
    Permission(OVERRIDE, "Menetapkan status koperasi di atas hasil hitungan"),
    Permission(PUBLISH, "Menerbitkan angka"),
    Permission(SET_RULES, "Menambah versi aturan hitungan"),
)

ROLES = (
    Role(
        "siopik.figures_keeper",
        "Penanggung jawab angka koperasi",
        (OVERRIDE, PUBLISH, SET_RULES),
        scoped_by_region=False,
    ),
)
