"""Imports as jobs: every accepted run comes to its end, its rows stored once or withdrawn, its report there."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from proofs.kills.books.book import Book
from proofs.kills.books.stored import Row, Stored
from proofs.kills.journal import GivenRun, Journal
from proofs.kills.reading import Reader

_RUNS = """SELECT id, state, error_code, created, unchanged, refused, row_count, report_id, undone_rows, kept_rows
  FROM import_run WHERE file_id IS NOT NULL"""
_AUDITS = """SELECT a.action, a.subject_id, c.id FROM audit_entry a LEFT JOIN siopik_cooperative c
  ON CAST(c.id AS VARCHAR(40)) = a.subject_id WHERE a.subject_model = 'siopik.Cooperative'"""


async def runs_book(journal: Journal, held: Stored, reader: Reader, files: Path) -> Book:
    """Each accepted run once in the tables and ended; `files` is the folder in which their contents lie."""
    book = Book(
        "import runs",
        "every accepted import job ends, its rows stored once or withdrawn whole, its report and files there",
    )
    runs = {row["id"]: row for row in await reader.rows(_RUNS)}
    for given in journal.runs:
        book.examined += len(given.identifiers)
        name = f"import run {given.number} (key {given.key})"
        if given.problems or not given.number:
            book.faults.append(f"{name} was answered with {given.problems or 'nothing'}")
            continue
        records = held.records[given.key]
        states = [row["state"] for row in records]
        book.must(states == ["done"], f"{name}: its command has the records {states}")
        row = runs.pop(given.number, None)
        if row is None:
            book.faults.append(f"{name} is not in the tables")
            continue
        book.faults += [f"{name}: {fault}" for fault in _run_faults(given, row)]
    book.faults += [f"import run {number} is in the tables, and nobody was told of it" for number in runs]
    taken_back = {nik for one in journal.runs if one.undo_key for nik in one.identifiers}
    for nik in dict.fromkeys(nik for one in journal.runs for nik in one.identifiers):
        rows = held.cooperatives[nik]
        wanted = 0 if nik in taken_back else 1
        if len(rows) != wanted:
            book.faults.append(f"row {nik} is stored {len(rows)} times, not {wanted}")
        for one in rows:
            versions = len(held.histories[one["id"]])
            book.must(versions == 1, f"row {nik} (cooperative {one['id']}) has {versions} versions")
    await _audits(book, reader, len(taken_back))
    await _files(book, reader, files)
    book.figures |= {
        "runs": len(journal.runs),
        "of these again": sum(1 for one in journal.runs if one.is_again),
        "taken back": sum(1 for one in journal.runs if one.undo_key),
        "told over a subscription": sum(one.events for one in journal.runs),
    }
    return book


def _run_faults(given: GivenRun, row: Row) -> list[str]:
    book = Book("", "")
    wanted, rows = "undone" if given.undo_key else "done", len(given.identifiers)
    book.must(row["state"] == wanted, f"its state is {row['state']} {row['error_code']}, not {wanted}")
    counts = (row["row_count"], row["refused"], row["created"], row["unchanged"])
    told = (rows, 0, 0, rows) if given.is_again else (rows, 0, rows, 0)
    book.must(counts == told, f"rows, refused, created, unchanged are {counts}, not {told}")
    book.must(row["report_id"] is not None, "it has no report")
    undone = (row["undone_rows"], row["kept_rows"])
    withdrawn = (rows if given.undo_key else 0, 0)
    book.must(undone == withdrawn, f"undone and kept rows are {undone}, not {withdrawn}")
    return book.faults


async def _audits(book: Book, reader: Reader, withdrawn: int) -> None:
    """Created once each; undone once each, and gone then."""
    times: Counter[tuple[str, str]] = Counter()
    gone = 0
    for row in await reader.rows(_AUDITS):
        times[row["action"], row["subject_id"]] += 1
        if row["action"] == "undo":
            gone += 1
            book.must(row["id"] is None, f"cooperative {row['subject_id']} was taken back, and is there")
    for (action, subject), number in times.items():
        if action in ("create", "undo"):
            book.must(number == 1, f"cooperative {subject} has {number} audit rows of {action}")
    book.must(gone == withdrawn, f"{gone} audit rows tell of withdrawn rows, not {withdrawn}")


async def _files(book: Book, reader: Reader, files: Path) -> None:
    """Every stored file has its content, and every run its report."""
    contents = {name for _, _, names in os.walk(files) for name in names}
    for row in await reader.rows("SELECT id, storage_key, purpose FROM stored_file"):
        book.examined += 1
        there = Path(row["storage_key"]).name in contents
        book.must(there, f"stored file {row['id']} ({row['purpose']}) has no content")
    lost = await reader.rows(
        "SELECT r.id FROM import_run r LEFT JOIN stored_file f ON f.id = r.report_id"
        " WHERE r.report_id IS NOT NULL AND (f.id IS NULL OR NOT f.kept OR f.purpose <> 'core.import_report')"
    )
    book.must(not lost, f"runs whose report is not kept: {[row['id'] for row in lost[:5]]}")
    twice = await reader.number(
        "SELECT COUNT(*) AS n FROM stored_file f LEFT JOIN import_run r ON r.report_id = f.id"
        " WHERE f.purpose = 'core.import_report' AND r.id IS NULL"
    )
    book.must(not twice, f"{twice} reports belong to no run")
