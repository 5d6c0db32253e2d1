"""Proof of imports at full size: time and memory of 200,000 rows, and kills on the way."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kopukm_core.cli.writing import note
from proofs.kills.books import Book, integrity_book, records_book
from proofs.kills.events import EventLog
from proofs.kills.installation import Installation, installation
from proofs.kills.reading import Reader
from proofs.kills.terminal import KOPUKM
from proofs.measured import run_measured
from proofs.results import Result

CLAIM = (
    "A file of so many rows is imported; killed on the way and begun again, "
    "every row is stored once, with its history and its audit."
)
_HEAD = "NIK;Nama Koperasi;Nomor Badan Hukum;Alamat;Kelurahan/Desa;Kecamatan;Status Koperasi"
_ONCE = """SELECT COUNT(*) AS n FROM siopik_cooperative c WHERE
  (SELECT COUNT(*) FROM siopik_cooperative_version v WHERE v.cooperative_id = c.id) = 1"""
_AUDITED = """SELECT COUNT(DISTINCT subject_id) AS n FROM audit_entry
  WHERE subject_model = 'siopik.Cooperative' AND action = 'create'"""
_AUDITS = """SELECT COUNT(*) AS n FROM audit_entry
  WHERE subject_model = 'siopik.Cooperative' AND action = 'create'"""


def prove_import(database: str, rows: int, kills: int, seed: int) -> Result:
    """Import into an empty database, killed so many times at random moments first."""
    with tempfile.TemporaryDirectory(prefix="kopukm-proof-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        events = EventLog(folder / "events.jsonl")
        try:
            return asyncio.run(_prove(database, rows, kills, seed, folder, events))
        finally:
            events.close()


async def _prove(database: str, rows: int, kills: int, seed: int, folder: Path, events: EventLog) -> Result:
    chance = random.Random(seed)
    async with installation(database, folder, events, serving=False) as made:
        sheet = folder / "rows.csv"
        await asyncio.to_thread(_write, sheet, rows, made)
        command = [*KOPUKM, "import", "siopik.cooperatives", str(sheet)]
        runs: list[Mapping[str, object]] = []
        for number in range(kills + 1):
            kill_after = chance.uniform(3.0, max(10.0, rows / 3000)) if number < kills else 0.0
            note(
                f"import {number + 1} of {kills + 1}"
                + (f", killed after {kill_after:.0f} s" if kill_after else "")
            )
            log = folder / "import.log"
            run = await asyncio.to_thread(run_measured, command, made.environment, log, kill_after=kill_after)
            stored = await Reader(made.database_url).number("SELECT COUNT(*) AS n FROM siopik_cooperative")
            runs.append(
                {
                    "run": number + 1,
                    "ended": "killed" if run.status is None else f"status {run.status}",
                    "seconds": round(run.seconds, 1),
                    "highest memory MB": round(run.megabytes),
                    "rows stored": stored,
                }
            )
        book = await _book(Reader(made.database_url), rows)
        book.must(run.status == 0, f"the last run ended with status {run.status}: {run.output[-500:]}")
        books = [book, await records_book(Reader(made.database_url))]
        books.append(await integrity_book(Reader(made.database_url)))
        return Result(
            name=f"import-{database}",
            claim=CLAIM,
            how=f"`kopukm import siopik.cooperatives` of a CSV on {database}, killed {kills} times at random.",
            holds=all(one.balances for one in books),
            figures={"rows": rows, "file MB": round(sheet.stat().st_size / 2**20, 1), "seed": str(seed)},
            tables={"runs": runs, "books": [one.as_json() for one in books]},
        )


def _write(sheet: Path, rows: int, made: Installation) -> None:
    with sheet.open("w", encoding="utf-8") as output:
        output.write(f"{_HEAD}\n")
        for number in range(rows):
            village, district = made.village_names[number % len(made.village_names)]
            legal = f"{number}/BH/KWK.10/2001"
            output.write(
                f"7{number:012d};KSU Besar {number};{legal};Jalan {number};{village};{district};Aktif\n"
            )


async def _book(reader: Reader, rows: int) -> Book:
    book = Book("rows", "every row is stored once, with one version and one audit row of its creation", rows)
    for what, sql in (
        ("cooperatives", "SELECT COUNT(*) AS n FROM siopik_cooperative"),
        ("different NIK", "SELECT COUNT(DISTINCT nik) AS n FROM siopik_cooperative"),
        ("with exactly one version", _ONCE),
        ("audited", _AUDITED),
        ("audit rows", _AUDITS),
    ):
        number = await reader.number(sql)
        book.must(number == rows, f"{what}: {number}, not {rows}")
        book.figures[what] = number
    return book
