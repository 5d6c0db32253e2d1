"""`kopukm demo`: fills in examples, marked as such, so that there is something to look at."""

from __future__ import annotations

import argparse

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say
from kopukm_core.commands.models import CommandRecord
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity import operator
from kopukm_core.identity.models import Account
from kopukm_core.platform import Platform

DEMO_ACTOR = operator("demo")
"""Who gives the commands of every `kopukm_demo`."""


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if platform.settings.is_production:
        raise NotAllowedError(
            "Data contoh tidak dimuat di lingkungan production.",
            remedy="Pakai KOPUKM_HOME lain tanpa KOPUKM_ENV.",
        )
    if not arguments.force:
        await _refuse_real_data()
    for given in platform.plugins.given("kopukm_demo"):
        note(f"{platform.plugins[given.owner].info.title}…")
        say(await given.value(platform))
    return 0


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="walau sudah ada data yang bukan contoh")


async def _refuse_real_data() -> None:
    """Examples among real cooperatives are hard to tell apart, and cannot be taken out again."""
    others = await CommandRecord.filter(actor__not=DEMO_ACTOR.key).count()
    if others or await Account.all().exists():
        raise NotAllowedError(
            f"Di sini sudah ada data yang bukan contoh ({others} catatan perintah); data contoh tidak dimuat.",
            remedy="Pakai KOPUKM_HOME lain untuk mencoba-coba, atau `kopukm demo --force` bila memang mau.",
        )


DEMO = Subcommand("demo", "isi dengan data contoh", _configure, _run, opens_database=True)
