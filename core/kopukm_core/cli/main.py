"""The `kopukm` command: finds the subcommand, opens what it needs, and turns errors into sentences."""

from __future__ import annotations

import argparse
import asyncio
import gc
import gettext
import inspect
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches

from kopukm_core.cli.commands.doctor import DOCTOR, examine_installation
from kopukm_core.cli.commands.plugins import switch_plugin
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note
from kopukm_core.errors import ConfigurationError, KopukmError
from kopukm_core.events import open_events
from kopukm_core.full_disk import is_full_disk
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins.disabled import disabled_plugins
from kopukm_core.settings import load_settings
from kopukm_core.variables import declared_variables, unknown_variables

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

_GARBAGE_THRESHOLDS = (20_000, 20, 20)
"""A program of many thousand objects makes more between two looks than the 700 of Python's default."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted."""
    _speak_indonesian()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words[:1] == [DOCTOR.name]:
            return examine_installation(words[1:])
        settings = load_settings()
        try:
            with _no_search_for_garbage():
                platform = build_platform(settings)
        except ConfigurationError:
            # A plugin that cannot be loaded must not stand in the way of switching it off.
            match words:
                case ["plugins", ("disable" | "enable") as action, name]:
                    return switch_plugin(settings, name, disabled=action == "disable")
            raise
        parser = build_parser(platform)
        _warn_of_variables(platform)
        _refuse_misspelt(parser, platform, words)
        parsed = _parsed(parser, words)
        subcommand: Subcommand | None = getattr(parsed, "subcommand", None)
        if subcommand is None:
            parser.print_help()
            return WRONG_USE
        with asyncio.Runner(loop_factory=subcommand.new_event_loop) as runner:
            return runner.run(_run(subcommand, parsed, platform))
    except KopukmError as error:
        print(f"kopukm: {error.message}", file=sys.stderr)  # noqa: T201
        if error.remedy:
            print(f"  → {error.remedy}", file=sys.stderr)  # noqa: T201
        return FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except OSError as error:
        if not is_full_disk(error):
            raise
        where = f" ({error.filename})" if error.filename else ""
        print(f"kopukm: Disk penuh{where}; yang terakhir tidak tersimpan.", file=sys.stderr)  # noqa: T201
        print("  → Kosongkan ruang di disk itu, lalu ulangi.", file=sys.stderr)  # noqa: T201
        return FAILED
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr)  # noqa: T201
        return INTERRUPTED


def _warn_of_variables(platform: Platform) -> None:
    """A misspelt setting is silently the default: say so, once, beside the answer."""
    off = tuple(f"KOPUKM_{name.upper()}_" for name in disabled_plugins(platform.settings))
    known = declared_variables().union(*(plugin.variables for plugin in platform.plugins))
    given = [name for name in platform.settings.variables if not name.startswith(("KOPUKM_TEST_", *off))]
    unknown = [f"{name} (mungkin {near})" if near else name for name, near in unknown_variables(given, known)]
    if unknown:
        note(f"Peringatan: setelan tidak dikenal, diabaikan: {', '.join(unknown)}.")


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """What is loaded here stays: looking through it for garbage, now and ever after, is a sixth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*_GARBAGE_THRESHOLDS)
        gc.enable()


def _refuse_misspelt(parser: argparse.ArgumentParser, platform: Platform, words: Sequence[str]) -> None:
    """End with wrong use, and the subcommand most like it, where the first word is no subcommand."""
    first = next((word for word in words if not word.startswith("-")), None)
    names = sorted(given.value.name for given in platform.plugins.each("kopukm_subcommands"))
    if first is None or first in names:
        return
    near = get_close_matches(first, names, n=1)
    hint = f"Mungkin: {near[0]}." if near else f"Yang ada: {', '.join(names)}."
    parser.error(f"perintah {first!r} tidak ada. {hint}")


def _parsed(parser: argparse.ArgumentParser, words: Sequence[str]) -> argparse.Namespace:
    """The arguments; words after an option go on with the list that the subcommand names."""
    parsed, rest = parser.parse_known_args(words)
    subcommand: Subcommand | None = getattr(parsed, "subcommand", None)
    if rest and subcommand and subcommand.further and not any(word.startswith("-") for word in rest):
        getattr(parsed, subcommand.further).extend(rest)
    elif rest:
        parser.error(_WORDS["unrecognized arguments: %s"] % " ".join(rest))
    return parsed


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
        entry = entries.add_parser(
            subcommand.name,
            help=subcommand.help,
            description=subcommand.help,
            add_help=not subcommand.own_help,
        )
        subcommand.configure(entry)
        entry.set_defaults(subcommand=subcommand)
    return parser


async def _run(subcommand: Subcommand, parsed: argparse.Namespace, platform: Platform) -> int:
    if not subcommand.opens_database:
        return await _awaited(subcommand, parsed, platform)
    async with (
        platform.open(),
        open_events(platform.settings.redis_url, database=platform.database, listening=False),
    ):
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
