"""The books of the race, by plain SQL: one answer each, one client a seat, a record and an audit row for each."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from proofs.bookings.clients import Wish
from proofs.bookings.office import SERVICE
from proofs.kills.books import Book
from proofs.kills.reading import Reader

_LIVING = "state IN ('held', 'booked', 'arrived', 'fulfilled')"
_SEATS = f"""SELECT s.id, s.state, COUNT(b.id) AS n FROM slot s
  LEFT JOIN booking b ON b.slot_id = s.id AND b.{_LIVING} WHERE s.service = '{SERVICE}' GROUP BY s.id, s.state"""
_OVERLAPS = f"""SELECT COUNT(*) AS n FROM booking a JOIN booking b ON a.bookable_id = b.bookable_id AND a.id < b.id
  AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at WHERE a.{_LIVING} AND b.{_LIVING}"""
_CLIENTS = f"""SELECT client_id, COUNT(*) AS n FROM booking WHERE {_LIVING}
  GROUP BY client_id, round_key HAVING COUNT(*) > 1"""
_BOOKINGS = "SELECT id, client_id, slot_id, state FROM booking"
_AUDITS = """SELECT subject_id, COUNT(*) AS n FROM audit_entry
  WHERE subject_model = 'core.Booking' AND action = 'create' GROUP BY subject_id"""
_RECORDS = """SELECT key, command, state FROM command_record
  WHERE command IN ('core.book_slot', 'core.hold_slot', 'core.confirm_booking')"""
_MESSAGES = """SELECT about, COUNT(*) AS n FROM outbound_message
  WHERE template = 'core.booking_confirmed' GROUP BY about"""


def answers_book(wishes: Sequence[Wish], seats: int, refused: dict[str, int]) -> Book:
    """Each client has one clear answer."""
    book = Book(
        "answers", "every client has exactly one answer: a seat, or that it is taken and to choose another"
    )
    book.examined = len(wishes)
    for wish in wishes:
        book.must(wish.word in ("booked", "SLOT_TAKEN"), f"{wish.key}: {wish.word}")
        for payload in (wish.answer, wish.confirmed):
            if payload and payload["problems"]:
                message = payload["problems"][0]["message"]
                book.must("Pilih kursi lain" in message, f"{wish.key}: {message}")
    booked = sum(1 for wish in wishes if wish.booked)
    book.must(booked == seats, f"{booked} were told that they have a seat, of {seats} seats")
    book.must(not refused, f"other errors: {refused}")
    book.figures = {"booked": booked, "told to choose another": len(wishes) - booked}
    return book.must_not_be_empty()


async def seats_book(reader: Reader, wishes: Sequence[Wish], seats: int) -> Book:
    """Each seat has one client: the one that was told so."""
    book = Book(
        "seats", "every seat has one client, the one who was told so; no client has two; no times overlap"
    )
    found = await reader.rows(_SEATS)
    book.examined = len(found)
    book.must(len(found) == seats, f"{len(found)} seats")
    for row in found:
        book.must(row["n"] == 1, f"seat {row['id']} has {row['n']} living bookings")
        book.must(row["state"] == "booked", f"seat {row['id']} is {row['state']}")
    book.must(await reader.number(_OVERLAPS) == 0, "living bookings of one expert overlap")
    doubles = await reader.rows(_CLIENTS)
    book.must(not doubles, f"clients with two seats: {doubles[:5]}")
    told = {(key_of(wish.booked), wish.wanting.party_id, key_of(wish.slot)) for wish in wishes if wish.booked}
    stored = await reader.rows(_BOOKINGS)
    kept = {(row["id"], row["client_id"], row["slot_id"]) for row in stored if row["state"] == "booked"}
    book.must(told == kept, f"told and stored differ: {sorted(told ^ kept)[:5]}")
    book.figures = {"bookings stored": len(stored), "living": len(kept)}
    return book.must_not_be_empty()


async def records_book(reader: Reader, wishes: Sequence[Wish]) -> Book:
    """Each answer has its command record; each booking one audit row and one message."""
    book = Book("audit", "every answer has one command record, every booking one audit row and one message")
    records: dict[str, list[str]] = {}
    for row in await reader.rows(_RECORDS):
        records.setdefault(str(row["key"]), []).append(str(row["state"]))
    book.examined = len(records)
    for wish in wishes:
        first = "refused" if wish.answer and wish.answer["problems"] else "done"
        expected = {wish.key: first}
        if wish.confirmed:
            expected[f"{wish.key}/confirm"] = "refused" if wish.confirmed["problems"] else "done"
        for key, state in expected.items():
            book.must(records.pop(key, []) == [state], f"records of {key}: expected one {state}")
    book.must(not records, f"records that nobody asked for: {list(records)[:5]}")
    audits = {int(row["subject_id"]): row["n"] for row in await reader.rows(_AUDITS)}
    stored = await reader.rows(_BOOKINGS)
    for row in stored:
        book.must(
            audits.get(row["id"]) == 1, f"booking {row['id']} has {audits.get(row['id'], 0)} audit rows"
        )
    book.must(len(audits) == len(stored), "audit rows of bookings that are not there")
    messages = {str(row["about"]): row["n"] for row in await reader.rows(_MESSAGES)}
    for row in stored:
        if row["state"] == "booked":
            told = messages.get(f"core.Booking:{row['id']}", 0)
            book.must(told == 1, f"booking {row['id']} has {told} messages")
    return book.must_not_be_empty()


def repeats_book(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], replayed: int) -> Book:
    """Asked again under the same key, everybody is told the same."""
    book = Book(
        "repeats", "asked again under the same key, a client is told the same, and nothing is done twice"
    )
    book.examined = len(before)
    for first, again in zip(before, after, strict=True):
        book.must(first == again, f"{first} became {again}")
    book.must(replayed == len(before), f"{replayed} of {len(before)} were repeats")
    return book.must_not_be_empty()


def key_of(global_id: str) -> int:
    """The number in a global id."""
    return int(base64.b64decode(global_id).decode().partition(":")[2])
