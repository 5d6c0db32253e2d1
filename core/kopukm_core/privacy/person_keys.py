"""Sealing values for one person, so that erasing the person is destroying one key."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.errors import ConfigurationError, KopukmError
from kopukm_core.privacy.keys import active_keys
from kopukm_core.privacy.models import PersonKey

_SEALED = re.compile(r"p(\d{1,18}):([A-Za-z0-9_-]+)")


class ErasedError(KopukmError):
    """The person's key was destroyed: what was sealed for them no longer exists for anyone."""

    code = "ERASED"


async def seal(person_reference: str, value: Any) -> str:
    """The value (anything JSON can say) encrypted for one person, as text `p12:…`.

    The person's key is made at first use, in the caller's transaction. After `destroy`, a new key is made:
    what was sealed before stays erased.
    """
    key = await _living_key(person_reference)
    nonce = secrets.token_bytes(12)
    data = AESGCM(_unwrap(key)).encrypt(nonce, orjson.dumps(value), _context(key.id))
    return f"p{key.id}:{base64.urlsafe_b64encode(nonce + data).rstrip(b'=').decode()}"


async def unseal(sealed: str, person_reference: str | None = None) -> Any:
    """What was sealed (for this person, where one is named); raises ErasedError once the key is destroyed."""
    found = _SEALED.fullmatch(sealed)
    key = await PersonKey.get_or_none(id=int(found.group(1))) if found else None
    if found is None or key is None or person_reference not in (None, key.reference):
        raise ConfigurationError("Nilai tersegel rusak: kuncinya tidak dikenal.")
    if key.wrapped is None:
        raise ErasedError("Data pribadi ini sudah dihapus.")
    body = found.group(2)
    raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    try:
        opened = orjson.loads(AESGCM(_unwrap(key)).decrypt(raw[:12], raw[12:], _context(key.id)))
    except InvalidTag:
        raise ConfigurationError("Nilai tersegel rusak: isinya berubah.") from None
    return opened


async def destroy(person_reference: str) -> bool:
    """Destroy the person's key; whether there was one. Older backups hold it until they expire."""
    destroyed = await PersonKey.filter(living_reference=person_reference).update(
        living_reference=None, wrapped=None, destroyed_at=clock.now()
    )
    return destroyed > 0


async def rewrap_person_keys(*, rows_at_once: int = 200, report: Callable[[int], None] | None = None) -> int:
    """Wrap every living key again under the current key of the ring; how many were changed.

    Works in short transactions and may be stopped and started again. A key destroyed meanwhile stays destroyed.
    `report` is told how many each transaction changed.
    """
    ring, changed, last = active_keys(), 0, 0
    while True:
        outdated = PersonKey.filter(id__gt=last, wrapped__isnull=False)
        found = (
            await outdated.exclude(wrapped__startswith=f"{ring.current}:").order_by("id").limit(rows_at_once)
        )
        if not found:
            return changed
        now = 0
        async with transaction():
            for key in found:
                fresh = ring.encrypt(_unwrap(key), _wrap_context(key.reference))
                now += await PersonKey.filter(id=key.id, wrapped=key.wrapped).update(wrapped=fresh)
        last, changed = found[-1].id, changed + now
        if report is not None:
            report(now)


async def _living_key(reference: str) -> PersonKey:
    key = await PersonKey.get_or_none(living_reference=reference)
    if key is not None:
        return key
    wrapped = active_keys().encrypt(secrets.token_bytes(32), _wrap_context(reference))
    async with transaction():
        draft = PersonKey(
            reference=reference, living_reference=reference, wrapped=wrapped, created_at=clock.now()
        )
        await PersonKey.bulk_create([draft], ignore_conflicts=True)  # another process may be making it now
        return await PersonKey.get(living_reference=reference)


def _unwrap(key: PersonKey) -> bytes:
    if key.wrapped is None:
        raise ErasedError("Data pribadi ini sudah dihapus.")
    return active_keys().decrypt(key.wrapped, _wrap_context(key.reference))


def _wrap_context(reference: str) -> str:
    return f"person_key.wrapped/{reference}"


def _context(key_id: int) -> bytes:
    return f"person_key/{key_id}".encode()
