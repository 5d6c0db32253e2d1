"""Throttled login: failures are counted in the database, so every process of the platform agrees."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.errors import ThrottledError
from kopukm_core.identity.models import LoginThrottle
from kopukm_core.privacy.keys import active_keys
from kopukm_core.privacy.kinds import PersonalKind, normalise

FREE_ATTEMPTS = {"account": 5, "address": 30}
"""Failures without waiting. An address may be an office or a village with many people behind it."""
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


async def count_attempt(login_name: str, address: str) -> None:
    """Count an attempt before its password is looked at; `forgive` takes it back when the password was right.

    Counting first means that many attempts at once cannot all pass before the first failure is written.
    Raises ThrottledError, with nothing counted, while the account's name or the address has to wait. Must not
    run inside a transaction that a failed login rolls back.
    """
    subjects = _subjects(login_name, address)
    moment = clock.now()
    async with transaction():
        await LoginThrottle.bulk_create(
            [LoginThrottle(subject=subject) for subject in sorted(subjects)], ignore_conflicts=True
        )
        # Locked in one order, so that two logins never wait for each other.
        rows = await LoginThrottle.filter(subject__in=list(subjects)).order_by("subject").select_for_update()
        # A longer wait than we give was given while the clock was ahead.
        waits = [
            row.blocked_until - moment
            for row in rows
            if row.blocked_until and timedelta(0) < row.blocked_until - moment <= LONGEST_WAIT
        ]
        if waits:
            raise throttled(max(waits))
        for row in rows:
            if row.last_attempt_at is None or moment - row.last_attempt_at > FORGOTTEN_AFTER:
                row.failures = 0
            row.failures += 1
            row.last_attempt_at = moment
            wait = wait_after(row.failures, FREE_ATTEMPTS[subjects[row.subject]])
            row.blocked_until = moment + wait if wait else None
            await row.save(update_fields=["failures", "last_attempt_at", "blocked_until"])


async def forgive(login_name: str, address: str) -> None:
    """After a right password: the account starts afresh, and the address gets its one attempt back."""
    for subject, kind in sorted(_subjects(login_name, address).items()):
        if kind == "account":
            await LoginThrottle.filter(subject=subject).delete()
        else:
            row = await LoginThrottle.filter(subject=subject).select_for_update().first()
            if row is not None:
                row.failures, row.blocked_until = max(0, row.failures - 1), None
                await row.save(update_fields=["failures", "blocked_until"])


def wait_after(failures: int, free: int) -> timedelta:
    """How long to wait after this many failures: nothing, then 2, 4, 8 … seconds, at most 15 minutes."""
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - free + 1, 20)), LONGEST_WAIT)


def throttled(wait: timedelta) -> ThrottledError:
    """The refusal, with the seconds to wait."""
    seconds = max(1, ceil(wait.total_seconds()))
    words = f"{seconds} detik" if seconds < 120 else f"{ceil(seconds / 60)} menit"
    return ThrottledError(
        "Terlalu banyak percobaan masuk.", remedy=f"Coba lagi {words} lagi.", retry_after=seconds
    )


async def forget_old_attempts() -> int:
    """Delete what no longer counts; how many rows."""
    return await LoginThrottle.filter(last_attempt_at__lt=clock.now() - FORGOTTEN_AFTER).delete()


def _subjects(login_name: str, address: str) -> dict[str, str]:
    """Subject to its kind. Hashed with a key: the table tells nobody who tried to log in from where."""
    ring = active_keys()
    kinds = {"account": normalise(login_name, PersonalKind.LOGIN), "address": address.strip()}
    return {
        f"{kind}:{ring.lookup_hash(value, f'login_throttle.{kind}')}": kind
        for kind, value in kinds.items()
        if value
    }
