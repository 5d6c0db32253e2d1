"""Commands: accepted ones are there once and whole, with their audit; refused ones left nothing."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from proofs.kills.books.book import Book
from proofs.kills.books.stored import Row, Stored
from proofs.kills.journal import Given, Journal

_AUDITED = {
    "register": ("create", "siopik.Cooperative"),
    "correct": ("update", "siopik.Cooperative"),
    "report": ("create", "siopik.YearlyReport"),
    "meeting": ("create", "siopik.AnnualMeeting"),
    "post": ("create", "proof.Entry"),
}


def commands_book(journal: Journal, held: Stored) -> Book:
    """Every command has its answer, and the tables hold exactly what it says."""
    book = Book(
        "commands",
        "every accepted command is in the tables exactly once, whole and with its audit; a refused one left nothing",
    )
    for given in journal.given:
        book.examined += 1
        name = f"{given.operation} {given.key} (asked {given.tries} times)"
        if not given.is_answered:
            book.faults.append(f"{name} never got an answer")
        elif given.problems != ([given.expected_problem] if given.expected_problem else []):
            book.faults.append(
                f"{name} was answered with {given.problems}, not {given.expected_problem or 'accepted'}"
            )
        elif given.is_accepted:
            book.faults += [f"{name}: {fault}" for fault in accepted_faults(given, held)]
        else:
            states = [row["state"] for row in held.records[given.key]]
            book.must(states == ["refused"], f"{name} was refused, and its records are {states}")
            effects = effects_of(given, held)
            book.must(not effects, f"{name} was refused, and left {len(effects)} rows")
    accepted = {one.variables["input"]["label"] for one in journal.accepted("post")}
    for label in {name for name, rows in held.entries.items() if rows} - accepted:
        book.faults.append(f"entry {label!r} is in the tables, and nobody was told that it was accepted")
    identifiers = {one.variables["input"]["nik"] for one in journal.accepted("register")}
    imported = {nik for one in journal.imports for nik in one.identifiers}
    imported |= {nik for run in journal.runs for nik in run.identifiers}
    for nik in {name for name, rows in held.cooperatives.items() if rows} - identifiers - imported:
        book.faults.append(f"cooperative {nik} is in the tables, and nobody was told that it was accepted")
    for key, history in held.histories.items():
        last = history[-1]["address"]
        book.must(
            held.addresses.get(key) == last,
            f"cooperative {key} shows address {held.addresses.get(key)!r}, its last version {last!r}",
        )
    for operation in _AUDITED:
        book.figures[f"accepted {operation}"] = len(journal.accepted(operation))
    book.figures["refused"] = sum(1 for one in journal.given if one.problems)
    book.figures["asked more than once"] = sum(1 for one in journal.given if one.tries > 1)
    return book.must_not_be_empty()


def accepted_faults(given: Given, held: Stored) -> list[str]:
    """What is wrong with how an accepted command is stored."""
    records = held.records[given.key]
    if len(records) != 1 or records[0]["state"] != "done":
        return [f"its records are {[dict(row) for row in records]}"]
    record = records[0]["id"]
    rows = effects_of(given, held)
    if len(rows) != 1:
        return [f"it has {len(rows)} rows in the tables: {[dict(row) for row in rows][:3]}"]
    found = [] if _agrees(given, rows[0], record, held) else [f"its row is {dict(rows[0])}"]
    action, model = _AUDITED[given.operation]
    subject = rows[0]["cooperative_id"] if given.operation == "correct" else rows[0]["id"]
    audits = [(one["action"], one["subject_model"], one["subject_id"]) for one in held.audits[record]]
    if audits != [(action, model, str(subject))]:
        found.append(f"its audit is {audits}, not {(action, model, str(subject))}")
    return found


def effects_of(given: Given, held: Stored) -> Sequence[Row]:
    """The rows that the command has stored."""
    told: Any = given.variables["input"]
    if given.operation == "register":
        return held.cooperatives[told["nik"]]
    if given.operation == "post":
        return held.entries[told["label"]]
    cooperative = number_of(given.subject or told["cooperativeId"])
    if given.operation == "correct":
        return [row for row in held.histories[cooperative] if row["address"] == told["address"]]
    table = held.reports if given.operation == "report" else held.meetings
    return table[cooperative, told["year"]]


def _agrees(given: Given, row: Row, record: int, held: Stored) -> bool:
    told: Any = given.variables["input"]
    if given.operation == "register":
        versions = held.versions[record]
        return (
            (row["name"], row["region_code"]) == (told["name"], told["regionCode"])
            and [one["cooperative_id"] for one in versions] == [row["id"]]
            and [one["name"] for one in held.chairs[row["id"]]] == [told["chair"]]
            and (given.door != "http" or number_of(given.answer["cooperative"]["id"]) == row["id"])  # type: ignore[index]
        )
    if given.operation == "correct":
        return bool(row["command_record_id"] == record and len(held.versions[record]) == 1)
    if given.operation == "report":
        return (row["members_male"], row["assets"]) == (told["membersMale"], told["assets"]) and bool(
            row["is_current"]
        )
    if given.operation == "meeting":
        return bool(row["attendees"] == told["attendees"] and row["is_current"])
    return bool(row["amount"] == told["amount"] and row["command_record_id"] == record)


def abandoned_book(journal: Journal, held: Stored) -> Book:
    """Read before anything is asked again: what clients never got an answer for is whole or not at all."""
    book = Book("lost answers", "a command whose answer never came is wholly there, or wholly not")
    there = 0
    for given in journal.given:
        if not given.was_abandoned:
            continue
        book.examined += 1
        states = [row["state"] for row in held.records[given.key]]
        rows = effects_of(given, held)
        wanted = "refused" if given.expected_problem else "done"
        if states == [wanted]:
            there += 1
            if wanted == "done":
                name = f"{given.operation} {given.key}"
                kept = Given(**{**_fields(given), "answer": None, "door": "lost"})
                book.faults += [f"{name}: {fault}" for fault in accepted_faults(kept, held)]
        else:
            book.must(states == [], f"{given.operation} {given.key}: its records are {states}")
            book.must(not rows, f"{given.operation} {given.key}: it has no record, and {len(rows)} rows")
    book.figures = {"were there": there, "were not there": book.examined - there}
    return book


def _fields(given: Given) -> dict[str, Any]:
    return {name: getattr(given, name) for name in Given.__slots__}


def number_of(global_id: str) -> int:
    """The key inside a global id of the contract."""
    return int(base64.urlsafe_b64decode(global_id + "=" * (-len(global_id) % 4)).decode().rpartition(":")[2])
