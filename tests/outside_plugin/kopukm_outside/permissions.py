"""What may be permitted in the plugin, and the role that bundles it."""

from __future__ import annotations

from kopukm_core.identity import Permission, Role

READ = "outside.read_visits"
READ_NOTES = "outside.read_notes"
WRITE = "outside.write_visits"

PERMISSIONS = (
    Permission(READ, "Melihat kunjungan"),
    Permission(READ_NOTES, "Melihat catatan kunjungan"),
    Permission(WRITE, "Mencatat kunjungan"),
)
ROLES = (Role("outside.visitor", "Petugas kunjungan", (READ, READ_NOTES, WRITE), scoped_by_region=True),)
