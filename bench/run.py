"""The command line of the bench: fills a database, starts the server, measures, prints."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform as machine
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.dataset import AlreadyFilledError, Dataset, Scale, described, fill
from bench.load import HOST, Bounds
from bench.measuring import Measure, measure
from bench.operations import operations
from bench.processes import postmaster
from bench.reporting import print_head, print_table, write_json
from bench.serving import ServerFailedError, officer_token, running_server
from kopukm_core.db import Dialect, dialect, rows
from kopukm_core.errors import KopukmError
from kopukm_core.platform import build_platform
from kopukm_core.settings import load_settings

_TESTS = Path(__file__).parent.parent / "tests"
_NAMES = ("Q1", "Q2", "Q3", "Q4", "S1", "M1")


@dataclass(frozen=True, slots=True)
class Filled:
    """A database ready to be measured, and the PostgreSQL server process behind it if it is known."""

    dataset: Dataset
    engine: Dialect
    postgres: int | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; the exit status: 0 measured, 1 failed or some answers were refused, 2 wrong use."""
    asked = _parser().parse_args(arguments)
    unknown = set(asked.operations) - set(_NAMES)
    if unknown:
        sys.stderr.write(f"Unknown operations: {', '.join(sorted(unknown))}. Known: {', '.join(_NAMES)}.\n")
        return 2
    try:
        measures = _measure(asked)
    except (AlreadyFilledError, ServerFailedError, KopukmError) as error:
        sys.stderr.write(f"bench: {error}\n")
        return 1
    return 1 if any(one.refused for one in measures) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cooperatives", type=int, default=4_000)
    parser.add_argument("--meetings", type=int, default=20_000, help="annual meetings in all")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of each measurement (at most 60)")
    parser.add_argument("--requests", type=int, default=20_000, help="most requests of each measurement")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--operations", nargs="+", default=list(_NAMES), metavar="OP", help=" ".join(_NAMES))
    parser.add_argument("--home", type=Path, help="folder to work in, kept; default: a temporary one")
    parser.add_argument("--reuse", action="store_true", help="measure on the cooperatives that are there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures to this file")
    parser.add_argument("--hold", action="store_true", help="after measuring, keep serving until Enter")
    database = parser.add_mutually_exclusive_group()
    database.add_argument("--postgres", action="store_true", help="on the PostgreSQL that the tests bring")
    database.add_argument("--database-url", default="", help="on this empty database (default: SQLite)")
    return parser


def _measure(asked: argparse.Namespace) -> list[Measure]:
    with ExitStack() as stack:
        home = asked.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kopukm-bench-")))
        home.mkdir(parents=True, exist_ok=True)
        environment = {"KOPUKM_HOME": str(home)}
        url = stack.enter_context(_postgres()) if asked.postgres else asked.database_url
        if url:
            environment["KOPUKM_DATABASE_URL"] = url
        filled = asyncio.run(_filled(asked, environment))
        server = stack.enter_context(running_server(environment, _free_port(), home / "bench-server.log"))
        about = {
            "python": machine.python_version(),
            "cores": os.cpu_count(),
            "database": filled.engine.value,
            "cooperatives": len(filled.dataset.cooperative_keys),
            "connections": asked.connections,
            "seconds": min(asked.seconds, 60.0),
        }
        print_head(", ".join(f"{name} {value}" for name, value in about.items()))
        chosen = [one for one in operations(filled.dataset, server.ask) if one.name in asked.operations]
        needs_token = any(one.authorised for one in chosen)
        token = officer_token(server, environment, load_settings({}).region_code) if needs_token else ""
        bounds = Bounds(min(asked.seconds, 60.0), asked.requests, asked.connections)
        measures = [measure(one, server, bounds, token=token, postgres=filled.postgres) for one in chosen]
        print_table(measures)
        if asked.json:
            write_json(asked.json, about, measures)
        if asked.hold:
            input(f"http://{HOST}:{server.port}/graphql, process {server.process_id}. Enter ends it. ")
        return measures


async def _filled(asked: argparse.Namespace, environment: dict[str, str]) -> Filled:
    platform = build_platform(load_settings(environment))
    async with platform.open():
        scale = Scale(asked.cooperatives, asked.meetings)
        dataset = await (described(platform) if asked.reuse else fill(platform, scale))
        if dialect() is Dialect.SQLITE:
            await rows("ANALYZE")
            return Filled(dataset, dialect(), None)
        await rows("ANALYZE")
        (backend,) = await rows("SELECT pg_backend_pid() AS number")
        return Filled(dataset, dialect(), postmaster(int(backend["number"])))


@contextmanager
def _postgres() -> Iterator[str]:
    sys.path.append(str(_TESTS))
    from servers import postgres_url

    with postgres_url() as url:
        yield url


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
