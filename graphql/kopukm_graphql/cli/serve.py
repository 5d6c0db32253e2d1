"""`kopukm serve`: the GraphQL server, which also runs jobs where there is no Redis."""

from __future__ import annotations

import argparse
import asyncio

from kopukm_core.cli import Subcommand
from kopukm_core.cli.writing import note
from kopukm_core.events import open_events
from kopukm_core.jobs import running_jobs
from kopukm_core.logs import log_settings, open_logs
from kopukm_core.platform import Platform


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port yang dilayani; bawaan 8000")
    parser.add_argument("--host", default="127.0.0.1", help="alamat; bawaan 127.0.0.1 (komputer ini saja)")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    from kopukm_graphql.server.serving import listening_socket, serve_on
    from kopukm_graphql.serving import platform_application

    logs = log_settings(platform.settings)
    listening = listening_socket(arguments.host, arguments.port)
    try:
        open_logs(logs)
        note("Menyiapkan basis data, wilayah, dan kontrak…")
        async with platform.open():
            application = platform_application(platform)
            async with (
                open_events(platform.settings.redis_url, database=platform.database),
                running_jobs(platform),
            ):
                await serve_on(
                    application,
                    listening,
                    f"http://{arguments.host}:{listening.getsockname()[1]}",
                    logs=logs,
                )
    finally:
        listening.close()
    return 0


def _new_event_loop() -> asyncio.AbstractEventLoop:
    from kopukm_graphql.server.event_loop import new_event_loop

    return new_event_loop()


SERVE = Subcommand("serve", "jalankan server GraphQL", _configure, _run, new_event_loop=_new_event_loop)
