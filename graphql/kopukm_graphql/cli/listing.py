"""`kopukm list NAME`: the numbers that commands ask for, of any type that core or a plugin brings."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kopukm_core.cli import Subcommand
from kopukm_core.cli.writing import grouped, note, say, table
from kopukm_core.errors import BadInputError
from kopukm_core.identity import Actor, operator
from kopukm_core.identity.accounts import find_account
from kopukm_core.identity.authentication import actor_of_account
from kopukm_core.identity.models import AccountState
from kopukm_core.platform import Platform

if TYPE_CHECKING:
    from kopukm_graphql.listing import Listing


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAMA",
        help="misalnya activities, siopik.prospects, atau satu catatan: activity:1; kosong: tampilkan semua",
    )
    parser.add_argument(
        "given", nargs="*", metavar="ISIAN=NILAI", help="saringan, misalnya state=open atau search=mekar"
    )
    parser.add_argument(
        "--of", metavar="JENIS:NOMOR", default="", help="yang bergantung pada catatan ini: --of activity:1"
    )
    parser.add_argument("--first", type=int, default=50, metavar="BANYAKNYA", help="bawaan: 50")
    parser.add_argument("--columns", default="", metavar="KOLOM,…", help="kolom yang ditampilkan")
    parser.add_argument(
        "--fields", action="store_true", help="tampilkan kolom dan saringan yang ada, bukan isinya"
    )
    parser.add_argument(
        "--as", dest="login_name", metavar="NAMA_MASUK", default="", help="seperti yang dilihat akun ini"
    )


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    from kopukm_graphql.composing import compose_contract
    from kopukm_graphql.listing import listing_named, listings, record_named

    schema = compose_contract(platform)
    contract = schema._schema
    if not arguments.name:
        for line in table([(one.name, one.title) for one in listings(contract)]):
            say(line)
        return 0
    if arguments.first < 1:
        raise BadInputError("--first harus 1 atau lebih.", remedy="Misalnya --first 200.")
    actor = await _actor(arguments, platform)
    if ":" in arguments.name:
        return await _record(schema, platform, actor, arguments.name)
    of = record_named(contract, arguments.of.partition(":")[0]) if arguments.of else None
    listing = listing_named(contract, arguments.name, of)
    if arguments.fields:
        return _fields(listing)
    return await _page(schema, platform, actor, listing, arguments)


async def _page(
    schema: Any, platform: Platform, actor: Actor, listing: Listing, arguments: argparse.Namespace
) -> int:
    from kopukm_graphql.listing import (
        ask_page,
        columns_of,
        figures_of,
        first_sentence,
        record_named,
        told_table,
    )

    named = [one.strip() for one in arguments.columns.split(",") if one.strip()]
    of = kind = ""
    if arguments.of:
        kind = record_named(schema._schema, arguments.of.partition(":")[0]).name
        of = f"{kind}:{_number(arguments.of.partition(':')[2])}"
    columns = columns_of(listing.row, named, kind)
    given = _pairs(arguments.given)
    page = await ask_page(schema, platform, actor, listing, columns, given, first=arguments.first, of=of)
    zone = platform.settings.time_zone
    for name, one in figures_of(listing).items():
        if page.figures.get(name) not in (None, ""):
            say(f"{first_sentence(one.description or name)}: {page.figures[name]}")
    total = len(page.rows) if page.total is None else page.total
    if not total:
        note("Tidak ada isinya.")
        return 0
    for line in table(told_table(page.rows, columns, zone, all_columns=bool(named))):
        say(line)
    more = "" if len(page.rows) >= total else f" Semuanya: --first {total}."
    note(f"{grouped(len(page.rows))} dari {grouped(total)}.{more}")
    return 0


async def _record(schema: Any, platform: Platform, actor: Actor, name: str) -> int:
    from kopukm_graphql.listing import ask_record, possible_columns, record_named, told_record

    kind, _, key = name.partition(":")
    row = record_named(schema._schema, kind)
    columns = possible_columns(row)
    found = await ask_record(schema, platform, actor, row, _number(key), columns)
    for line in table(told_record(found, columns, platform.settings.time_zone)):
        say(line)
    return 0


def _fields(listing: Listing) -> int:
    from kopukm_graphql.listing import accepted, possible_columns

    say(f"{listing.name}: {listing.title}")
    say("Kolom:")
    for line in table([(f"  {one.name}", one.heading) for one in possible_columns(listing.row)]):
        say(line)
    known = accepted(listing)
    say(f"Saringan: {', '.join(known) or 'tidak ada'}")
    return 0


async def _actor(arguments: argparse.Namespace, platform: Platform) -> Actor:
    """The operator at this terminal, or the account in whose place it is looked."""
    if not arguments.login_name:
        return operator(getpass.getuser())
    account = await find_account(arguments.login_name)
    if account.state != AccountState.ACTIVE:
        raise BadInputError(
            f"Akun {arguments.login_name} tidak aktif, jadi tidak melihat apa pun.",
            remedy="Pilih akun lain, atau aktifkan dengan `kopukm user enable`.",
        )
    return await actor_of_account(account.id, roles=platform.roles)


def _pairs(words: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name:
            raise BadInputError(f"{word[:60]!r} bukan ISIAN=NILAI.", remedy="Misalnya state=open.")
        pairs[name] = value
    return pairs


def _number(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) < 19) and "." not in text:
        raise BadInputError(f"{text[:60]!r} bukan nomor.", remedy="Tulis JENIS:NOMOR, misalnya activity:1.")
    return text


LIST = Subcommand(
    "list",
    "tampilkan daftar dari kontrak, dengan nomornya",
    _configure,
    _run,
    opens_database=True,
    further="given",
)
