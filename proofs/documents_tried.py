"""What the proof of documents tries besides: hostile texts in every place, and wrongs that it must find itself."""

from __future__ import annotations

from collections.abc import Mapping

from kopukm_core.cli.writing import note
from kopukm_graphql.server.execution import Executor
from proofs.kills.books import Book
from same_answers import Comparison, Document, Generator
from same_answers.injecting import everything_stored, faults_of
from same_answers.places import places
from same_answers.pools import HOSTILE, LONG
from same_answers.product import ProductStage
from same_answers.wrongs import WRONGS, LeakingExecutor, WrongExecutor

_AT_ONCE = 12
_SEEDED = 200
"""Documents that each seeded wrong is tried with."""
_READERS = ("anonymous", "officer of one kecamatan", "member of two cooperatives")


async def hostile_texts(filled: ProductStage, truth: Executor, executors: Mapping[str, Executor]) -> Book:
    """Every hostile text through every argument of every query field."""
    book = Book("hostile texts", "no fault of ours, no effect, no part of the SQL, answered alike")
    before, stage, statements = await everything_stored(filled.models), filled.trusting(), 0
    found = places(stage.schema._schema, filled.pools)
    for place in found:
        texts = (*HOSTILE, LONG) if place.takes_any_text else HOSTILE[:8]
        step = _AT_ONCE if place.takes_any_text else 1
        for begun in range(0, len(texts), step):
            sent = texts[begun : begun + step]
            for name in ("operator", "officer of one kecamatan"):
                faults, looked_at = await faults_of(stage, truth, executors, place, sent, stage.actors[name])
                book.faults += faults
                book.examined += len(sent)
                statements += looked_at
    book.must(await everything_stored(filled.models) == before, "the tables are not as they were")
    book.figures = {"places": len(found), "texts": len(HOSTILE) + 1, "statements looked at": statements}
    note(f"{book.examined} hostile texts sent, {len(book.faults)} faults")
    return book


async def wrongs_found(filled: ProductStage, truth: Executor, seed: int) -> Book:
    """Executors that are wrong on purpose: the comparison must find each wrong, the oracle each kind of leak."""
    book = Book("seeded wrongs", "every wrong that is put in is found")
    generator = Generator(filled.stage.schema._schema, filled.pools, seed + 1)
    documents = [each for each in (generator.document() for _ in range(_SEEDED)) if _is_served(filled, each)]
    for name, spoil in WRONGS.items():
        wrong = WrongExecutor(truth, spoil)
        found = await _found(filled, truth, wrong, documents, seed)
        book.must(found == wrong.spoiled > 0, f"{name}: {found} found of {wrong.spoiled}")
        book.examined += wrong.spoiled
        book.figures |= {name: found}
    leaking = LeakingExecutor(truth, filled.stage.actors["operator"])
    book.figures |= {"leaks, compared": await _found(filled, truth, leaking, documents, seed)}
    for reader in _READERS:
        actor, objected = filled.stage.actors[reader], 0
        for document in documents:
            data = (await filled.trusting().answer(leaking, document, actor)).data
            objected += bool(filled.judge.objections(document, data, actor))
        book.must(objected > 0, f"the oracle lets all of the operator's answers pass for {reader}")
        book.examined += len(documents)
        book.figures |= {f"leaks to {reader}, by the oracle alone": objected}
    return book


async def _found(
    filled: ProductStage, truth: Executor, wrong: Executor, documents: list[Document], seed: int
) -> int:
    comparison = Comparison(filled.trusting(), truth, {"wrong": wrong}, seed)
    return len([each async for each in comparison.findings(documents, shrink_seconds=0.0)])


def _is_served(filled: ProductStage, document: Document) -> bool:
    from kopukm_graphql.server.documents import DocumentError

    try:
        filled.stage.prepared(document.text)
    except DocumentError:
        return False
    return True
