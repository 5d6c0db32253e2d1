"""The command line of the bench: fills a database, starts the server, measures, prints."""

from __future__ import annotations

import argparse
import os
import platform as machine
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.dataset import AlreadyFilledError, Dataset, Scale, described, fill
from bench.installed import businesses_installed
from bench.load import HOST, Bounds
from bench.measuring import Measure, measure
from bench.office import new_database, own_postgres, running_office
from bench.operations import COMPARED, NAMES, operations
from bench.peers.comparing import compare, office_beside_peers
from bench.peers.ratios import print_ratios, write_slices
from bench.reporting import print_head, print_table, write_json
from bench.scaling import SCALED, measure_scaling, print_scaling
from bench.serving import ServerFailedError
from kopukm_core.errors import KopukmError
from kopukm_core.platform import Platform

_SYSTEMS = ("d-postgraphile-1", "e-mercurius-1", "g-sql-uvicorn-1", "a-st-orm-uvicorn-1")
"""The peers that performance.md names goals for, and the library that ours is built on as it comes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; the exit status: 0 measured, 1 failed or some answers were refused, 2 wrong use."""
    asked = _parser().parse_args(arguments)
    unknown = set(asked.operations) - set(NAMES)
    if unknown:
        sys.stderr.write(f"Unknown operations: {', '.join(sorted(unknown))}. Known: {', '.join(NAMES)}.\n")
        return 2
    try:
        with businesses_installed():
            way = _compare if asked.peers else _scale if asked.scale else _measure
            measures = way(asked)
    except (AlreadyFilledError, ServerFailedError, KopukmError) as error:
        sys.stderr.write(f"bench: {error}\n")
        return 1
    return 1 if any(one.refused for one in measures) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cooperatives", type=int, default=4_000)
    parser.add_argument("--meetings", type=int, default=20_000, help="annual meetings in all")
    parser.add_argument("--businesses", type=int, default=300_000)
    parser.add_argument("--seconds", type=float, default=5.0, help="length of each measurement (at most 60)")
    parser.add_argument("--requests", type=int, default=20_000, help="most requests of each measurement")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--operations", nargs="+", default=[], metavar="OP", help=" ".join(NAMES))
    parser.add_argument("--home", type=Path, help="folder to work in, kept; default: a temporary one")
    parser.add_argument("--reuse", action="store_true", help="measure on the rows that are there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures to this file")
    parser.add_argument("--hold", action="store_true", help="after measuring, keep serving until Enter")
    parser.add_argument(
        "--peers", type=Path, metavar="FOLDER", help="beside the systems that this folder holds"
    )
    parser.add_argument("--systems", nargs="+", default=list(_SYSTEMS), metavar="NAME", help="which of them")
    parser.add_argument("--scale", type=int, metavar="N", help="compare with a registry N times as large")
    parser.add_argument(
        "--rounds", type=int, default=3, help="with --peers and --scale: how often each is measured"
    )
    database = parser.add_mutually_exclusive_group()
    database.add_argument("--postgres", action="store_true", help="on the PostgreSQL that the tests bring")
    database.add_argument(
        "--database-url",
        default="",
        help="on this empty database (default: SQLite); with --scale a server, postgres://user@host:port",
    )
    return parser


def _measure(asked: argparse.Namespace) -> list[Measure]:
    scale = Scale(asked.cooperatives, asked.meetings, asked.businesses)

    async def rows(platform: Platform) -> Dataset:
        return await (described(platform.settings.region_code) if asked.reuse else fill(platform, scale))

    with ExitStack() as stack:
        home = asked.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kopukm-bench-")))
        url = stack.enter_context(own_postgres()) if asked.postgres else asked.database_url
        office = stack.enter_context(running_office(home, url, rows))
        about = {
            "python": machine.python_version(),
            "cores": os.cpu_count(),
            "database": office.engine.value,
            "cooperatives": office.dataset.cooperatives,
            "businesses": office.dataset.businesses,
            "connections": asked.connections,
            "seconds": min(asked.seconds, 60.0),
        }
        print_head(", ".join(f"{name} {value}" for name, value in about.items()))
        bounds = Bounds(min(asked.seconds, 60.0), asked.requests, asked.connections)
        measures = [
            measure(one, office.server, bounds, token=office.token, postgres=office.postgres)
            for one in operations(office.dataset, office.server.ask, asked.operations or NAMES)
        ]
        print_table(measures)
        if asked.json:
            write_json(asked.json, about, measures)
        if asked.hold:
            input(
                f"http://{HOST}:{office.server.port}/graphql, process {office.server.process_id}. Enter ends it. "
            )
        return measures


def _compare(asked: argparse.Namespace) -> list[Measure]:
    wanted = asked.operations or COMPARED
    with ExitStack() as stack:
        home = asked.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kopukm-bench-")))
        office = stack.enter_context(office_beside_peers(asked.peers, home, reuse=asked.reuse))
        bounds = Bounds(min(asked.seconds, 60.0), asked.requests, asked.connections)
        slices = compare(office, asked.peers, asked.systems, wanted, bounds, asked.rounds)
        print_ratios(slices)
        if asked.json:
            write_slices(asked.json, slices)
        return [one.measure for one in slices]


def _scale(asked: argparse.Namespace) -> list[Measure]:
    with ExitStack() as stack:
        home = asked.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kopukm-bench-")))
        names = ("kopukm_scale_1", f"kopukm_scale_{asked.scale}")
        server = (
            stack.enter_context(own_postgres()).rpartition("/")[0] if asked.postgres else asked.database_url
        )
        if not server:
            urls = ["", ""]
        elif asked.reuse:
            urls = [f"{server}/{name}" for name in names]
        else:
            urls = [new_database(server, name) for name in names]
        scale = Scale(asked.cooperatives, asked.meetings, asked.businesses)
        bounds = Bounds(min(asked.seconds, 60.0), asked.requests, asked.connections)
        found = measure_scaling(
            home, (urls[0], urls[1]), scale, asked.scale, asked.operations or SCALED, bounds, asked.rounds
        )
        print_scaling(found, asked.scale)
        return [one for pairs in found.values() for pair in pairs for one in pair]
