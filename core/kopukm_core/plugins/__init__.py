"""The plugin kernel: finds, checks and orders plugins, and tells who gave what."""

from kopukm_core.plugins.info import API_VERSION, PluginInfo
from kopukm_core.plugins.kernel import Given, LoadedPlugin, Plugins, load_plugins
from kopukm_core.plugins.loading import PluginSource, find_plugin_sources
from kopukm_core.plugins.markers import hookimpl
from kopukm_core.plugins.settings import SettingDeclaration

__all__ = [
    "API_VERSION",
    "Given",
    "LoadedPlugin",
    "PluginInfo",
    "PluginSource",
    "Plugins",
    "SettingDeclaration",
    "find_plugin_sources",
    "hookimpl",
    "load_plugins",
]
