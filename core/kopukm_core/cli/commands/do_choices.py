"""The records that a question of `kopukm do` asks for, listed on the spot by the subcommand that lists."""

from __future__ import annotations

import argparse
import inspect

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note
from kopukm_core.commands.declaration import InputField
from kopukm_core.errors import BadInputError, KopukmError
from kopukm_core.platform import Platform
from kopukm_core.values import ListType, RecordIdType

ASKING = "?"
"""Typed instead of a number: which are there? `?mekar` looks for a word."""


def lister_of(platform: Platform) -> Subcommand | None:
    """The subcommand `list`, where a plugin gives one: core itself has no contract to list from."""
    for given in platform.plugins.each("kopukm_subcommands"):
        subcommand: Subcommand = given.value
        if subcommand.name == "list":
            return subcommand
    return None


def record_type_of(field: InputField) -> str:
    """The type of records that the field asks a number of; "" for any other field."""
    asked = field.value_type.item if isinstance(field.value_type, ListType) else field.value_type
    return asked.type_name if isinstance(asked, RecordIdType) else ""


async def show_choices(platform: Platform, type_name: str, typed: str) -> None:
    """Write the list of the type; a fault of it is told, and the question stands."""
    lister = lister_of(platform)
    if lister is None:
        note("  ✗ Daftarnya tidak dapat ditampilkan di instalasi ini.")
        return
    parser = argparse.ArgumentParser(add_help=False)
    lister.configure(parser)
    word = typed.removeprefix(ASKING).strip()
    searched = parser.parse_args([type_name, *([f"search={word}"] if word else [])])
    try:
        try:
            await _run(lister, searched, platform)
        except BadInputError:
            if not word:
                raise
            note("  ✗ Daftar ini tidak dapat dicari menurut kata; inilah semuanya.")
            await _run(lister, parser.parse_args([type_name]), platform)
    except KopukmError as error:
        note(f"  ✗ {error}")


async def _run(lister: Subcommand, given: argparse.Namespace, platform: Platform) -> None:
    status = lister.run(given, platform)
    if inspect.isawaitable(status):
        await status
