"""`kopukm schema`: the contract as SDL, and its comparison with the committed one."""

from __future__ import annotations

import argparse
from pathlib import Path

from kopukm_core.cli import Subcommand
from kopukm_core.cli.writing import note, say
from kopukm_core.platform import Platform

COMMITTED = Path(__file__).parent.parent / "schema.graphql"
ALLOWED = Path(__file__).parent.parent / "breaking_changes.txt"


def _configure(parser: argparse.ArgumentParser) -> None:
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="bandingkan dengan kontrak yang tersimpan")
    action.add_argument("--write", action="store_true", help="simpan sebagai kontrak yang berlaku")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    from kopukm_graphql.composing import compose_contract
    from kopukm_graphql.contract import check_contract, print_contract, write_contract

    async with platform.open(prepare=False):
        current = print_contract(compose_contract(platform))
    if arguments.write:
        write_contract(COMMITTED, current, ALLOWED)
        note(f"Kontrak disimpan: {COMMITTED.name}.")
        return 0
    if arguments.check:
        allowed = ALLOWED.read_text(encoding="utf-8") if ALLOWED.exists() else ""
        report = check_contract(COMMITTED.read_text(encoding="utf-8"), current, allowed)
        note(str(report))
        if not report.is_current:
            note("  → Jalankan `kopukm schema --write`, lalu periksa dan simpan bedanya.")
        return 0 if report.is_current and not report.breaking else 1
    say(current)
    return 0


SCHEMA = Subcommand("schema", "tampilkan kontrak GraphQL (SDL), periksa, atau simpan", _configure, _run)
