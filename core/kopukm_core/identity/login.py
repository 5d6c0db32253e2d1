"""Logging in: throttled, with the same answer and the same work whether or not the account exists."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.errors import NotAuthenticatedError, Problem, ProblemsError
from kopukm_core.identity.client import Client
from kopukm_core.identity.models import Account, AccountState
from kopukm_core.identity.passwords import MAXIMUM_LENGTH, PASSWORDS, Passwords
from kopukm_core.identity.throttle import count_attempt, forgive
from kopukm_core.identity.tokens import IssuedToken, issue_person_token
from kopukm_core.privacy import PersonalKind, find_by, normalise


async def check_password(
    login_name: str, password: str, client: Client, *, passwords: Passwords = PASSWORDS
) -> Account:
    """The account whose password this is.

    Call it outside a transaction: the attempt must be counted whatever follows, and hashing must not hold the
    database. Raises ThrottledError while the account or the address has to wait, and ProblemsError with one
    and the same problem for an unknown name and a wrong password. A disabled account is told so, to who knows
    its password.
    """
    login = normalise(login_name[:254], PersonalKind.LOGIN)
    await count_attempt(login, client.address)
    nobody = await passwords.hash_of_nobody()
    account = await find_by(Account, "login_name", login).first()
    known = account.password_hash if isinstance(account, Account) else nobody
    right = await passwords.verify(known, password[: MAXIMUM_LENGTH + 1])
    if not isinstance(account, Account) or not right:
        raise wrong_login()
    if account.state is not AccountState.ACTIVE:
        raise ProblemsError(
            [Problem("", "ACCOUNT_DISABLED", "Akun ini dinonaktifkan. Hubungi pengelola akun di dinas.")]
        )
    if passwords.is_outdated(account.password_hash):
        fresh = await passwords.hash(password)
        await Account.filter(id=account.id, password_hash=account.password_hash).update(password_hash=fresh)
    return account


async def start_session(account: Account, client: Client) -> IssuedToken:
    """A token for an account whose password was just checked.

    Reads the account again: one disabled, or whose password was changed, between check and start gets
    nothing.
    """
    async with transaction():
        fresh = await Account.filter(id=account.id).select_for_update().first()
        if (
            fresh is None
            or fresh.state is not AccountState.ACTIVE
            or fresh.password_changed_at != account.password_changed_at
        ):
            raise wrong_login()
        await forgive(account.login_name.whole(), client.address)
        await Account.filter(id=account.id).update(last_login_at=clock.now())
        return await issue_person_token(fresh, client.device or "Perangkat tanpa nama")


async def log_in(
    login_name: str, password: str, client: Client, *, passwords: Passwords = PASSWORDS
) -> IssuedToken:
    """Check the password and start a session; see both for what they raise."""
    account = await check_password(login_name, password, client, passwords=passwords)
    return await start_session(account, client)


async def check_own_password(
    account: Account, password: str, client: Client, *, passwords: Passwords = PASSWORDS
) -> None:
    """Before a change of password: throttled like a login. Raises ProblemsError on a wrong one."""
    login = account.login_name.whole()
    await count_attempt(login, client.address)
    if not await passwords.verify(account.password_hash, password[: MAXIMUM_LENGTH + 1]):
        raise ProblemsError([Problem("current_password", "WRONG", "Kata sandi sekarang salah.")])
    async with transaction():
        await forgive(login, client.address)


def wrong_login() -> ProblemsError:
    """The one answer to every failed login."""
    return ProblemsError([Problem("", "WRONG_LOGIN", "Nama masuk atau kata sandi salah.")])


def not_authenticated() -> NotAuthenticatedError:
    """The one answer to every token that does not hold."""
    return NotAuthenticatedError("Sesi tidak berlaku atau sudah berakhir.", remedy="Masuk kembali.")
