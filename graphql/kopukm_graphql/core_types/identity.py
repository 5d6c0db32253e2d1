"""Accounts, sessions, roles and memberships in the contract: one's own, and those one manages."""

from kopukm_core.identity import models
from kopukm_graphql.source.declaration import source
from kopukm_graphql.source.fields import column, to_many, to_one
from kopukm_graphql.source.roots import RootField, connection

_LIVING_TOKENS = {"revoked_at": None}
_LIVING_ROLES = {"ended_at": None}


@source(
    models.Account,
    description="Akun seseorang yang dapat masuk: petugas, pengurus koperasi, atau pemilik usaha.",
    filters=("state",),
    orders=("created_at",),
)
class Account:
    """A person's account."""

    login_name = column("Nama masuk; alamat surel disamarkan.")
    name = column("Nama lengkap.")
    state = column("Aktif atau dinonaktifkan.")
    must_change_password = column("Benar bila kata sandi sementara harus diganti.")
    created_at = column("Waktu dibuat.")
    last_login_at = column("Waktu terakhir masuk.")
    sessions = to_many(
        "AccessToken",
        key="account_id",
        where=_LIVING_TOKENS,
        order=("-created_at",),
        first=20,
        description="Sesi yang belum diakhiri, yang terbaru dahulu; hanya terlihat oleh pemiliknya.",
    )
    roles = to_many(
        "RoleAssignment",
        key="account_id",
        where=_LIVING_ROLES,
        order=("role", "region_code"),
        first=50,
        description="Peran yang dipegang.",
    )
    memberships = to_many(
        "PartyMembership",
        key="account_id",
        order=("-requested_at",),
        first=20,
        description="Keanggotaan pada koperasi atau usaha, termasuk yang menunggu keputusan.",
    )


@source(
    models.AccessToken,
    description="Sesi seseorang, atau token sebuah layanan. Teks tokennya tidak pernah ditampilkan lagi.",
    orders=("created_at",),
)
class AccessToken:
    """A session, or a service's token."""

    kind = column("Sesi orang atau token layanan.")
    title = column("Perangkat, atau keterangan pembuatnya.")
    scopes = column("Izin token layanan, dipisah spasi; kosong untuk sesi orang.")
    region_code = column("Wilayah token layanan; kosong berarti semua.")
    created_at = column("Waktu dibuat.")
    expires_at = column("Berakhir pada saat ini bila tidak dipakai.")
    last_used_at = column("Kira-kira kapan terakhir dipakai.")
    revoked_at = column("Waktu diakhiri.")
    service = to_one("Service", key="service_id", description="Layanan pemilik token.")


@source(
    models.RoleAssignment,
    description="Peran yang diberikan kepada sebuah akun di satu wilayah dan semua wilayah di bawahnya.",
    orders=("granted_at",),
)
class RoleAssignment:
    """A role held, or once held."""

    role = column("Nama peran, misalnya core.administrator.")
    region_code = column("Kode wilayah; kosong untuk peran tanpa wilayah.")
    granted_at = column("Waktu diberikan.")
    ended_at = column("Waktu diakhiri.")
    account = to_one("Account", key="account_id", description="Pemegang peran.")


@source(
    models.PartyMembership,
    description="Keanggotaan seseorang pada koperasi atau usaha, diminta orangnya dan diputuskan petugas.",
    filters=("state",),
    orders=("requested_at",),
)
class PartyMembership:
    """A membership, from request to end."""

    title = column("Jabatan menurut orangnya.")
    state = column("Keadaan permintaan atau keanggotaan.")
    requested_at = column("Waktu diminta.")
    decided_at = column("Waktu diputuskan.")
    reason = column("Alasan keputusan.")
    account = to_one("Account", key="account_id", description="Orangnya.")
    party = to_one("Party", key="party_id", description="Koperasi atau usahanya.")


@source(models.Service, description="Program lain yang memakai platform ini.", orders=("created_at",))
class Service:
    """A program with its own tokens."""

    name = column("Nama singkat.")
    title = column("Nama lengkap.")
    created_at = column("Waktu dibuat.")
    disabled_at = column("Waktu dinonaktifkan.")


@source(
    models.ServiceContact,
    description="Kontak pada sebuah layanan yang pemiliknya sudah dipastikan.",
    orders=("created_at",),
)
class ServiceContact:
    """A verified contact of a service."""

    verified_at = column("Waktu dipastikan.")
    created_at = column("Waktu dicatat.")
    service = to_one("Service", key="service_id", description="Layanannya.")


IDENTITY_ROOTS: tuple[RootField, ...] = (
    connection("accounts", of="Account", description="Akun yang Anda kelola, dan akun Anda sendiri."),
    connection(
        "membershipRequests",
        of="PartyMembership",
        where={"state": "requested"},
        description="Permintaan keanggotaan yang menunggu: yang boleh Anda putuskan, dan milik sendiri.",
    ),
)
