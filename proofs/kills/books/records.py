"""No half record, and sound files: asked of the database in plain SQL."""

from __future__ import annotations

from proofs.kills.books.book import Book
from proofs.kills.reading import Reader

_HALVES: tuple[tuple[str, str], ...] = (
    (
        "cooperative without its party",
        "SELECT c.id FROM siopik_cooperative c LEFT JOIN party p ON p.id = c.party_id WHERE p.id IS NULL",
    ),
    (
        "party of SI OPIK SEHAT without a cooperative",
        "SELECT p.id FROM party p LEFT JOIN siopik_cooperative c ON c.party_id = p.id"
        " WHERE p.plugin = 'siopik' AND c.id IS NULL",
    ),
    (
        "cooperative without history",
        "SELECT id FROM siopik_cooperative WHERE id NOT IN (SELECT cooperative_id FROM siopik_cooperative_version)",
    ),
    (
        "version without the command that made it",
        "SELECT v.id FROM siopik_cooperative_version v LEFT JOIN command_record r ON r.id = v.command_record_id"
        " WHERE r.id IS NULL OR r.state = 'refused'",
    ),
    (
        "entry without the command that made it",
        "SELECT e.id FROM proof_entry e LEFT JOIN command_record r ON r.id = e.command_record_id"
        " WHERE r.id IS NULL OR r.state <> 'done'",
    ),
    (
        "audit row without its command record",
        "SELECT a.id FROM audit_entry a LEFT JOIN command_record r ON r.id = a.record_id WHERE r.id IS NULL",
    ),
    (
        "audit row of a refused command",
        "SELECT a.id FROM audit_entry a JOIN command_record r ON r.id = a.record_id WHERE r.state = 'refused'",
    ),
    (
        "command record that is half-way, of no batch",
        "SELECT id FROM command_record WHERE state = 'running' AND door <> 'spreadsheet'",
    ),
    (
        "command record that is done and has no end",
        "SELECT id FROM command_record WHERE state <> 'running' AND ended_at IS NULL",
    ),
    (
        "cooperative without an audit row of its creation",
        "SELECT id FROM siopik_cooperative WHERE CAST(id AS VARCHAR(40)) NOT IN"
        " (SELECT subject_id FROM audit_entry WHERE subject_model = 'siopik.Cooperative' AND action = 'create')",
    ),
    ("process that is still registered", "SELECT id FROM job_instance"),
)
_KEYS = """SELECT c.conname AS name, c.conrelid::regclass::text AS child, c.confrelid::regclass::text AS parent,
  a.attname AS here, b.attname AS there FROM pg_constraint c
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
  WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1"""
_INDEXES = """SELECT c.oid::regclass::text AS name, bt_index_check(c.oid, true) FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE m.amname = 'btree' AND n.nspname = 'public' AND i.indisvalid"""
_HEAPS = """SELECT c.relname AS name, v.blkno, v.msg FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
  LATERAL verify_heapam(c.oid) v WHERE c.relkind = 'r' AND n.nspname = 'public'"""


async def records_book(reader: Reader) -> Book:
    """No record is half there."""
    book = Book("half records", "no row lacks what was stored in the same transaction")
    for what, sql in _HALVES:
        found = await reader.rows(sql)
        book.examined += 1
        names = ", ".join(str(row["id"]) for row in found[:5])
        book.must(not found, f"{len(found)} × {what}: {names}")
    return book


async def integrity_book(reader: Reader) -> Book:
    """The database itself finds nothing wrong with its files, indexes and foreign keys."""
    book = Book("integrity", "the database's own checks find nothing: pages, indexes, foreign keys")
    if reader.is_sqlite:
        for row in await reader.rows("PRAGMA integrity_check"):
            book.examined += 1
            book.must(row["integrity_check"] == "ok", str(dict(row)))
        found = await reader.rows("PRAGMA foreign_key_check")
        book.examined += 1
        book.must(not found, f"foreign keys that point nowhere: {[dict(row) for row in found[:5]]}")
        return book
    await reader.rows("CREATE EXTENSION IF NOT EXISTS amcheck")
    book.examined += len(await reader.rows(_INDEXES))
    for row in await reader.rows(_HEAPS):
        book.faults.append(f"damaged: {dict(row)}")
    for key in await reader.rows(_KEYS):
        book.examined += 1
        orphans = await reader.number(
            f"SELECT COUNT(*) AS n FROM {key['child']} c LEFT JOIN {key['parent']} p"
            f' ON p."{key["there"]}" = c."{key["here"]}"'
            f' WHERE c."{key["here"]}" IS NOT NULL AND p."{key["there"]}" IS NULL'
        )
        book.must(not orphans, f"{key['name']}: {orphans} rows of {key['child']} point nowhere")
    failures = await reader.number("SELECT SUM(checksum_failures) AS n FROM pg_stat_database")
    book.must(not failures, f"{failures} pages with a wrong checksum")
    return book
