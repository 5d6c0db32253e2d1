"""Commands on accounts and their roles, for whoever manages them."""

from __future__ import annotations

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.identity.accounts import (
    account_by_id,
    create_account,
    disable_account,
    enable_account,
    hash_of_new_password,
    set_password,
)
from kopukm_core.identity.assignments import assign_role, end_role, require_manageable
from kopukm_core.identity.commands.fields import AccountId
from kopukm_core.identity.core_roles import MANAGE_ACCOUNTS
from kopukm_core.identity.models import Account, RoleAssignment
from kopukm_core.identity.role_places import check_role_and_place
from kopukm_core.values import RegionCode

_TEMPORARY = "Kata sandi sementara, minimal 10 karakter; pemilik akun menggantinya saat masuk."


@command("core.create_account", title="Buat akun", permission=MANAGE_ACCOUNTS, returns=Account)
class CreateAccount:
    """Membuat akun tanpa peran. Kata sandinya diganti pemilik akun saat pertama kali masuk."""

    login_name: str = ask(
        "Nama masuk",
        help="Alamat surel, atau nama seperti siti.aminah.",
        example="siti.aminah",
        maximum_length=254,
        personal=True,
    )
    name: str = ask("Nama lengkap", maximum_length=200, personal=True)
    password: str = ask("Kata sandi", help=_TEMPORARY, maximum_length=256, secret=True)

    _hash: str

    async def prepare(self, context: CommandContext) -> None:
        self._hash = await hash_of_new_password(self.password, self.login_name)

    async def run(self, context: CommandContext) -> Account:
        account = await create_account(
            self.login_name, self.name, self._hash, created_by=context.actor.key, must_change_password=True
        )
        context.person = f"person:{account.id}"
        await context.audit("create", account)
        return account


@command("core.disable_account", title="Nonaktifkan akun", permission=MANAGE_ACCOUNTS, returns=Account)
class DisableAccount:
    """Menonaktifkan akun: semua sesinya berakhir seketika; riwayatnya tetap ada."""

    account_id: AccountId = ask("Nomor akun")

    async def run(self, context: CommandContext) -> Account:
        account = await account_by_id(self.account_id)
        await require_manageable(context.actor, account, roles=context.platform.roles)
        await disable_account(account)
        await context.audit("disable", account)
        return account


@command("core.enable_account", title="Aktifkan akun kembali", permission=MANAGE_ACCOUNTS, returns=Account)
class EnableAccount:
    """Mengaktifkan kembali akun yang dinonaktifkan."""

    account_id: AccountId = ask("Nomor akun")

    async def run(self, context: CommandContext) -> Account:
        account = await account_by_id(self.account_id)
        await require_manageable(context.actor, account, roles=context.platform.roles)
        await enable_account(account)
        await context.audit("enable", account)
        return account


@command(
    "core.reset_password", title="Setel ulang kata sandi", permission=MANAGE_ACCOUNTS, returns=Account,
    credential=True,
)  # fmt: skip
class ResetPassword:
    """Memberi akun kata sandi sementara; semua sesinya berakhir."""

    account_id: AccountId = ask("Nomor akun")
    password: str = ask("Kata sandi sementara", help=_TEMPORARY, maximum_length=256, secret=True)

    _account: Account
    _hash: str

    async def prepare(self, context: CommandContext) -> None:
        self._account = await account_by_id(self.account_id)
        await require_manageable(context.actor, self._account, roles=context.platform.roles)
        self._hash = await hash_of_new_password(self.password, self._account.login_name.whole())

    async def run(self, context: CommandContext) -> Account:
        await require_manageable(context.actor, self._account, roles=context.platform.roles)
        await set_password(self._account, self._hash, must_change=True)
        await context.audit("reset_password", self._account)
        return self._account


@command("core.assign_role", title="Beri peran", permission=None, returns=RoleAssignment)
class AssignRole:
    """Memberi akun sebuah peran di satu wilayah beserta semua wilayah di bawahnya."""

    account_id: AccountId = ask("Nomor akun")
    role: str = ask("Peran", help="Nama peran, misalnya core.administrator.", maximum_length=100)
    region_code: RegionCode | None = ask("Wilayah", help="Kode wilayah; kosong untuk peran tanpa wilayah.")

    async def run(self, context: CommandContext) -> RoleAssignment:
        account = await account_by_id(self.account_id)
        assignment = await assign_role(
            context.actor, account, self.role, self.region_code or "", roles=context.platform.roles
        )
        await check_role_and_place(self.role, self.region_code or "", context.platform.roles)
        place = {"role": (None, self.role), "region_code": (None, self.region_code)}
        await context.audit("assign", assignment, place)
        return assignment


@command("core.end_role", title="Akhiri peran", permission=None, returns=RoleAssignment)
class EndRole:
    """Mengakhiri peran yang dipegang sebuah akun."""

    account_id: AccountId = ask("Nomor akun")
    role: str = ask("Peran", maximum_length=100)
    region_code: RegionCode | None = ask("Wilayah", help="Kode wilayah; kosong untuk peran tanpa wilayah.")

    async def run(self, context: CommandContext) -> RoleAssignment:
        account = await account_by_id(self.account_id)
        assignment = await end_role(
            context.actor, account, self.role, self.region_code or "", roles=context.platform.roles
        )
        await context.audit("end", assignment, {"role": (self.role, None)})
        return assignment
