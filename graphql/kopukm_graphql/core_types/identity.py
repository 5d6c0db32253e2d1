"""Accounts, roles, memberships and sessions in the contract: the person's own, and what managers see."""

from __future__ import annotations

from kopukm_core.identity import models
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, to_many, to_one
from kopukm_graphql.source.roots import RootField, connection, lookup
from kopukm_graphql.source.types import enum_definition

enum_definition(models.AccountState, "Keadaan akun.")
enum_definition(models.MembershipState, "Keadaan keanggotaan seseorang pada koperasi atau usaha.")
enum_definition(models.TokenKind, "Milik siapa sebuah token.")


@source(
    models.Account,
    description="Akun seseorang: petugas, pengurus koperasi, atau pemilik usaha.",
    filters=("state",),
    orders=(Order("created_at", "created_at", "Menurut waktu dibuat."),),
)
class Account:
    """Somebody who can log in."""

    login_name = column("Nama masuk, tersamar.")
    name = column("Nama orangnya.")
    state = column("Keadaan akun.")
    must_change_password = column("Kata sandi sementara harus diganti.")
    created_at = column("Kapan dibuat.")
    last_login_at = column("Kapan terakhir masuk.")
    roles = to_many(
        "RoleAssignment",
        key="account_id",
        where={"ended_at": None},
        order=("role", "region_code"),
        description="Peran yang sedang dipegang.",
    )
    memberships = to_many(
        "Membership",
        key="account_id",
        order=("-requested_at",),
        description="Keanggotaan pada koperasi atau usaha.",
    )
    sessions = to_many(
        "AccessToken",
        key="account_id",
        where={"revoked_at": None},
        order=("-created_at",),
        description="Sesi yang belum diakhiri; yang sudah lewat `expiresAt` tidak berlaku lagi.",
    )


@source(models.RoleAssignment, description="Peran yang diberikan kepada sebuah akun.", orders=("granted_at",))
class RoleAssignment:
    """A role given to an account."""

    role = column("Nama peran.")
    region_code = column("Wilayah berlakunya; kosong berarti tanpa batas wilayah.", type=str)
    granted_by = column("Siapa yang memberikan.")
    granted_at = column("Kapan diberikan.")
    ended_at = column("Kapan berakhir.")
    account = to_one("Account", key="account_id", description="Akunnya.")


@source(
    models.PartyMembership,
    name="Membership",
    description="Keanggotaan sebuah akun pada koperasi atau usaha, sesudah disetujui petugas.",
    filters=("state",),
    orders=(Order("requested_at", "requested_at", "Menurut waktu diminta."),),
)
class Membership:
    """An account's place in a party."""

    title = column("Kedudukannya di sana, menurut pemohon.")
    state = column("Keadaan permintaan.")
    requested_at = column("Kapan diminta.")
    decided_at = column("Kapan diputuskan.")
    reason = column("Alasan keputusan.")
    account = to_one("Account", key="account_id", description="Akunnya.")
    party = to_one("Party", key="party_id", description="Koperasi atau usahanya.")


@source(models.AccessToken, description="Sesi seseorang, atau token sebuah layanan.", orders=("created_at",))
class AccessToken:
    """A session or a service's token; the token itself is never shown again."""

    kind = column("Milik orang atau layanan.")
    title = column("Perangkat atau keperluannya.")
    created_at = column("Kapan dimulai.")
    expires_at = column("Berakhir bila tidak dipakai sampai saat ini.")
    last_used_at = column("Kapan terakhir dipakai.")
    revoked_at = column("Kapan diakhiri.")


IDENTITY_TYPES = (Account, RoleAssignment, Membership, AccessToken)

IDENTITY_ROOTS: tuple[RootField, ...] = (
    connection("accounts", of="Account", description="Akun yang boleh Anda lihat."),
    lookup("account", of="Account", by=("id",), description="Satu akun."),
    connection(
        "memberships",
        of="Membership",
        description="Keanggotaan yang boleh Anda lihat, misalnya untuk disetujui.",
    ),
)
