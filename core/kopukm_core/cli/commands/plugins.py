"""`kopukm plugins`: which plugins there are, and switching them off and on."""

from __future__ import annotations

import argparse

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say, table
from kopukm_core.errors import BadInputError
from kopukm_core.platform import Platform
from kopukm_core.plugins import find_plugin_sources
from kopukm_core.plugins.disabled import disabled_plugins, set_disabled


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "enable", "disable"), default="list", help="tindakan"
    )
    parser.add_argument("name", nargs="?", help="nama plugin")


def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if arguments.action == "list":
        return _list(platform)
    known = {source.name for source in find_plugin_sources()}
    if arguments.name not in known:
        raise BadInputError(
            f"Plugin {arguments.name or '(kosong)'} tidak terpasang.",
            remedy=f"Yang ada: {', '.join(sorted(known))}.",
        )
    disabled = arguments.action == "disable"
    changed = set_disabled(platform.settings, arguments.name, disabled=disabled)
    state = "mati" if disabled else "hidup"
    say(f"Plugin {arguments.name} {'sekarang' if changed else 'sudah'} {state}.")
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
