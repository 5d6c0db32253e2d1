"""What clients met on the way: only documented codes, the same answer twice, nothing they may not see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from proofs.kills.books.book import Book
from proofs.kills.faults import Fault
from proofs.kills.journal import Journal
from proofs.kills.supervised import Supervised

_ERRORS = Path(__file__).parents[3] / "docs" / "errors"
_OWN = ("NO_ANSWER", "TERMINAL")
"""Not codes of an answer: no answer came, or a terminal's sentence."""


def answers_book(journal: Journal, processes: Sequence[Supervised]) -> Book:
    """Errors met by clients are documented ones, none of them a fault of ours; no row leaked."""
    book = Book(
        "answers",
        "clients met documented errors only, none of them INTERNAL, and saw nothing they may not see",
    )
    documented = {path.stem for path in _ERRORS.glob("*.md")} - {"README"}
    book.examined = sum(journal.codes.values()) + journal.reads + sum(one.tries for one in journal.given)
    for code, times in sorted(journal.codes.items()):
        known = code in documented or code.startswith(_OWN)
        book.must(known, f"{times} × {code}, which docs/errors does not know")
    book.faults += [f"fault of ours: {one}" for one in journal.internal]
    book.faults += [f"leak: {one}" for one in journal.leaks]
    for one in processes:
        for status in one.own_ends:
            book.must(status >= 0, f"{one.name} was ended by signal {-status}, which nobody here sent")
    book.figures = {**dict(sorted(journal.codes.items())), "reads by the reader of one place": journal.reads}
    return book


def repeats_book(journal: Journal) -> Book:
    """Asked again under its key, a command is answered as the first time."""
    book = Book(
        "repeats", "asked again at the end under the same key, a command is answered as the first time"
    )
    book.examined = journal.repeats
    book.faults = list(journal.differing)
    return book


def recovery_book(
    faults: Sequence[Fault], statuses: Mapping[str, int | None], unfinished: Sequence[str]
) -> Book:
    """All recovered by itself."""
    book = Book(
        "recovery", "after every fault the servers answered again and the jobs went on, by themselves"
    )
    book.examined = len(faults)
    for fault in faults:
        name = f"{fault.kind} at {fault.begun:.1f} s"
        book.must(fault.served >= 0, f"after {name} not every server answered again")
        book.must(fault.caught_up >= 0, f"after {name} jobs older than it were never done")
    book.faults += unfinished
    for name, status in statuses.items():
        book.must(status == 0, f"{name} ended with status {status} when it was asked to end")
    return book.must_not_be_empty()
