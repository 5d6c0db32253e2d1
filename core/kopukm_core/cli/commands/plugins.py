"""`kopukm plugins`: which plugins there are, and switching them off and on."""

from __future__ import annotations

import argparse

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say, table
from kopukm_core.errors import BadInputError
from kopukm_core.platform import Platform
from kopukm_core.plugins import find_plugin_sources
from kopukm_core.plugins.disabled import disabled_plugins, set_disabled
from kopukm_core.settings import Settings


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "enable", "disable"), default="list", help="tindakan"
    )
    parser.add_argument("name", nargs="?", help="nama plugin")


def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if arguments.action == "list":
        return _list(platform)
    return switch_plugin(platform.settings, arguments.name, disabled=arguments.action == "disable")


def switch_plugin(settings: Settings, name: str | None, *, disabled: bool) -> int:
    """Switch an installed plugin off or on; it need not be one that can be loaded."""
    known = {source.name for source in find_plugin_sources()}
    if name not in known:
        raise BadInputError(
            f"Plugin {name or '(kosong)'} tidak terpasang.",
            remedy=f"Yang ada: {', '.join(sorted(known))}.",
        )
    changed = set_disabled(settings, name, disabled=disabled)
    state = "mati" if disabled else "hidup"
    say(f"Plugin {name} {'sekarang' if changed else 'sudah'} {state}.")
    if changed:
        note("Jalankan ulang server dan pekerja. Tabel dan isinya tidak diubah.")
    return 0


def _list(platform: Platform) -> int:
    off = disabled_plugins(platform.settings)
    rows = [("NAMA", "VERSI", "KEADAAN", "PAKET", "JUDUL")]
    for plugin in platform.plugins:
        if plugin.info.name != "core":
            package = f"{plugin.source.distribution} {plugin.source.distribution_version}"
            rows.append((plugin.info.name, plugin.info.version, "hidup", package, plugin.info.title))
    rows.extend(
        (source.name, "-", "mati", f"{source.distribution} {source.distribution_version}", "-")
        for source in find_plugin_sources()
        if source.name in off
    )
    for line in table(rows):
        say(line)
    return 0


PLUGINS = Subcommand("plugins", "tampilkan plugin, hidupkan, atau matikan", _configure, _run)
