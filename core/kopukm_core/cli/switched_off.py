"""Telling somebody who asks for something of a plugin that is switched off so."""

from __future__ import annotations

from kopukm_core.errors import NotFoundError
from kopukm_core.platform import Platform
from kopukm_core.plugins import find_plugin_sources
from kopukm_core.plugins.disabled import disabled_plugins


def refuse_switched_off(name: str, platform: Platform) -> None:
    """Raise NotFoundError for a name (`siopik.cooperatives`) of an installed plugin that is off."""
    plugin = name.partition(".")[0]
    if plugin not in disabled_plugins(platform.settings):
        return
    if plugin not in {source.name for source in find_plugin_sources()}:
        return
    if plugin in platform.settings.disabled_plugins:
        remedy = f"Hapus {plugin} dari KOPUKM_DISABLED_PLUGINS."
    else:
        remedy = f"kopukm plugins enable {plugin}"
    raise NotFoundError(f"{name} tidak dapat dipakai: plugin {plugin} sedang dimatikan.", remedy=remedy)
