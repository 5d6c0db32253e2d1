"""At start: are these the keys this database was written with?"""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.db.failures import MissingInDatabaseError
from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy.keys import KeyRing
from kopukm_core.privacy.models import KeyFingerprint


async def check_keys(ring: KeyRing) -> None:
    """Compare the ring with the fingerprints in the database, and note the ids that are new.

    Raises ConfigurationError where an id now stands for another key (a lost key file that was made anew), or
    where a key this database has used is missing: personal data would be unreadable, and lookups would
    silently find nothing.
    """
    known = {row.key_id: row for row in await KeyFingerprint.all()}
    current = known.get(ring.current)
    if current is not None and current.dropped_at is not None:
        raise ConfigurationError(
            f"Kunci {ring.current} sudah dilepas dan tidak boleh dipakai lagi.",
            remedy="Pakai kunci yang sekarang di depan KOPUKM_KEYS; `kopukm keys` menampilkannya.",
        )
    for key_id, row in known.items():
        if row.dropped_at is not None:
            continue
        if key_id not in ring.key_ids:
            raise ConfigurationError(
                f"Basis data ini memakai kunci {key_id}, yang tidak ada di KOPUKM_KEYS.",
                remedy="Kembalikan kunci itu di belakang kunci yang sekarang: KOPUKM_KEYS=baru=…,lama=…",
            )
        if ring.fingerprint(key_id) != row.fingerprint:
            raise ConfigurationError(
                f"Kunci {key_id} bukan kunci yang dipakai basis data ini.",
                remedy="Pulihkan KOPUKM_KEYS, atau berkas `keys` di KOPUKM_HOME, dari cadangan kunci.",
            )
    fresh = [
        KeyFingerprint(key_id=key_id, fingerprint=ring.fingerprint(key_id), first_used_at=clock.now())
        for key_id in ring.key_ids
        if key_id not in known
    ]
    if fresh:
        await KeyFingerprint.bulk_create(fresh, ignore_conflicts=True)


async def refuse_lost_keys(place: str) -> None:
    """Before keys are made anew: refuse where this database was written with keys, now lost.

    `place` names the missing file. Raises ConfigurationError; a database without tables yet is fine.
    """
    try:
        known = await KeyFingerprint.filter(dropped_at=None).values_list("key_id", flat=True)
    except MissingInDatabaseError:
        return
    if known:
        raise ConfigurationError(
            f"Basis data ini memakai kunci {', '.join(sorted(str(one) for one in known))}, tetapi {place} tidak ada. "
            "Tidak ada kunci baru yang dibuat.",
            remedy="Pulihkan berkas itu, atau KOPUKM_KEYS, dari cadangan kunci.",
        )


async def forget_key(key_id: str) -> None:
    """Let a key go after everything was re-encrypted: the start no longer asks for it, nor lets it be used again."""
    await KeyFingerprint.filter(key_id=key_id, dropped_at=None).update(dropped_at=clock.now())
