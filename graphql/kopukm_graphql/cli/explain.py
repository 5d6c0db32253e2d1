"""`kopukm explain Type.field`: plugin, place, tables, visibility and cost."""

from __future__ import annotations

import argparse

from kopukm_core.cli import Subcommand
from kopukm_core.cli.writing import say, table
from kopukm_core.platform import Platform


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="TIPE[.FIELD]", help="misalnya Cooperative.region")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    from kopukm_graphql.composing import compose_contract
    from kopukm_graphql.explaining import explain

    async with platform.open(prepare=False):
        for line in table(list(explain(compose_contract(platform), arguments.name))):
            say(line)
    return 0


EXPLAIN = Subcommand(
    "explain", "jelaskan asal, tabel, keterlihatan, dan biaya satu tipe atau field", _configure, _run
)
