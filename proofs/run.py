"""`python -m proofs [NAME]`: runs one proof, or all, and writes the page."""

from __future__ import annotations

import argparse
import contextlib
import secrets
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kopukm_core.cli.writing import note, say
from proofs.ledger.seeded import SeededFault
from proofs.page import write_page
from proofs.results import FOLDER, Result

Prove = Callable[[argparse.Namespace], Iterator[Result]]


def _kills(asked: argparse.Namespace) -> Iterator[Result]:
    from proofs.kills.proof import Asked, prove

    for database in [asked.database] if asked.database else ["postgres", "sqlite"]:
        seed = _seed(asked)
        note(f"kills on {database}, {asked.minutes:g} minutes, seed {seed}")
        events = Path(asked.events or FOLDER / f"kills-{database}.events.jsonl")
        events.parent.mkdir(parents=True, exist_ok=True)
        how = Asked(database, asked.minutes, seed, asked.pause, asked.seed_fault, asked.keep)
        yield prove(how, events)


def _jobs(asked: argparse.Namespace) -> Iterator[Result]:
    from proofs.many_jobs import prove_jobs

    yield prove_jobs(asked.jobs, asked.pause, _seed(asked))


def _import(asked: argparse.Namespace) -> Iterator[Result]:
    from proofs.large_import import prove_import

    for database in [asked.database] if asked.database else ["postgres", "sqlite"]:
        yield prove_import(database, asked.rows, asked.kills, _seed(asked))


def _seed(asked: argparse.Namespace) -> int:
    return secrets.randbelow(2**32) if asked.seed is None else int(asked.seed)


def _visibility(asked: argparse.Namespace) -> Iterator[Result]:
    from proofs.visibility import prove_visibility

    for database in [asked.database] if asked.database else ["postgres", "sqlite"]:
        yield prove_visibility(database, asked.cooperatives, asked.actors, _seed(asked))


def _documents(asked: argparse.Namespace) -> Iterator[Result]:
    from proofs.documents import Asked, prove_documents

    for database in [asked.database] if asked.database else ["postgres", "sqlite"]:
        yield prove_documents(Asked(database, asked.count, _seed(asked), asked.executor, asked.differences))


def _bookings(asked: argparse.Namespace) -> Iterator[Result]:
    from proofs.bookings.proof import prove_bookings

    for database in [asked.database] if asked.database else ["postgres", "sqlite"]:
        yield prove_bookings(database, asked.clients, asked.seats, _seed(asked))


def _assignment(asked: argparse.Namespace) -> Iterator[Result]:
    from proofs.assignment.proof import prove_assignment

    yield prove_assignment()


PROOFS: dict[str, Prove] = {
    "kills": _kills,
    "jobs": _jobs,
    "import": _import,
    "visibility": _visibility,
    "documents": _documents,
    "bookings": _bookings,
    "assignment": _assignment,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every claim held, 1 where one did not."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    all_hold = True
    with contextlib.suppress(KeyboardInterrupt):
        for name in asked.names or list(PROOFS):
            begun = time.monotonic()
            for result in PROOFS[name](asked):
                result.seconds, begun = time.monotonic() - begun, time.monotonic()
                all_hold = all_hold and result.holds
                _tell(result)
                if not asked.seed_fault:
                    result.write(asked.results)
        if not asked.seed_fault:
            write_page(asked.results, asked.results.parent / "RESULTS.md")
        return 0 if all_hold else 1
    note("interrupted; nothing is written")
    return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m proofs", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *PROOFS], help="which; all unless named")
    parser.add_argument(
        "--results", type=Path, default=FOLDER, help="folder for the JSON; the page lies beside it"
    )
    kills = parser.add_argument_group("kills")
    kills.add_argument("--minutes", type=float, default=20.0, help="under load (default 20)")
    kills.add_argument(
        "--database", choices=["postgres", "sqlite"], default="", help="default: one after the other"
    )
    kills.add_argument("--seed", type=int, help="of the chance; printed when it is not given")
    kills.add_argument("--pause", type=float, default=6.0, help="mean seconds between two faults (default 6)")
    kills.add_argument("--events", help="write the events here")
    kills.add_argument("--keep", action="store_true", help="keep the folder with logs and database")
    kills.add_argument(
        "--seed-fault",
        choices=list(SeededFault),
        default="",
        help="do this wrongly on purpose: the books must notice",
    )
    parser.add_argument("--jobs", type=int, default=100_000, help="of the proof jobs (default 100,000)")
    parser.add_argument("--rows", type=int, default=200_000, help="of the proof import (default 200,000)")
    parser.add_argument("--kills", type=int, default=4, help="of the proof import (default 4)")
    parser.add_argument(
        "--cooperatives", type=int, default=90, help="of the proof visibility (default and most: 90)"
    )
    parser.add_argument(
        "--actors", type=int, default=40, help="more actors, of the proof visibility (default 40)"
    )
    parser.add_argument("--clients", type=int, default=2_000, help="of the proof bookings (default 2,000)")
    parser.add_argument("--seats", type=int, default=142, help="of the proof bookings (default 142)")
    documents = parser.add_argument_group("documents")
    documents.add_argument("--count", type=int, default=10_000, help="of documents (default 10,000)")
    documents.add_argument(
        "--executor", action="append", default=[], help="compare this one, as module:Name, in place of all"
    )
    documents.add_argument("--differences", type=Path, help="append what differs to this file")
    return parser


def _tell(result: Result) -> None:
    say(f"{result.name}: {'holds' if result.holds else 'DOES NOT HOLD'} ({result.seconds:.0f} s)")
    for name, value in result.figures.items():
        say(f"  {name}: {value}")
    for row in result.tables.get("recovery", ()):
        say(f"  {row['kind']}: {dict(row)}")
    for book in result.tables.get("books", ()):
        word = "balances" if book["balances"] else "DOES NOT BALANCE"
        say(f"  book {book['name']}: {word}, {book['examined']} examined {book['figures']}")
        for fault in book["first_faults"]:
            say(f"    - {fault}")
