"""The permissions and roles of the core itself."""

from __future__ import annotations

from kopukm_core.identity.roles import MANAGE_ROLES, Permission, Role

MANAGE_ACCOUNTS = "core.manage_accounts"
READ_PERSONAL_DATA = "core.read_personal_data"
APPROVE_MEMBERSHIP = "core.approve_membership"
MANAGE_SERVICES = "core.manage_services"
READ_AUDIT = "core.read_audit"
VERIFY_CONTACTS = "core.verify_contacts"

CORE_PERMISSIONS: tuple[Permission, ...] = (
    Permission(MANAGE_ACCOUNTS, "Mengelola akun"),
    Permission(MANAGE_ROLES, "Memberi dan mengakhiri peran"),
    Permission(READ_PERSONAL_DATA, "Membaca data pribadi secara utuh"),
    Permission(APPROVE_MEMBERSHIP, "Memutuskan keanggotaan orang pada koperasi atau usaha"),
    Permission(MANAGE_SERVICES, "Mengelola layanan dan token layanan"),
    Permission(READ_AUDIT, "Membaca catatan tindakan"),
    Permission(VERIFY_CONTACTS, "Menyatakan nomor kontak sudah terverifikasi"),
)

CORE_ROLES: tuple[Role, ...] = (
    Role(
        "core.administrator",
        "Pengelola akun",
        (MANAGE_ACCOUNTS, MANAGE_ROLES, APPROVE_MEMBERSHIP),
    ),
    Role("core.membership_officer", "Petugas keanggotaan", (APPROVE_MEMBERSHIP,)),
    Role("core.personal_data_reader", "Pembaca data pribadi", (READ_PERSONAL_DATA,)),
    Role("core.auditor", "Pemeriksa catatan", (READ_AUDIT,), scoped_by_region=False),
    Role("core.service_administrator", "Pengelola layanan", (MANAGE_SERVICES,), scoped_by_region=False),
)
