"""Settings and plugins of an installation that may be broken: what can be used, and what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kopukm_core.doctor.checkup import as_fault
from kopukm_core.doctor.finding import Finding
from kopukm_core.errors import KopukmError
from kopukm_core.platform import CORE, Platform
from kopukm_core.plugins import PluginSource, find_plugin_sources, load_plugins
from kopukm_core.plugins.disabled import disabled_plugins
from kopukm_core.settings import Settings, load_settings


def usable_settings(variables: Mapping[str, str]) -> tuple[Settings, list[Finding]]:
    """The settings without those that cannot be read, and a fault for each of these."""
    place = {name: variables[name] for name in ("HOME",) if name in variables}
    given = {name: value for name, value in variables.items() if name.startswith("KOPUKM_")}
    findings: list[Finding] = []
    for name in sorted(given):
        try:
            load_settings({**place, name: given[name]})
        except (KopukmError, RuntimeError, OSError) as error:
            findings.append(as_fault(error))
            del given[name]
    try:
        return load_settings({**place, **given}), findings
    except (KopukmError, RuntimeError, OSError) as error:
        return Settings(home=Path(".kopukm"), variables=given), [*findings, as_fault(error)]


def usable_platform(
    settings: Settings, sources: Iterable[PluginSource] | None = None
) -> tuple[Platform, list[Finding]]:
    """The platform with every plugin that can be loaded, and a fault for each that cannot."""
    findings: list[Finding] = []
    try:
        found = tuple(find_plugin_sources() if sources is None else sources)
        off = disabled_plugins(settings)
    except (Exception, SystemExit) as error:
        findings.append(as_fault(error))
        found, off = tuple(sources or ()), settings.disabled_plugins
    enabled = [source for source in found if source.name not in off]
    while True:
        try:
            return _built(settings, enabled), findings
        except (Exception, SystemExit) as error:
            if not enabled:
                raise
            findings.append(as_fault(error))
            enabled = _smaller(settings, enabled)


def _smaller(settings: Settings, enabled: list[PluginSource]) -> list[PluginSource]:
    """The plugins without the one that spoils it; without any where several do."""
    for left_out in reversed(enabled):
        rest = [source for source in enabled if source is not left_out]
        try:
            _built(settings, rest)
        except (Exception, SystemExit):  # noqa: S112 - the first failure has been told
            continue
        return rest
    return []


def _built(settings: Settings, enabled: list[PluginSource]) -> Platform:
    """As `build_platform`, without reading once more which plugins are off."""
    return Platform(settings, load_plugins([CORE, *enabled], settings.variables))
