"""`kopukm migrate`: brings the tables up to date; for plugin authors, writes the next migration."""

from __future__ import annotations

import argparse

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say
from kopukm_core.db import make_migrations, migrate, pending
from kopukm_core.db.migrating import refuse_unwritten
from kopukm_core.platform import Platform


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", action="store_true", help="hanya tampilkan migrasi yang menunggu")
    parser.add_argument(
        "--make", metavar="PLUGIN", help="bagi penulis plugin: tulis migrasi berikutnya dari model plugin itu"
    )
    parser.add_argument("--name", default="", help="nama migrasi yang ditulis --make")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if arguments.make:
        path = await make_migrations(platform.apps, arguments.make, arguments.name)
        say(f"Ditulis: {path}" if path else "Tidak ada yang berubah.")
        return 0
    if not arguments.plan:
        await refuse_unwritten(platform.apps)
    async with platform.open(prepare=False):
        waiting = await pending(platform.database)
        if arguments.plan:
            for one in waiting:
                say(str(one))
            note(f"{len(waiting)} migrasi menunggu.")
            await refuse_unwritten(platform.apps)
            return 0
        await migrate(platform.database, report=note)
        await platform.prepare()
        say(f"Selesai: {len(waiting)} migrasi dijalankan, data bawaan dimuat.")
    return 0


MIGRATE = Subcommand("migrate", "buat atau perbarui tabel basis data", _configure, _run)
