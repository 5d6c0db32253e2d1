"""The keys of personal data: several, each with an id; the first is the current one."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kopukm_core.errors import ConfigurationError

KEY_BYTES = 32
_KEY_ID = re.compile(r"[a-z][a-z0-9]{0,15}")
_HOW = "Bentuknya k2=KUNCI,k1=KUNCI (yang pertama dipakai); buat kunci dengan: openssl rand -base64 32"


class _Key:
    """One master key, with the two keys derived from it: neither use can weaken the other."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @cached_property
    def cipher(self) -> AESGCM:
        return AESGCM(self._derive(b"kopukm personal data encryption v1"))

    @cached_property
    def lookup(self) -> bytes:
        return self._derive(b"kopukm personal data lookup v1")

    @cached_property
    def fingerprint(self) -> str:
        return self._derive(b"kopukm key fingerprint v1")[:16].hex()

    def _derive(self, purpose: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(self._secret)


class KeyRing:
    """The keys of one installation; its text form never shows a key."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        """`keys` are 32 random bytes by key id, the current one first."""
        if not keys:
            raise ConfigurationError("Tidak ada kunci data pribadi.", remedy=_HOW)
        for key_id, secret in keys.items():
            if not _KEY_ID.fullmatch(key_id):
                raise ConfigurationError(
                    f"Nama kunci {key_id!r} tidak sah (contoh yang sah: k1).", remedy=_HOW
                )
            if len(secret) != KEY_BYTES:
                raise ConfigurationError(f"Kunci {key_id} harus {KEY_BYTES} bita.", remedy=_HOW)
        self._keys = {key_id: _Key(secret) for key_id, secret in keys.items()}
        self.current = next(iter(keys))

    def __repr__(self) -> str:
        return f"<KeyRing {' '.join(self._keys)}>"

    @property
    def key_ids(self) -> tuple[str, ...]:
        return tuple(self._keys)

    def fingerprint(self, key_id: str) -> str:
        """Tells one key from another without telling the key: 32 hexadecimal digits."""
        return self._key(key_id).fingerprint

    def encrypt(self, data: bytes, context: str) -> str:
        """`k1:…` under the current key; only the same context (`table.column`) can open it again."""
        nonce = secrets.token_bytes(12)
        sealed = nonce + self._key(self.current).cipher.encrypt(nonce, data, context.encode())
        return f"{self.current}:{base64.urlsafe_b64encode(sealed).rstrip(b'=').decode()}"

    def decrypt(self, text: str, context: str) -> bytes:
        """Opens what `encrypt` made; ConfigurationError where the key is missing or the value was altered."""
        key_id, sign, body = text.partition(":")
        if not sign:
            raise ConfigurationError("Nilai terenkripsi rusak: tanpa nama kunci.")
        try:
            sealed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
            return self._key(key_id).cipher.decrypt(sealed[:12], sealed[12:], context.encode())
        except ConfigurationError:
            raise
        except Exception:  # a damaged text fails in several libraries; none of their words may reach a reader
            raise ConfigurationError(
                f"Nilai terenkripsi di {context} tidak dapat dibuka dengan kunci {key_id}.",
                remedy="Pulihkan kunci yang benar di KOPUKM_KEYS, atau pulihkan data dari cadangan.",
            ) from None

    def lookup_hash(self, normalised: str, context: str) -> str:
        """The keyed hash (64 hexadecimal digits) under the current key by which an equal value is found."""
        return self._hash(self.current, normalised, context)

    def lookup_hashes(self, normalised: str, context: str) -> tuple[str, ...]:
        """The keyed hashes under every key: rows not yet re-encrypted are found as well."""
        return tuple(self._hash(key_id, normalised, context) for key_id in self._keys)

    def _hash(self, key_id: str, normalised: str, context: str) -> str:
        message = f"{context}\x00{normalised}".encode()
        return hmac.new(self._key(key_id).lookup, message, sha256).hexdigest()

    def _key(self, key_id: str) -> _Key:
        try:
            return self._keys[key_id]
        except KeyError:
            raise ConfigurationError(
                f"Kunci {key_id!r} tidak ada di KOPUKM_KEYS, padahal masih ada data yang memakainya.",
                remedy="Kembalikan kunci itu di belakang kunci yang sekarang: KOPUKM_KEYS=baru=…,lama=…",
            ) from None


def new_key() -> str:
    """The text of a fresh random key."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def parse_keys(text: str, source: str) -> KeyRing:
    """Read `k2=KEY,k1=KEY` (base64; `:` may stand for `=`); errors name the key id, never the key."""
    keys: dict[str, bytes] = {}
    for place, part in enumerate(text.replace(",", " ").split(), start=1):
        found = re.fullmatch(r"([a-z][a-z0-9]{0,15})[=:](.+)", part)
        if found is None:
            raise ConfigurationError(f"{source}: kunci ke-{place} tidak dapat dibaca.", remedy=_HOW)
        key_id, secret = found.groups()
        if key_id in keys:
            raise ConfigurationError(f"{source}: nama kunci {key_id} dipakai dua kali.", remedy=_HOW)
        try:
            keys[key_id] = base64.b64decode(secret.replace("-", "+").replace("_", "/"), validate=True)
        except (binascii.Error, ValueError):
            raise ConfigurationError(f"{source}: kunci {key_id} bukan base64.", remedy=_HOW) from None
    return KeyRing(keys)


_process_ring: KeyRing | None = None
_ring: ContextVar[KeyRing | None] = ContextVar("kopukm_key_ring", default=None)


def install_keys(ring: KeyRing) -> None:
    """Make this ring the process's; called once at start."""
    global _process_ring
    _process_ring = ring


@contextmanager
def using_keys(ring: KeyRing) -> Iterator[KeyRing]:
    """Run the enclosed code, and tasks begun in it, with another ring."""
    token = _ring.set(ring)
    try:
        yield ring
    finally:
        _ring.reset(token)


def active_keys() -> KeyRing:
    """The ring in use; raises ConfigurationError before the start installed one."""
    ring = _ring.get() or _process_ring
    if ring is None:
        raise ConfigurationError(
            "Kunci data pribadi belum dimuat.", remedy="Mulai platform dengan `kopukm serve`."
        )
    return ring
