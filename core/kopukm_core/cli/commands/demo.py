"""`kopukm demo`: fills in examples, marked as such, so that there is something to look at."""

from __future__ import annotations

import argparse

from kopukm_core.cli.subcommand import Subcommand, no_arguments
from kopukm_core.cli.writing import note, say
from kopukm_core.errors import NotAllowedError
from kopukm_core.platform import Platform


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if platform.settings.is_production:
        raise NotAllowedError(
            "Data contoh tidak dimuat di lingkungan production.",
            remedy="Pakai KOPUKM_HOME lain tanpa KOPUKM_ENV.",
        )
    for given in platform.plugins.given("kopukm_demo"):
        note(f"{platform.plugins[given.owner].info.title}…")
        say(await given.value(platform))
    return 0


DEMO = Subcommand("demo", "isi dengan data contoh", no_arguments, _run, opens_database=True)
