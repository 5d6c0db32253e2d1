"""Whether a backup fits this installation: its plugins, its migrations, and the keys of its personal data."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kopukm_core.backup.errors import BackupError
from kopukm_core.backup.manifest import Manifest
from kopukm_core.db import AppModels
from kopukm_core.plugins import find_plugin_sources, load_plugins
from kopukm_core.privacy.key_file import has_keys, load_keys
from kopukm_core.settings import Settings

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


def apps_for(platform: Platform, manifest: Manifest) -> Mapping[str, AppModels]:
    """The platform's apps, and those of plugins that are switched off here but have tables in the backup.

    Raises BackupError where such a plugin is not installed, or the backup comes from a newer version of one.
    """
    migrated = {name.partition(".")[0] for name in manifest.migrations}
    apps = dict(platform.apps)
    off = migrated - set(apps)
    sources = [source for source in find_plugin_sources() if source.name in off]
    absent = sorted(off - {source.name for source in sources})
    if absent:
        raise BackupError(
            f"Cadangan ini memuat data plugin yang tidak terpasang di sini: {', '.join(absent)}.",
            remedy="Pasang plugin itu dahulu; mematikannya boleh, datanya tetap ikut dipulihkan.",
        )
    if sources:
        loaded = load_plugins(
            [*(plugin.source for plugin in platform.plugins), *sources], platform.settings.variables
        )
        apps = {given.owner: given.value for given in loaded.given("kopukm_models")}
    known = {f"{label}.{name}" for label, app in apps.items() for name in _migrations(app)}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        raise BackupError(
            f"Cadangan ini dibuat oleh versi yang lebih baru ({manifest.program_version}): {', '.join(newer)} "
            "tidak dikenal di sini.",
            remedy=f"Pasang kopukm {manifest.program_version} atau yang lebih baru, lalu ulangi.",
        )
    return apps


def refuse_other_keys(settings: Settings, manifest: Manifest) -> None:
    """Refuse where this installation's keys cannot open the personal data of the backup; none is made."""
    needed = ", ".join(sorted(manifest.keys))
    if not manifest.keys:
        return
    if not has_keys(settings):
        raise BackupError(
            f"Cadangan ini memerlukan kunci data pribadi ({needed}), dan instalasi ini belum punya kunci.",
            remedy="Kunci tidak ada di dalam cadangan: isi KOPUKM_KEYS, atau salin berkas `keys` ke KOPUKM_HOME.",
        )
    ring = load_keys(settings)
    unfit = [
        key_id
        for key_id, fingerprint in sorted(manifest.keys.items())
        if key_id not in ring.key_ids or ring.fingerprint(key_id) != fingerprint
    ]
    if unfit:
        raise BackupError(
            f"Kunci {', '.join(unfit)} yang dipakai cadangan ini tidak ada di sini, atau berbeda isinya.",
            remedy="Pasang kunci dari instalasi asal di KOPUKM_KEYS (di belakang kunci yang sekarang), lalu ulangi.",
        )


def _migrations(app: AppModels) -> list[str]:
    if not app.migrations:
        return []
    package = importlib.import_module(app.migrations)
    return [module.name for module in pkgutil.iter_modules(package.__path__)]
