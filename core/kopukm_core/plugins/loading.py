"""Finding plugins by entry point, and importing each with an error that names plugin and distribution."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

from kopukm_core.errors import ConfigurationError

ENTRY_POINT_GROUP = "kopukm.plugins"


@dataclass(frozen=True, slots=True)
class PluginSource:
    """Where a plugin comes from, before it is imported."""

    name: str
    module: str
    distribution: str
    distribution_version: str


def find_plugin_sources() -> tuple[PluginSource, ...]:
    """Every installed plugin by name. Raises ConfigurationError where two distributions offer the same name."""
    found: dict[str, PluginSource] = {}
    for distribution in importlib.metadata.distributions():
        for entry_point in distribution.entry_points.select(group=ENTRY_POINT_GROUP):
            name = distribution.metadata["Name"] or "?"
            source = PluginSource(entry_point.name, entry_point.value, name, distribution.version)
            other = found.get(source.name)
            if other is None:
                found[source.name] = source
            elif (other.module, other.distribution) != (source.module, source.distribution):
                raise ConfigurationError(
                    f"Dua paket membawa plugin bernama {source.name!r}: {other.distribution} ({other.module}) "
                    f"dan {source.distribution} ({source.module}).",
                    remedy="Lepas salah satunya dengan pip uninstall.",
                )
    return tuple(found[name] for name in sorted(found))


def import_plugin(source: PluginSource) -> ModuleType:
    """Import the plugin's module. Raises ConfigurationError telling "not installed" from "failed to import"."""
    try:
        return importlib.import_module(source.module)
    except ModuleNotFoundError as error:
        if error.name and (source.module == error.name or source.module.startswith(f"{error.name}.")):
            message = (
                f"Plugin {source.name} (paket {source.distribution}): modul {source.module} tidak terpasang."
            )
            remedy = f"Pasang ulang paket {source.distribution}."
        else:
            message = (
                f"Plugin {source.name} (paket {source.distribution}) gagal dimuat: modul {error.name!r} yang "
                "dibutuhkannya tidak terpasang."
            )
            remedy = f"Pasang {error.name}, atau {disabling(source.name)}."
        raise ConfigurationError(message, remedy=remedy) from error
    except Exception as error:
        raise ConfigurationError(
            f"Plugin {source.name} (paket {source.distribution} {source.distribution_version}, modul "
            f"{source.module}) gagal dimuat: {type(error).__name__}: {error}.",
            remedy=f"Perbaiki plugin itu, atau {disabling(source.name)}.",
        ) from error


def disabling(name: str) -> str:
    """How to switch a plugin off, for the end of a message."""
    return f"matikan dengan KOPUKM_DISABLED_PLUGINS={name} atau `kopukm plugins disable {name}`"


def without(sources: Iterable[PluginSource], disabled: frozenset[str]) -> tuple[PluginSource, ...]:
    """The sources that are switched on; a disabled plugin is not even imported."""
    return tuple(source for source in sources if source.name not in disabled)
