"""`kopukm explain Type.field` and `kopukm explain --document FILE`: sources, visibility, plan and cost."""

from __future__ import annotations

import argparse
from pathlib import Path

from kopukm_core.cli import Subcommand
from kopukm_core.cli.writing import say, table
from kopukm_core.errors import BadInputError
from kopukm_core.platform import Platform


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="TIPE[.FIELD]", nargs="?", help="misalnya Cooperative.region")
    document = parser.add_argument_group("sebuah dokumen GraphQL")
    document.add_argument(
        "--document", metavar="BERKAS", help="jelaskan operasi dalam berkas ini, tanpa menjalankannya"
    )
    document.add_argument("--operation", metavar="NAMA", default="", help="bila berkasnya memuat beberapa")
    document.add_argument(
        "--variables", metavar="JSON", default="", help="nilai variabel: JSON, atau @berkas.json"
    )
    document.add_argument(
        "--as",
        dest="login_name",
        metavar="NAMA_MASUK",
        default="",
        help="sebagai akun ini; bawaan: tanpa masuk",
    )


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    from kopukm_graphql.composing import compose_contract
    from kopukm_graphql.explaining import explain

    if (arguments.name is None) is (arguments.document is None):
        raise BadInputError(
            "Sebutkan salah satu: TIPE[.FIELD], atau --document BERKAS.",
            remedy="Misalnya `kopukm explain Cooperative.region`.",
        )
    if arguments.document is None and (arguments.operation or arguments.variables or arguments.login_name):
        raise BadInputError(
            "--operation, --variables, dan --as hanya untuk dokumen.", remedy="Tambahkan --document BERKAS."
        )
    async with platform.open(prepare=False):
        if arguments.document is not None:
            return await _document(arguments, platform)
        for line in table(list(explain(compose_contract(platform), arguments.name))):
            say(line)
    return 0


async def _document(arguments: argparse.Namespace, platform: Platform) -> int:
    from kopukm_core.identity.accounts import find_account
    from kopukm_core.identity.actor import ANONYMOUS
    from kopukm_core.identity.authentication import actor_of_account
    from kopukm_core.identity.models import AccountState
    from kopukm_graphql.composing import compose_contract
    from kopukm_graphql.explaining import explain_document, read_asked
    from kopukm_graphql.limits.limits import limits_from

    schema, limits = compose_contract(platform), limits_from(platform.settings.variables)
    asked = read_asked(schema, limits, Path(arguments.document), arguments.operation, arguments.variables)
    actor = ANONYMOUS
    if arguments.login_name:
        account = await find_account(arguments.login_name)
        if account.state != AccountState.ACTIVE:
            raise BadInputError(
                f"Akun {arguments.login_name} tidak aktif, jadi tidak melihat apa pun.",
                remedy="Pilih akun lain, atau aktifkan dengan `kopukm user enable`.",
            )
        actor = await actor_of_account(account.id, roles=platform.roles)
    for line in await explain_document(schema, limits, asked, actor):
        say(line)
    return 0


EXPLAIN = Subcommand(
    "explain",
    "jelaskan satu tipe atau field, atau cara sebuah dokumen dijawab: rencana, SQL, keterlihatan, biaya",
    _configure,
    _run,
)
