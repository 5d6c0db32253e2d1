"""Accounts: making them, finding them, shutting and opening them."""

from __future__ import annotations

import re

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.errors import NotFoundError, Problem, ProblemsError
from kopukm_core.identity.models import Account, AccountState
from kopukm_core.identity.passwords import PASSWORDS, Passwords, password_problems
from kopukm_core.identity.tokens import revoke_tokens_of
from kopukm_core.privacy import PersonalKind, PersonalText, find_by, normalise

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}|[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")


async def hash_of_new_password(
    password: str, login_name: str, *, field: str = "password", passwords: Passwords = PASSWORDS
) -> str:
    """The hash of a password that keeps the rules; ProblemsError with every rule it breaks."""
    problems = password_problems(password, login_name, field)
    if problems:
        raise ProblemsError(problems)
    return await passwords.hash(password)


async def create_account(
    login_name: str, name: str, password_hash: str, *, created_by: str, must_change_password: bool = False
) -> Account:
    """A new active account without roles. `login_name` is an e-mail address or a name such as `siti.aminah`.

    `password_hash` comes from `hash_of_new_password`: hashing is slow, and is done before the transaction.
    Raises ProblemsError where the login name is malformed or taken.
    """
    login = normalise(login_name, PersonalKind.LOGIN)
    if not _LOGIN.fullmatch(login) or len(login) > 254:
        message = "Nama masuk: alamat surel, atau 3–60 huruf kecil, angka, titik, garis."
        raise ProblemsError([Problem("login_name", "INVALID", message)])
    if not name.strip():
        raise ProblemsError([Problem("name", "REQUIRED", "Nama: wajib diisi.")])
    taken = ProblemsError([Problem("login_name", "TAKEN", "Nama masuk ini sudah dipakai akun lain.")])
    if await find_by(Account, "login_name", login).exists():
        raise taken
    moment = clock.now()
    try:
        async with transaction():
            return await Account.create(
                login_name=PersonalText(login, PersonalKind.LOGIN),
                name=" ".join(name.split()),
                password_hash=password_hash,
                must_change_password=must_change_password,
                created_at=moment,
                created_by=created_by,
                password_changed_at=moment,
            )
    except IntegrityError:
        raise taken from None


async def find_account(login_name: str) -> Account:
    """The account of a login name; NotFoundError names what was asked for."""
    account = await find_by(Account, "login_name", login_name).first()
    if not isinstance(account, Account):
        raise NotFoundError(f"Tidak ada akun dengan nama masuk {login_name!r}.")
    return account


async def account_by_id(account_id: int) -> Account:
    """The account with this id; NotFoundError where there is none."""
    account = await Account.get_or_none(id=account_id)
    if account is None:
        raise NotFoundError("Akun itu tidak ada.")
    return account


async def disable_account(account: Account) -> None:
    """Shut an account: no way in any more, every session ended. Its history stays."""
    async with transaction():
        await Account.filter(id=account.id).update(state=AccountState.DISABLED, disabled_at=clock.now())
        await revoke_tokens_of(account.id)


async def enable_account(account: Account) -> None:
    """Open a shut account again; its old sessions stay ended."""
    await Account.filter(id=account.id).update(state=AccountState.ACTIVE, disabled_at=None)


async def set_password(
    account: Account, password_hash: str, *, keep_token: int | None = None, must_change: bool = False
) -> None:
    """Put a new password in place and end the account's sessions, besides the one in use."""
    async with transaction():
        await Account.filter(id=account.id).update(
            password_hash=password_hash, password_changed_at=clock.now(), must_change_password=must_change
        )
        await revoke_tokens_of(account.id, besides=keep_token)
