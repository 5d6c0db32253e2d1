"""The books of `python -m proofs kills` balance over what was done, and name what is put wrong afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jobs.job_samples import until
from jobs.job_waiting import outbox_is_empty
from kopukm_core.files import IMPORT, save_file
from kopukm_core.identity.actor import operator
from kopukm_core.identity.authentication import actor_of_account
from kopukm_core.identity.models import Account
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings

if TYPE_CHECKING:
    from proofs.kills.books import Book
    from proofs.kills.journal import Given, Journal

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parent.parent.parent
WRONGS = {
    "a lost effect": ("jobs", "DELETE FROM proof_effect WHERE kind = 'count'"),
    "an effect twice": (
        "jobs",
        "INSERT INTO proof_effect (kind, label, attempt) VALUES ('count', 'entry 1', 2)",
    ),
    "a dead job": (
        "jobs",
        "INSERT INTO outbox_job (task, queue, arguments, status, attempts, deliveries, again, last_error, created_at)"
        " VALUES ('proof.tick', 'proof', '{}', 'dead', 9, 0, 0, '', '2026-11-22')",
    ),
    "a lost audit row": ("commands", "DELETE FROM audit_entry WHERE subject_model = 'proof.Entry'"),
    "a lost entry": ("commands", "DELETE FROM proof_entry"),
    "an entry of nobody": (
        "commands",
        "INSERT INTO proof_entry (label, amount, command_record_id) VALUES ('x', 1, 1)",
    ),
    "a command twice": (
        "commands",
        "INSERT INTO command_record (actor, command, key, input_hash, person, state, checkpoint, door, started_at)"
        " SELECT 'x', command, key, input_hash, '', state, 0, '', started_at FROM command_record WHERE key = 'k1'",
    ),
    "a cooperative without history": ("half records", "DELETE FROM siopik_cooperative_version"),
    "a command without an end": (
        "half records",
        "UPDATE command_record SET ended_at = NULL WHERE key = 'k1'",
    ),
    "a run that hangs": ("import runs", "UPDATE import_run SET state = 'running'"),
    "a run of nobody": (
        "import runs",
        "INSERT INTO import_run (import_name, file_id, file_name, as_of, dry_run, actor, state, stage, done, total,"
        " row_count, created, updated, unchanged, warned, refused, repeated, error_code, error, started_at,"
        " progressed_at, undo_actor, undo_before, undone_rows, kept_rows) SELECT import_name, file_id, file_name,"
        " as_of, dry_run, actor, state, stage, done, total, row_count, created, updated, unchanged, warned, refused,"
        " repeated, error_code, error, started_at, progressed_at, undo_actor, undo_before, undone_rows, kept_rows"
        " FROM import_run",
    ),
    "a run without its report": ("import runs", "UPDATE import_run SET report_id = NULL"),
    "a row of a run lost": ("import runs", "DELETE FROM siopik_cooperative WHERE nik LIKE '7%'"),
    "a row of a run created twice": (
        "import runs",
        "INSERT INTO audit_entry (record_id, action, subject_model, subject_id, recorded_at)"
        " SELECT record_id, action, subject_model, subject_id, recorded_at FROM audit_entry",
    ),
    "a stored file without content": ("import runs", "UPDATE stored_file SET storage_key = 'x' WHERE id = 1"),
    "a row that points nowhere": ("integrity", "UPDATE siopik_officer SET cooperative_id = 999"),
}


def given(operation: str, command: str, key: str, told: Mapping[str, object]) -> Given:
    """A command as a client notes it."""
    from proofs.kills.journal import Given

    return Given(operation, command, key, {"input": told, "key": key}, door="terminal")


async def done(platform: Platform, journal: Journal) -> None:
    """Give the commands and let their jobs run."""
    names = {"regionCode": "region_code"}
    for one in journal.given:
        told = {names.get(name, name): value for name, value in one.variables["input"].items()}
        outcome = await platform.runner.run(one.command, told, operator("siti"), key=one.key)
        one.answer = {"problems": [{"code": each.code} for each in outcome.problems]}
        one.tries = 1
    async with running_jobs(platform, JobTiming(poll=0.02)):
        await until(outbox_is_empty)


async def imported(platform: Platform, journal: Journal, village: tuple[str, str]) -> None:
    """Upload a file of one row and have it imported by its job."""
    from proofs.kills.journal import GivenRun

    account = await Account.get(name="juru.buku")
    actor = await actor_of_account(account.id, roles=platform.roles)
    sheet = "NIK;Nama Koperasi;Kelurahan/Desa;Kecamatan\n7000000000001;KSU Unggah;" + ";".join(village)
    file = await save_file(platform, sheet.encode(), name="impor.csv", purpose=IMPORT, actor=actor)
    told = {"import_name": "siopik.cooperatives", "file": file.id}
    outcome = await platform.runner.run("core.start_import", told, actor, key="r1")
    assert outcome.reference is not None, outcome.problems
    number = int(outcome.reference.id)
    journal.runs.append(GivenRun("r1", ("7000000000001",), is_again=False, number=number))


async def unbalanced(journal: Journal, url: str, files: Path, only: str = "") -> dict[str, list[str]]:
    """Book → its faults, where it has any; of all books, or only one."""
    from proofs.kills import books
    from proofs.kills.reading import Reader

    reader = Reader(url)
    held = await books.stored(reader)
    makers: dict[str, Callable[[], Awaitable[Book]]] = {
        "commands": lambda: _at_once(books.commands_book(journal, held)),
        "jobs": lambda: books.jobs_book(journal, reader),
        "half records": lambda: books.records_book(reader),
        "import runs": lambda: books.runs_book(journal, held, reader, files),
        "integrity": lambda: books.integrity_book(reader),
    }
    kept = [await make() for name, make in makers.items() if only in ("", name)]
    return {one.name: one.faults for one in kept if not one.balances}


async def _at_once(book: Book) -> Book:
    return book


async def test_the_books_balance_and_name_each_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from proofs.kills.events import EventLog
    from proofs.kills.installation import installation
    from proofs.kills.journal import Journal

    events = EventLog(tmp_path / "events.jsonl")
    async with installation("sqlite", tmp_path / "it", events, serving=False) as made:
        monkeypatch.syspath_prepend(str(tmp_path / "it" / "site"))
        village = made.villages[0]
        told = {"name": "KSU Melati", "nik": "9000000000001", "regionCode": village, "chair": "Budi"}
        journal = Journal(
            [
                given("register", "siopik.register_cooperative", "k0", told),
                given("post", "proof.post_entry", "k1", {"label": "entry 1", "amount": 7}),
            ]
        )
        refused = given("post", "proof.post_entry", "k2", {"label": "entry 2", "amount": 0})
        refused.expected_problem = "NOTHING"
        journal.given.append(refused)
        platform = build_platform(load_settings({"KOPUKM_HOME": str(tmp_path / "it" / "home")}))
        async with platform.open(prepare=False):
            await imported(platform, journal, made.village_names[0])
            await done(platform, journal)
    events.close()
    files = tmp_path / "it" / "home" / "files"
    assert await unbalanced(journal, made.database_url, files) == {}

    for wrong, (book, statement) in WRONGS.items():
        copy = tmp_path / f"{book}.sqlite3"
        _copied(made.database_url, copy, statement)
        faults = await unbalanced(journal, f"sqlite://{copy}", files, only=book)
        assert faults.get(book), wrong


def _copied(url: str, copy: Path, statement: str) -> None:
    with (
        closing(sqlite3.connect(url.removeprefix("sqlite://"))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute(statement)
        target.commit()
