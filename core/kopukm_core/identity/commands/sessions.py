"""Commands of a person's own sessions: logging in and out, ending a session, changing the password."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotAllowedError, NotFoundError
from kopukm_core.identity.accounts import hash_of_new_password, set_password
from kopukm_core.identity.assignments import require_manageable
from kopukm_core.identity.client import Client, current_client
from kopukm_core.identity.commands.fields import TokenId, own_account
from kopukm_core.identity.core_roles import MANAGE_SERVICES
from kopukm_core.identity.login import check_own_password, check_password, start_session
from kopukm_core.identity.models import AccessToken, Account
from kopukm_core.identity.tokens import revoke_token


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Sesi baru."""

    token: str = field(metadata={"description": "Token sesi; hanya diberikan kali ini."})
    expires_at: datetime = field(metadata={"description": "Sesi berakhir pada saat ini bila tidak dipakai."})
    must_change_password: bool = field(
        metadata={"description": "Benar bila kata sandi sementara harus diganti lebih dahulu."}
    )

    def __repr__(self) -> str:
        return "<LoggedIn>"


@command("core.log_in", title="Masuk", permission=None, returns=LoggedIn, credential=True)
class LogIn:
    """Masuk dengan nama masuk dan kata sandi. Token hanya ditampilkan satu kali."""

    login_name: str = ask(
        "Nama masuk", help="Alamat surel atau nama masuk.", maximum_length=254, personal=True
    )
    password: str = ask("Kata sandi", maximum_length=256, secret=True)
    device: str | None = ask("Nama perangkat", help="Tampil di daftar sesi Anda.", maximum_length=120)

    _account: Account

    async def prepare(self, context: CommandContext) -> None:
        self._account = await check_password(self.login_name, self.password, current_client())

    async def run(self, context: CommandContext) -> LoggedIn:
        client = current_client()
        device = self.device or client.device
        token = await start_session(self._account, Client(client.address, device))
        context.person = f"person:{self._account.id}"
        await context.audit("log_in", self._account)
        return LoggedIn(token.text, token.expires_at, self._account.must_change_password)


@command("core.log_out", title="Keluar", permission=None)
class LogOut:
    """Mengakhiri sesi yang sedang dipakai."""

    async def run(self, context: CommandContext) -> None:
        account = await own_account(context)
        if context.actor.token_id is not None:
            await revoke_token(context.actor.token_id)
        await context.audit("log_out", account)


@command("core.revoke_token", title="Akhiri sesi atau token", permission=None)
class RevokeToken:
    """Mengakhiri satu sesi milik sendiri, sesi akun yang dikelola, atau token layanan."""

    token_id: TokenId = ask("Nomor sesi atau token")

    async def run(self, context: CommandContext) -> None:
        token = await AccessToken.get_or_none(id=self.token_id)
        if token is None or not await self._may(context, token):
            raise NotFoundError("Sesi atau token itu tidak ada, atau sudah berakhir.")
        await revoke_token(token.id)
        await context.audit("revoke", token)

    async def _may(self, context: CommandContext, token: AccessToken) -> bool:
        actor = context.actor
        if token.account_id is None:
            return actor.may(MANAGE_SERVICES, token.region_code)
        if token.account_id == actor.account_id and not actor.acting_for:
            return True
        try:
            await require_manageable(
                actor, await Account.get(id=token.account_id), roles=context.platform.roles
            )
        except NotAllowedError:
            return False
        return True


@command("core.change_password", title="Ganti kata sandi", permission=None, credential=True)
class ChangePassword:
    """Mengganti kata sandi sendiri. Semua sesi lain berakhir."""

    current_password: str = ask("Kata sandi sekarang", maximum_length=256, secret=True)
    new_password: str = ask(
        "Kata sandi baru",
        help="Minimal 10 karakter; kalimat pendek paling mudah diingat.",
        maximum_length=256,
        secret=True,
    )

    _account: Account
    _hash: str

    async def prepare(self, context: CommandContext) -> None:
        self._account = await own_account(context)
        await check_own_password(self._account, self.current_password, current_client())
        login = self._account.login_name.whole()
        self._hash = await hash_of_new_password(self.new_password, login, field="new_password")
        if self.new_password == self.current_password:
            context.refuse("new_password", "SAME", "Kata sandi baru harus berbeda dari yang sekarang.")

    async def run(self, context: CommandContext) -> None:
        await set_password(self._account, self._hash, keep_token=context.actor.token_id)
        await context.audit("change_password", self._account)
