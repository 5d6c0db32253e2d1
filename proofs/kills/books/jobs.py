"""Jobs and schedules: every one has its effect once, and nothing is left."""

from __future__ import annotations

from collections import Counter

from proofs.kills.books.book import Book
from proofs.kills.journal import Journal
from proofs.kills.reading import Reader
from proofs.ledger.jobs import EFFECTS


async def jobs_book(journal: Journal, reader: Reader) -> Book:
    """Each accepted entry has every effect of its jobs exactly once; deliveries at least once."""
    book = Book(
        "jobs", "every job of an accepted command had its effect exactly once, and none is left or dead"
    )
    effects = await reader.rows("SELECT kind, label, attempt FROM proof_effect WHERE kind <> 'tick'")
    counted = Counter((row["label"], row["kind"]) for row in effects)
    deliveries = {row["label"]: row["times"] for row in await reader.rows("SELECT * FROM proof_delivery")}
    labels = {one.variables["input"]["label"] for one in journal.accepted("post")}
    for label in sorted(labels):
        for kind in EFFECTS:
            book.examined += 1
            times = counted.pop((label, kind), 0)
            book.must(times == 1, f"job {kind!r} of {label!r} had its effect {times} times")
        book.examined += 1
        book.must(label in deliveries, f"{label!r} was never delivered")
    for (label, kind), times in counted.items():
        book.faults.append(f"job {kind!r} of {label!r} ran {times} times for a command that was not accepted")
    for label in deliveries.keys() - labels:
        book.faults.append(f"{label!r} was delivered, and was not accepted")
    for row in await reader.rows("SELECT id, task, status, attempts, arguments, last_error FROM outbox_job"):
        book.faults.append(f"left in the outbox: {dict(row)}")
    book.figures = {
        "jobs done": sum(1 for _ in effects) + len(deliveries),
        "effects at a later attempt": sum(1 for row in effects if row["attempt"] > 1),
        "most attempts": max((row["attempt"] for row in effects), default=0),
        "delivered more than once": sum(1 for times in deliveries.values() if times > 1),
        "most deliveries of one": max(deliveries.values(), default=0),
    }
    return book.must_not_be_empty()


async def schedules_book(reader: Reader, minutes: float) -> Book:
    """Each slot of the schedule fired once, and its job ran once."""
    book = Book("schedules", "every firing of the schedule is one job with one effect; no slot fired twice")
    firings = await reader.rows("SELECT slot FROM schedule_firing WHERE schedule = 'proof.every_minute'")
    ticks = await reader.number("SELECT COUNT(*) AS n FROM proof_effect WHERE kind = 'tick'")
    slots = Counter(row["slot"] for row in firings)
    book.examined = len(firings)
    book.must(len(firings) == ticks, f"{len(firings)} firings, and {ticks} effects")
    for slot, times in slots.items():
        book.must(times == 1, f"slot {slot} fired {times} times")
    book.figures = {"firings": len(firings), "minutes": round(minutes, 1)}
    return book
