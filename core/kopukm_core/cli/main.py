"""The `kopukm` command: finds the subcommand, opens what it needs, and turns errors into sentences."""

from __future__ import annotations

import argparse
import asyncio
import gettext
import inspect
import sys
from collections.abc import Sequence

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.errors import ConfigurationError, KopukmError
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings

WRONG_USE = 2
FAILED = 1
INTERRUPTED = 130

_WORDS = {
    "usage: ": "pemakaian: ",
    "options": "pilihan",
    "positional arguments": "isian",
    "show this help message and exit": "tampilkan bantuan ini",
    "the following arguments are required: %s": "isian ini wajib: %s",
    "unrecognized arguments: %s": "isian tidak dikenal: %s",
    "expected one argument": "perlu satu nilai",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n`%(prog)s --help` menjelaskan pemakaiannya.\n",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r tidak ada. Pilih: %(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "%(value)r bukan nilai yang sah",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted."""
    _speak_indonesian()
    try:
        platform = build_platform(load_settings())
        parser = build_parser(platform)
        parsed = parser.parse_args(arguments)
        subcommand: Subcommand | None = getattr(parsed, "subcommand", None)
        if subcommand is None:
            parser.print_help()
            return WRONG_USE
        return asyncio.run(_run(subcommand, parsed, platform))
    except KopukmError as error:
        print(f"kopukm: {error.message}", file=sys.stderr)  # noqa: T201
        if error.remedy:
            print(f"  → {error.remedy}", file=sys.stderr)  # noqa: T201
        return FAILED
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED


def build_parser(platform: Platform) -> argparse.ArgumentParser:
    """The parser with every subcommand that core and plugins give. Raises ConfigurationError on a clash."""
    parser = argparse.ArgumentParser(
        prog="kopukm",
        description="Platform program dinas koperasi dan UKM.",
        epilog="`kopukm PERINTAH --help` menjelaskan satu perintah.",
    )
    entries = parser.add_subparsers(title="perintah", metavar="PERINTAH")
    owners: dict[str, tuple[str, str]] = {}
    for given in platform.plugins.each("kopukm_subcommands"):
        subcommand: Subcommand = given.value
        if subcommand.name in owners:
            other, place = owners[subcommand.name]
            raise ConfigurationError(
                f"Subperintah {subcommand.name!r} dibawa dua plugin: {other} ({place}) dan {given.owner} "
                f"({given.place}).",
                remedy="Ganti nama salah satunya, atau matikan salah satu plugin.",
            )
        owners[subcommand.name] = (given.owner, given.place)
        entry = entries.add_parser(subcommand.name, help=subcommand.help, description=subcommand.help)
        subcommand.configure(entry)
        entry.set_defaults(subcommand=subcommand)
    return parser


async def _run(subcommand: Subcommand, parsed: argparse.Namespace, platform: Platform) -> int:
    if not subcommand.opens_database:
        return await _awaited(subcommand, parsed, platform)
    async with platform.open():
        return await _awaited(subcommand, parsed, platform)


async def _awaited(subcommand: Subcommand, parsed: argparse.Namespace, platform: Platform) -> int:
    status = subcommand.run(parsed, platform)
    return await status if inspect.isawaitable(status) else status


def _speak_indonesian() -> None:
    """argparse asks gettext for its few sentences: answer in Indonesian."""

    class Indonesian(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return _WORDS.get(message, message)

    argparse._ = Indonesian().gettext  # type: ignore[attr-defined]
