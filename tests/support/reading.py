"""Asking the sample contract as an actor, over rows that cover every case of the sample visibility."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from graphql import DocumentNode, GraphQLError, parse, validate
from tortoise.exceptions import OperationalError

from book_models import Book
from kopukm_core.db import sort_key
from kopukm_core.db.text import search_text
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant, operator
from kopukm_core.settings import Settings
from kopukm_graphql.compiling.operations import CompiledOperation
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.context import RequestContext
from kopukm_graphql.server.documents import PreparedDocument
from kopukm_graphql.server.execution import InterpretingExecutor, OperationCall
from kopukm_graphql.server.masking import shown_error
from library_models import Library, LibraryKind, Place, Visit

GUNUNG, JONGGOL = "32.01.07", "32.01.13"


def person(*grants: tuple[str, str], parties: tuple[int, ...] = ()) -> Actor:
    """A person with permissions in regions, and parties of their own."""
    held = tuple(Grant(permission, region) for permission, region in grants)
    return Actor(ActorKind.PERSON, identity="1", grants=held, party_ids=frozenset(parties))


ACTORS: dict[str, Actor] = {
    "anonymous": ANONYMOUS,
    "officer of one kecamatan": person(
        ("library.read", GUNUNG), ("library.contact", GUNUNG), ("book.read", GUNUNG), ("book.price", GUNUNG)
    ),
    "officer of another": person(
        ("library.read", JONGGOL), ("library.money", JONGGOL), ("book.read", JONGGOL)
    ),
    "member of two libraries": person(parties=(2, 5)),
    "district officer": person(
        *(
            (name, "")
            for name in ("library.read", "library.money", "library.contact", "book.read", "book.price")
        )
    ),
    "operator": operator("siti"),
}

REGIONS = {
    "32.01": "Bogor",
    GUNUNG: "Gunung Putri",
    f"{GUNUNG}.2001": "Tlajung Udik",
    f"{GUNUNG}.2002": "Bojong Nangka",
    JONGGOL: "Jonggol",
    f"{JONGGOL}.2004": "Sukamaju",
    "32.01.070": "Bukan kecamatan",
}
_NAMES = ("Melati 2", "Melati 10", "Anggrek", 'O\'Brien "X"', "Éclair – ☕", "melati 2", "Z%_", "")


async def seed(count: int = 24) -> None:
    """Fill the sample tables: NULLs, equal names, hidden parents, rows on both sides of every rule."""
    await Place.bulk_create([Place(code=code, name=name) for code, name in REGIONS.items()])
    codes: list[str | None] = [*REGIONS, None]
    kinds: list[LibraryKind | None] = [*LibraryKind, None]
    await Library.bulk_create(
        [
            Library(
                id=number,
                name=(name := _NAMES[number % len(_NAMES)]),
                name_key=sort_key(name),
                search=search_text(name),
                kind=kinds[number % 4],
                region_code=codes[number % 8],
                party_id=number % 7 or None,
                is_published=number % 3 == 0,
                phone=None if number % 5 == 0 else f"+62{number}",
                budget=None if number % 4 == 1 else number % 6 * 10**10,
                opened_on=None if number % 3 == 1 else date(2020 + number % 3, 1, 1 + number % 9),
                recorded_at=None if number % 6 == 0 else datetime(2026, 1, 1 + number % 4, tzinfo=UTC),
                share=None if number % 2 else Decimal(number) / 4,
                details={"n": number, "teks": "é\"'"},
            )
            for number in range(1, count + 1)
        ]
    )
    await Visit.bulk_create(
        [
            Visit(
                id=number,
                library_id=1 + number * 5 % count,
                visitor=f"Tamu {number % 5}",
                visited_on=date(2026, 1, 1 + number % 20),
                fee=None if number % 3 == 0 else number * 1000,
            )
            for number in range(1, count * 2 + 1)
        ]
    )
    await Book.bulk_create(
        [
            Book(
                id=number,
                title=(title := f"Buku {number % 9}"),
                title_key=sort_key(title),
                library_id=None if number % 11 == 0 else 1 + number * 7 % (count + 2),
                region_code=codes[number % 8],
                is_lent=number % 2 == 0,
                price=None if number % 4 == 0 else number * 500,
            )
            for number in range(1, count * 2 + 1)
        ]
    )


Answer = tuple[Any, list[tuple[str, Any]]]
"""Data, and errors as (code, path)."""


async def ask(schema: ComposedSchema, document: str, actor: Actor = ANONYMOUS, **variables: Any) -> Answer:
    """What the document is answered; where its one statement answers it too, that is the same."""
    answered = await ask_interpreted(schema, document, actor, **variables)
    compiled = await ask_compiled(schema, document, actor, **variables)
    assert compiled in (None, answered)
    return answered


async def answer(schema: ComposedSchema, document: str, actor: Actor = ANONYMOUS, **variables: Any) -> Any:
    """The data of a document that must not have errors."""
    data, errors = await ask(schema, document, actor, **variables)
    assert errors == [], errors
    return data


async def ask_in_turn(schema: ComposedSchema, document: str, actor: Actor) -> Answer:
    """What one executor answers to a document made from the schema: from actor to actor it is the other one's turn."""
    kept = _kept(schema, document, made_from_schema=True)
    assert kept is not None
    kept.asked += 1
    answered = await ask_compiled(schema, document, actor) if kept.asked % 2 == 0 else None
    return answered or await ask_interpreted(schema, document, actor)


