"""Where an installation's keys come from: `KOPUKM_KEYS`, or a 0600 file made at first start."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy.keys import KeyRing, new_key, parse_keys
from kopukm_core.settings import Settings, home_not_usable
from kopukm_core.variables import declare_variables

KEY_FILE = "keys"
declare_variables("KOPUKM_KEYS")


def load_keys(settings: Settings) -> KeyRing:
    """The ring of this installation.

    `KOPUKM_KEYS` wins; else `KOPUKM_HOME/keys`, which development makes where it is missing. Production
    refuses to start without keys: a silently made key would be lost with the machine, and the data with it.
    Raises ConfigurationError where there are none, or their file cannot be used.
    """
    given = settings.variables.get("KOPUKM_KEYS", "").strip()
    if given:
        return parse_keys(given, "KOPUKM_KEYS")
    path = settings.home / KEY_FILE
    try:
        if not has_keys(settings):
            if settings.is_production:
                raise ConfigurationError(
                    "KOPUKM_KEYS kosong: data pribadi tidak dapat dienkripsi.",
                    remedy="Buat kunci sekali saja, lalu simpan terpisah dari basis data: "
                    'KOPUKM_KEYS="k1=$(openssl rand -base64 32)"',
                )
            _make(path)
        _guard(path, settings)
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise home_not_usable(path, fault) from fault
    return parse_keys(text, str(path))


def has_keys(settings: Settings) -> bool:
    """Whether there are keys already, in the environment or in the file: `load_keys` would make none."""
    if settings.variables.get("KOPUKM_KEYS", "").strip():
        return True
    path = settings.home / KEY_FILE
    try:
        return path.exists()
    except OSError as fault:
        raise home_not_usable(path, fault) from fault


def keys_in_file(settings: Settings) -> bool:
    """Whether the keys are in the file of the home, which this program may change, and not in the environment."""
    return not settings.variables.get("KOPUKM_KEYS", "").strip()


def change_key_file(settings: Settings, change: Callable[[list[str]], list[str]]) -> None:
    """Write the file anew, whole or not at all, with its `id=KEY` words as `change` returns them, current first.

    Raises ConfigurationError where the file cannot be used, or what would be written is no key ring.
    """
    path = settings.home / KEY_FILE
    try:
        words = change(path.read_text(encoding="utf-8").replace(",", " ").split())
        text = "".join(f"{word}\n" for word in words)
        parse_keys(text, str(path))
        draft = _draft(path, text)
        draft.replace(path)
    except OSError as fault:
        raise home_not_usable(path, fault) from fault


def _make(path: Path) -> None:
    """Write a new key file whole or not at all; of two starters the first wins and both read the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, f"k1={new_key()}\n")
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _draft(path: Path, text: str) -> Path:
    """The text in a file of its own beside `path`, on the disk, for its owner alone."""
    descriptor, name = tempfile.mkstemp(prefix=".keys-", dir=path.parent)  # mkstemp makes it 0600
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink()
        raise
    return draft


def _guard(path: Path, settings: Settings) -> None:
    """Keys that others can read are refused in production, and closed to others in development."""
    if not stat.S_IMODE(path.stat().st_mode) & 0o077:
        return
    if settings.is_production:
        raise ConfigurationError(
            f"Berkas kunci {path} dapat dibaca pengguna lain.", remedy=f"Tutup dengan: chmod 600 {path}"
        )
    path.chmod(0o600)
