"""Passwords: hashing by argon2id, and which passwords are refused."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from kopukm_core.errors import Problem
from kopukm_core.identity.common_passwords import COMMON_PASSWORDS

MINIMUM_LENGTH = 10
MAXIMUM_LENGTH = 256
_limiter: RunVar[CapacityLimiter | None] = RunVar("kopukm_password_limiter")


@dataclass(frozen=True)
class Passwords:
    """Argon2id with these parameters (RFC 9106, section 4, for machines with little memory); memory in KiB.

    `at_once` bounds how many hashes are worked on together, and with it the memory that a flood of logins
    takes.
    """

    time_cost: int = 3
    memory_cost: int = 65_536
    parallelism: int = 4
    at_once: int = 2

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(self.time_cost, self.memory_cost, self.parallelism, type=Type.ID)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("tidak ada akun dengan nama ini")

    async def hash_of_nobody(self) -> str:
        """What the login of an unknown account is verified against: the same work as for a known one."""
        return await to_thread.run_sync(lambda: self._nobody, limiter=self._limiter())

    async def hash(self, password: str) -> str:
        return await to_thread.run_sync(self._hasher.hash, _canonical(password), limiter=self._limiter())

    async def verify(self, password_hash: str, password: str) -> bool:
        """Whether the password is the one hashed; the comparison takes the same time either way."""
        return await to_thread.run_sync(self._matches, password_hash, password, limiter=self._limiter())

    def is_outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with other parameters than these: log-in then makes it anew."""
        return self._hasher.check_needs_rehash(password_hash)

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, _canonical(password))
        except (VerificationError, InvalidHashError):
            return False

    def _limiter(self) -> CapacityLimiter:
        limiter = _limiter.get(None)
        if limiter is None:
            limiter = CapacityLimiter(self.at_once)
            _limiter.set(limiter)
        return limiter


def password_problems(password: str, login_name: str, field: str = "password") -> list[Problem]:
    """Why this password is refused for this account, in words that help; empty where it is fine."""
    plain = _canonical(password).casefold()
    problems = []
    if len(plain) < MINIMUM_LENGTH:
        problems.append(
            Problem(
                field, "TOO_SHORT", f"Kata sandi minimal {MINIMUM_LENGTH} karakter; kalimat pendek boleh."
            )
        )
    if len(password) > MAXIMUM_LENGTH:
        problems.append(Problem(field, "TOO_LONG", f"Kata sandi paling panjang {MAXIMUM_LENGTH} karakter."))
    login = unicodedata.normalize("NFKC", login_name).casefold().strip()
    names = {name for name in (login, login.partition("@")[0]) if len(name) >= 4}
    if plain == login or any(name in plain for name in names):
        problems.append(
            Problem(field, "CONTAINS_LOGIN_NAME", "Kata sandi tidak boleh memuat nama masuk Anda.")
        )
    letters = plain.strip("0123456789!?.*#@ ")
    if plain in COMMON_PASSWORDS or letters in COMMON_PASSWORDS or (plain and len(set(plain)) < 4):
        problems.append(
            Problem(field, "TOO_COMMON", "Kata sandi ini terlalu mudah ditebak; pilih yang lain.")
        )
    return problems


def _canonical(password: str) -> str:
    """One form for what different keyboards send for the same characters (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


PASSWORDS = Passwords()
