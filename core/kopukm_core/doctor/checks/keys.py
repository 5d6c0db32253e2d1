"""The keys of personal data: there, closed, and those that the database was written with."""

from __future__ import annotations

from kopukm_core.db import rows
from kopukm_core.db.failures import MissingInDatabaseError
from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, fault, ok, warning
from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy.key_file import KEY_FILE, has_keys
from kopukm_core.privacy.keys import KeyRing, parse_keys
from kopukm_core.settings import Settings, home_not_usable


def read_keys(settings: Settings) -> KeyRing | None:
    """The keys as they are, where there are any; unlike `load_keys`, it makes and closes nothing."""
    if not has_keys(settings):
        return None
    given = settings.variables.get("KOPUKM_KEYS", "").strip()
    if given:
        return parse_keys(given, "KOPUKM_KEYS")
    path = settings.home / KEY_FILE
    try:
        return parse_keys(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path} bukan berkas kunci.", remedy="Pulihkan dari salinannya.") from None
    except OSError as error:
        raise home_not_usable(path, error) from None


@check("core.keys", "Kunci data pribadi")
async def keys_check(checkup: Checkup) -> Finding:
    ring = read_keys(checkup.settings)
    if ring is not None:
        return ok(f"Kunci {', '.join(ring.key_ids)}; yang dipakai {ring.current}.")
    if checkup.settings.is_production:
        return fault(
            "Kunci belum ada.",
            "Production tidak membuat kunci: kunci yang dibuat diam-diam hilang bersama mesinnya.",
            "Pulihkan salinannya, atau untuk instalasi baru ikuti docs/operators/production.md nomor 2.",
        )
    return warning("Kunci belum ada.", "Dibuat saat pertama kali `kopukm serve`.", "kopukm serve")


@check("core.keys_fit", "Kunci dan isi basis data", needs_database=True)
async def keys_fit_check(checkup: Checkup) -> list[Finding]:
    try:
        known = {row["key_id"]: row["fingerprint"] for row in await rows(_FINGERPRINTS)}
    except MissingInDatabaseError:
        return [ok("Basis data belum berisi.")]
    ring = read_keys(checkup.settings)
    if ring is None:
        if not known:
            return [ok("Basis data belum memakai kunci.")]
        return [_lost(", ".join(sorted(known)))]
    findings = [_lost(name) for name in sorted(set(known) - set(ring.key_ids))]
    findings += [
        fault(
            f"Kunci {name} bukan kunci yang dipakai basis data ini.",
            "Data pribadi tidak terbaca, dan pencarian NIK tidak menemukan apa-apa.",
            "Pulihkan KOPUKM_KEYS, atau berkas `keys`, dari cadangan kunci.",
        )
        for name in sorted(known)
        if name in ring.key_ids and ring.fingerprint(name) != known[name]
    ]
    older = sorted(set(known) & set(ring.key_ids) - {ring.current})
    if older and not findings:
        findings.append(
            warning(
                f"Pergantian kunci belum selesai: {', '.join(older)} masih dipakai di samping {ring.current}.",
                "Kunci lama belum boleh dibuang.",
                "Selesaikan dengan `kopukm keys rotate` (docs/operators/production.md).",
            )
        )
    return findings or [ok("Kunci cocok.")]


_FINGERPRINTS = "SELECT key_id, fingerprint FROM key_fingerprint"


def _lost(names: str) -> Finding:
    return fault(
        f"Basis data memakai kunci {names}, yang tidak ada di sini.",
        "Data pribadi yang ditulis dengannya tidak dapat dibuka.",
        "Pulihkan KOPUKM_KEYS, atau berkas `keys`, dari cadangan kunci.",
    )
