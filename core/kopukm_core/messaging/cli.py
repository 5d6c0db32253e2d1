"""`kopukm messages bounce < SUREL`: what a mail server pipes a mail to the return address into."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say
from kopukm_core.errors import BadInputError, KopukmError, NotFoundError
from kopukm_core.events import open_events
from kopukm_core.platform import Platform

if TYPE_CHECKING:
    from kopukm_core.messaging.delivery_report import ArrivedMail

TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits: the mail server keeps the mail and pipes it again."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["bounce"], metavar="bounce", help="baca satu surel balik dari masukan"
    )
    parser.add_argument(
        "--recipient", default="", metavar="ALAMAT", help="penerima menurut server surel, bila diketahui"
    )
    parser.add_argument(
        "--pipe",
        action="store_true",
        help="dipanggil server surel: yang ditolak tidak dikembalikan ke pengirimnya, gangguan dicoba lagi",
    )


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    from kopukm_core.messaging.delivery_report import LARGEST, read_mail

    content = await asyncio.to_thread(sys.stdin.buffer.read, LARGEST + 1)
    try:
        return await _take(platform, read_mail(content), arguments.recipient)
    except (BadInputError, NotFoundError) as refused:
        if not arguments.pipe:
            raise
        # Sent back, it would go to whoever a forger named as its sender.
        note(str(refused))
        return 0
    except (KopukmError, OSError) as trouble:
        if not arguments.pipe:
            raise
        note(str(trouble))
        return TRY_AGAIN


async def _take(platform: Platform, mail: ArrivedMail, recipient: str) -> int:
    from kopukm_core.messaging.returned import take_returned_mail

    settings = platform.settings
    async with (
        platform.open(),
        open_events(settings.redis_url, database=platform.database, listening=False),
    ):
        say(await take_returned_mail(platform, mail, recipient))
    return 0


MESSAGING_SUBCOMMANDS = (
    Subcommand("messages", "pesan: catat surel balik (bounce) dari server surel", _configure, _run),
)