async def answer_in_turn(schema: ComposedSchema, document: str, actor: Actor) -> Any:
    """The data so answered, without errors."""
    data, errors = await ask_in_turn(schema, document, actor)
    assert errors == [], errors
    return data


@dataclass(slots=True)
class _Kept:
    """A valid document as a server keeps it: made once for a schema, run for every actor and all variables."""

    prepared: PreparedDocument
    compiled: CompiledOperation | None = None
    asked: int = 0


def _kept(schema: ComposedSchema, document: str, *, made_from_schema: bool = False) -> _Kept | None:
    """The document kept with the schema; None where the schema refuses it."""
    documents: dict[str, _Kept] = vars(schema).setdefault("_kept_by_tests", {})
    if document not in documents:
        parsed = _parsed(document)
        if parsed is None or (not made_from_schema and validate(schema._schema, parsed)):
            return None
        documents[document] = _Kept(PreparedDocument.of(document, parsed), asked=len(documents))
    return documents[document]


@lru_cache(maxsize=256)
def _parsed(document: str) -> DocumentNode | None:
    try:
        return parse(document)
    except GraphQLError:
        return None


async def ask_interpreted(
    schema: ComposedSchema, document: str, actor: Actor = ANONYMOUS, **variables: Any
) -> Answer:
    """What field after field answers."""
    context = RequestContext(actor=actor, settings=Settings(home=Path()))
    kept = _kept(schema, document)
    result: Any
    if kept is None:
        result = await schema.execute(document, variable_values=variables, context_value=context)
    else:
        call = OperationCall(kept.prepared, kept.prepared.operations[0], variables, {}, context)
        result = await InterpretingExecutor(schema)(call)
    errors = [shown_error(error, "uji") for error in result.errors or ()]
    return result.data, [(error["extensions"]["code"], error.get("path")) for error in errors]


async def answer_interpreted(
    schema: ComposedSchema, document: str, actor: Actor = ANONYMOUS, **variables: Any
) -> Any:
    """The data that field after field answers, without errors."""
    data, errors = await ask_interpreted(schema, document, actor, **variables)
    assert errors == [], errors
    return data


async def ask_compiled(
    schema: ComposedSchema, document: str, actor: Actor = ANONYMOUS, **variables: Any
) -> Answer | None:
    """What the document's one statement answers; None where none does."""
    kept = _kept(schema, document)
    if kept is None:
        return None
    if kept.compiled is None:
        kept.compiled = CompiledOperation(schema, kept.prepared, kept.prepared.operations[0])
    try:
        data, plan = await kept.compiled.answer(actor, variables)
    except RunOtherwiseError:
        return None
    except OperationalError as refused:
        if "parser stack overflow" in str(
            refused
        ):  # too deep for SQLite: the server then asks the other executor
            return None
        raise
    return (orjson.loads(data), []) if plan.rest is None else None


async def seed_linked(count: int) -> None:
    """Rows of every type, all related: one of each, or so many that hang on each other in turn."""
    codes = [GUNUNG] if count == 1 else [GUNUNG, *(f"{GUNUNG}.{2000 + number}" for number in range(1, count))]
    await Place.bulk_create([Place(code=code, name=code) for code in codes])
    libraries = [
        Library(
            id=number,
            name="Melati",
            name_key="melati",
            region_code=codes[number - 1],
            budget=number,
            is_published=True,
        )
        for number in range(1, count + 1)
    ]
    await Library.bulk_create(libraries)
    day = date(2026, 1, 1)
    await Visit.bulk_create(
        [
            Visit(library_id=1 + number % count, visitor="Tamu", visited_on=day, fee=number)
            for number in range(count if count == 1 else 3 * count)
        ]
    )
    await Book.bulk_create(
        [
            Book(title="Buku", title_key="buku", library_id=1 + number % count, region_code=GUNUNG, price=1)
            for number in range(count if count == 1 else 3 * count)
        ]
    )
