"""Ours and the peers asked alternately in one run, over the same rows in one PostgreSQL."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.dataset import Dataset, described, fill_from
from bench.load import Bounds
from bench.measuring import Measure, measure
from bench.office import Office, new_database, running_office
from bench.operation import Operation
from bench.operations import COMPARED, operations
from bench.peers.anchor import (
    HOME,
    SERVER,
    add_regions,
    forget_registered,
    prepare_anchor,
    read_anchor,
)
from bench.peers.systems import Peer, described_peers, running_peer
from bench.serving import ServerFailedError
from kopukm_core.cli.writing import note
from kopukm_core.platform import Platform

OURS = "kopukm"
_DATABASE = "kopukm_bench"
_CHECKED = 3
_FIRST_WARM_UP = 5.0
"""Seconds before the first measurement of an operation: JavaScript's compilers need them."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One measurement of one system in one round."""

    system: str
    round: int
    measure: Measure


@contextmanager
def office_beside_peers(folder: Path, home: Path, *, reuse: bool) -> Iterator[Office]:
    """Our office over the peers' rows, on the PostgreSQL of the peers."""
    prepare_anchor(folder)
    url = f"{SERVER}/{_DATABASE}" if reuse else new_database(SERVER, _DATABASE)

    async def rows(_: Platform) -> Dataset:
        if reuse:
            return await described(HOME)
        await add_regions()
        return await fill_from(await read_anchor(), HOME)

    with running_office(home, url, rows) as office:
        yield office


def compare(
    office: Office, folder: Path, peers: Sequence[str], wanted: Sequence[str], bounds: Bounds, rounds: int
) -> list[Slice]:
    """Measure each operation on every system in each round, in an order drawn anew."""
    found = described_peers(folder, peers)
    for name in sorted(set(peers) - set(found)):
        note(f"{name}: not described in {folder / 'sys'}; left out")
    ours = {one.name: one for one in operations(office.dataset, office.server.ask, wanted)}
    with ExitStack() as stack:
        systems: list[Peer] = [Peer(OURS, office.server, ours)]
        systems += [stack.enter_context(running_peer(folder, name)) for name in found]
        _check(systems, office.token)
        return list(_slices(systems, office, wanted, bounds, rounds))


def _slices(
    systems: Sequence[Peer], office: Office, wanted: Sequence[str], bounds: Bounds, rounds: int
) -> Iterator[Slice]:
    for number in range(rounds):
        for name in wanted:
            asked = [each for each in systems if name in each.operations]
            for system in random.sample(asked, len(asked)):
                token = office.token if system.name == OURS else ""
                found = measure(
                    system.operations[name],
                    system.server,
                    bounds,
                    token=token,
                    postgres=office.postgres,
                    warm_up=1.0 if number else _FIRST_WARM_UP,
                )
                note(
                    f"{number + 1} {name:3} {system.name:20} {found.server_cpu:7.0f} {found.database_cpu:6.0f} µs "
                    f"{found.per_second:6.0f}/s cal {found.calibration:.0f} refused {found.refused}"
                )
                yield Slice(system.name, number + 1, found)
                if name == "M1":
                    asyncio.run(_forget(system.name))


async def _forget(system: str) -> None:
    if system == OURS:
        await forget_registered(f"{SERVER}/{_DATABASE}", "businesses_business")
    else:
        await forget_registered(f"{SERVER}/anchor", "ukm")


def _check(systems: Sequence[Peer], token: str) -> None:
    """Refuse to measure systems that answer otherwise than ours. Raises ServerFailedError."""
    ours = systems[0]
    for name in COMPARED:
        if name == "M1" or name not in ours.operations:
            continue
        for peer in systems[1:]:
            if name in peer.operations:
                _compare_answers(name, ours, peer, token)


def _compare_answers(name: str, ours: Peer, peer: Peer, token: str) -> None:
    mine, theirs = ours.operations[name], peer.operations[name]
    for number in range(min(_CHECKED, max(1, mine.repeats))):
        expected = _answer(ours, mine, number, token if mine.authorised else "")
        given = _answer(peer, theirs, number, "")
        if expected != given:
            raise ServerFailedError(
                f"{name}: {peer.name} answers {str(given)[:300]}, ours {str(expected)[:300]}"
            )


def _answer(system: Peer, operation: Operation, number: int, token: str) -> object:
    data = system.server.send(operation.body(number), token)
    return operation.answer(data, ordered=operation.name != "Q3")
