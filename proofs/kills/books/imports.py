"""Imports: every row once, chunks whole, however often the process was killed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from proofs.kills.books.book import Book
from proofs.kills.books.stored import Stored
from proofs.kills.journal import Journal
from proofs.kills.reading import Reader

_CREATED = (
    "SELECT subject_id, COUNT(*) AS times FROM audit_entry"
    " WHERE subject_model = 'siopik.Cooperative' AND action = 'create' GROUP BY subject_id"
)


async def imports_book(journal: Journal, held: Stored, reader: Reader) -> Book:
    """Each row of each file is stored once, with one version and one audit row; each chunk is whole."""
    book = Book(
        "imports", "every row of an imported file is stored once, with history and audit; chunks are whole"
    )
    audits = {int(row["subject_id"]): row["times"] for row in await reader.rows(_CREATED)}
    for given in journal.imports:
        book.must(given.is_done, f"import {given.number} never ended well in {given.runs} runs")
        for nik in given.identifiers:
            book.examined += 1
            rows = held.cooperatives[nik]
            if len(rows) != 1:
                book.faults.append(f"row {nik} of import {given.number} is stored {len(rows)} times")
                continue
            key = rows[0]["id"]
            versions, times = len(held.histories[key]), audits.get(key, 0)
            book.must(versions == 1, f"row {nik} (cooperative {key}) has {versions} versions")
            book.must(times == 1, f"row {nik} (cooperative {key}) has {times} audit rows of its creation")
    await _chunks(book, held, reader)
    book.figures |= {
        "files": len(journal.imports),
        "runs": sum(one.runs for one in journal.imports),
        "killed": sum(one.kills for one in journal.imports),
    }
    return book


async def _chunks(book: Book, held: Stored, reader: Reader) -> None:
    chunks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    created: Counter[str] = Counter()
    for row in await reader.rows("SELECT record_id, first_row, answers FROM command_chunk"):
        answers = json.loads(row["answers"])
        chunks[row["record_id"]].append((row["first_row"], len(answers)))
        created.update(key for action, key, _ in answers if action == "created")
    for record in (row for rows in held.records.values() for row in rows):
        following = 0
        for first, count in sorted(chunks.get(record["id"], ())):
            book.must(first == following, f"chunks of record {record['id']} have a gap at row {following}")
            following = first + count
        book.must(
            following == record["checkpoint"],
            f"record {record['id']} stands at row {record['checkpoint']}, its chunks hold {following}",
        )
    for key, times in created.items():
        book.must(times == 1, f"record {key} was answered as created {times} times")
    book.figures["chunks"] = sum(len(one) for one in chunks.values())
    book.figures["interrupted batches"] = sum(
        1 for rows in held.records.values() for row in rows if row["state"] == "running"
    )
