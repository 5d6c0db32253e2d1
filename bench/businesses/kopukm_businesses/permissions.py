"""What may be permitted in the plugin, and the role that bundles it."""

from __future__ import annotations

from kopukm_core.identity import Permission, Role

READ_TURNOVER = "businesses.read_turnover"
WRITE = "businesses.write"

PERMISSIONS = (
    Permission(READ_TURNOVER, "Melihat omzet usaha yang belum divalidasi"),
    Permission(WRITE, "Mencatat usaha"),
)
ROLES = (
    Role("businesses.officer", "Petugas pendataan usaha", (READ_TURNOVER, WRITE), scoped_by_region=True),
)
