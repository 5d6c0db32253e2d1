"""`kopukm documents`: the trusted documents, their manifest for apps, and the check of an app's own."""

from __future__ import annotations

import argparse

from kopukm_core.cli import Subcommand
from kopukm_core.platform import Platform


def _configure(parser: argparse.ArgumentParser) -> None:
    action = parser.add_mutually_exclusive_group()
    action.add_argument(
        "--manifest",
        nargs="?",
        const="apollo",
        choices=["apollo", "relay"],
        help="tulis manifes JSON untuk aplikasi; bawaan apollo",
    )
    action.add_argument(
        "--check",
        metavar="FOLDER",
        help="periksa dokumen sebuah aplikasi terhadap kontrak (folder atau manifes)",
    )


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    from kopukm_graphql.cli.document_listing import tell_documents

    return await tell_documents(arguments, platform)


DOCUMENTS = Subcommand(
    "documents", "daftar dokumen tepercaya, manifesnya, dan pemeriksaan dokumen aplikasi", _configure, _run
)
