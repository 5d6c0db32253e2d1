"""Whatever is asked, by whomever: executors answer as the interpreting one, and show nobody what is not for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest

from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import Dialect
from kopukm_graphql.server.execution import Executor
from same_answers import Comparison, Document, Finding, Generator
from same_answers.injecting import everything_stored, faults_of
from same_answers.operations import is_mutation, operation_documents
from same_answers.places import places
from same_answers.pools import HOSTILE
from same_answers.wrongs import WRONGS, LeakingExecutor, WrongExecutor

if TYPE_CHECKING:
    from same_answers.product import ProductStage

pytestmark = pytest.mark.anyio
_COUNT = 80
_SEED = 20261122
_CORNERS = (
    "{ parties { pageInfo { hasPreviousPage } } }",
    "{ parties { pageInfo { hasNextPage __typename } } }",
    "{ parties(first: 0) { pageInfo { startCursor endCursor } nodes { id } } }",
    "{ siopik { cooperatives(where: { sector: { in: [] } }) { pageInfo { hasPreviousPage } } } }",
    '{ region(code: "32.01.13.2006") { children { pageInfo { hasPreviousPage } } } }',
    '{ regions(after: "gaatCgykWyIyMDI2LTExLTAyVDAxOjAwOjAwKzAwOjAwIiwxN10=") { totalCount } }',
    '{ regions(after: "AAAAAAAAW251bGwsbnVsbF0=") { totalCount } }',
    '{ regions { nodes { children(before: "AAAAAAAAW251bGxd") { totalCount } } } }',
    "{ outside { visits(where: { note: {} }) { nodes { id } } } }",
    '{ region(code: "32.01.13") { fieldVisits(where: { note: { isNull: null } }) { edges { cursor } } } }',
    "{ accounts { nodes { lastLoginAt memberships { requestedAt } } } }",
    "{ siopik { cooperatives { nodes { dissolvedOn effectiveOn recordedAt } } } }",
    '{ siopik { statistics(comparedWith: "0001-01-01") { comparedTotal { registered } } } }',
    "{ activities { nodes { targets(last: 9) { nodes { position } pageInfo { hasPreviousPage } } } } }",
)
"""Where an executor was once wrong: empty pages, cursors that nothing reads, the ends of time, names of columns."""
_TEXTS = 4
"""Hostile texts sent through one place: one after the other, all of them get their turn."""


def generated(filled: ProductStage, seed: int, count: int) -> list[Document]:
    """Documents by this chance."""
    generator = Generator(filled.stage.schema._schema, filled.pools, seed)
    return [generator.document() for _ in range(count)]


def without_key(document: Document) -> Document:
    """Each run is a command of its own."""
    sent = {name: value for name, value in document.variables.items() if name != "idempotencyKey"}
    return replace(document, variables=sent)


async def found(comparison: Comparison, documents: Iterable[Document]) -> list[Finding]:
    """What is wrong in the answers to these."""
    return [each async for each in comparison.findings(documents, shrink_seconds=0.0)]


async def test_generated_documents_are_answered_alike(
    filled: ProductStage, truth: Executor, executors: Mapping[str, Executor]
) -> None:
    comparison = Comparison(filled.trusting(), truth, executors, _SEED, actors_each=2, judge=filled.judge)
    findings = await found(comparison, generated(filled, _SEED, _COUNT))
    assert [each.shown() for each in findings] == []
    tally = comparison.tally
    assert tally.internal == 0
    assert 0 < tally.with_errors < tally.answers / 2


async def test_corners_are_answered_alike_to_everybody(
    filled: ProductStage, truth: Executor, executors: Mapping[str, Executor]
) -> None:
    everybody = len(filled.stage.actors)
    comparison = Comparison(filled.trusting(), truth, executors, _SEED, actors_each=everybody)
    assert [each.shown() for each in await found(comparison, map(Document, _CORNERS))] == []
    assert comparison.tally.internal == 0


@pytest.fixture(scope="module")
def operations(filled: ProductStage) -> list[Document]:
    """The documents of all operations folders."""
    return operation_documents(filled.platform, filled.stage.schema, filled.pools, _SEED, times=1)


async def test_every_document_of_the_operations_folders_is_answered_alike(
    engine: Dialect,
    filled: ProductStage,
    operations: list[Document],
    truth: Executor,
    executors: Mapping[str, Executor],
) -> None:
    reading = [each for each in operations if not is_mutation(each)]
    actors_each = 1 if engine is Dialect.POSTGRES else 2
    comparison = Comparison(
        filled.trusting(), truth, executors, _SEED, actors_each=actors_each, judge=filled.judge
    )
    assert [each.shown() for each in await found(comparison, reading)] == []
    assert comparison.tally.documents == len(reading) > 50
    assert comparison.tally.internal == 0


async def test_mutations_are_refused_alike_and_change_nothing(
    filled: ProductStage, operations: list[Document], truth: Executor, executors: Mapping[str, Executor]
) -> None:
    changing = [without_key(each) for each in operations if is_mutation(each) and "logIn" not in each.text]
    stage = replace(filled.trusting(), actors={"anonymous": filled.stage.actors["anonymous"]})
    models = [each for each in filled.models if each is not CommandRecord]  # refusals are recorded
    before = await everything_stored(models)
    comparison = Comparison(stage, truth, executors, _SEED)
    assert [each.shown() for each in await found(comparison, changing)] == []
    assert comparison.tally.internal == 0
    assert comparison.tally.answers == len(changing) > 40
    assert await everything_stored(models) == before


async def test_a_wrong_in_one_value_row_or_order_is_found(filled: ProductStage, truth: Executor) -> None:
    documents = generated(filled, _SEED + 2, 25)
    who_gets_rows = {name: filled.stage.actors[name] for name in ("operator", "head of the district")}
    stage = replace(filled.trusting(), actors=who_gets_rows)
    for name, spoil in WRONGS.items():
        wrong = WrongExecutor(truth, spoil)
        comparison = Comparison(stage, truth, {name: wrong}, _SEED)
        findings = await found(comparison, documents)
        assert len(findings) == wrong.spoiled > 3, name


async def test_a_leak_is_found_by_the_comparison_and_by_the_oracle_alone(
    filled: ProductStage, truth: Executor
) -> None:
    stage = filled.trusting()
    leaking = LeakingExecutor(truth, stage.actors["operator"])
    documents = generated(filled, _SEED + 3, 30)
    assert len(await found(Comparison(stage, truth, {"leaking": leaking}, _SEED), documents)) > 5
    objected: dict[str, int] = {}
    for name in ("anonymous", "officer of one kecamatan", "member of two cooperatives", "operator"):
        actor = stage.actors[name]
        answers = [(each, await stage.answer(leaking, each, actor)) for each in documents[:15]]
        objected[name] = sum(
            bool(filled.judge.objections(document, got.data, actor)) for document, got in answers
        )
    assert objected.pop("operator") == 0
    assert min(objected.values()) > 2


async def test_a_finding_is_told_in_its_smallest_form(filled: ProductStage, truth: Executor) -> None:
    def spoil(data: object) -> bool:
        outside = data.get("outside") if isinstance(data, dict) else None
        if not isinstance(outside, dict) or not isinstance(outside.get("visits"), dict):
            return False
        outside["visits"]["totalCount"] = -1
        return True

    document = Document(
        "query A($first: Int = 3, $with: Boolean!) { ...F siopik { cooperatives(first: 2) { nodes { name } } } } "
        "fragment F on Query { me { key } outside { visits(first: $first, where: {state: {equals: PLANNED}}) "
        "{ totalCount nodes { id purpose @include(if: $with) } } } }",
        {"with": True},
        "A",
    )
    comparison = Comparison(filled.stage, truth, {"wrong": WrongExecutor(truth, spoil)}, _SEED)
    shortest = await comparison.shortest(
        document, WrongExecutor(truth, spoil), filled.stage.actors["operator"], 5.0
    )
    assert shortest.variables == {}
    assert "".join(shortest.text.split()) == "queryA{outside{visits{totalCount}}}"


async def test_no_argument_lets_a_text_become_anything_else(
    engine: Dialect, filled: ProductStage, truth: Executor, executors: Mapping[str, Executor]
) -> None:
    before = await everything_stored(filled.models)
    stage, texts = filled.trusting(), cycle(HOSTILE)
    on_second, found, statements, open_places = engine is Dialect.POSTGRES, [], 0, 0
    sent_through: set[str] = set()
    for place in places(stage.schema._schema, filled.pools):
        again = place.leaf in sent_through
        sent_through.add(place.leaf)
        if again and (on_second or not place.takes_any_text):
            continue  # an input type has few readers, and what it refuses itself it refuses wherever it stands
        if on_second and not place.takes_any_text:
            continue  # such a text is refused before any database is asked
        sent = list(islice(texts, _TEXTS if place.takes_any_text else 1))
        faults, looked_at = await faults_of(stage, truth, executors, place, sent, stage.actors["operator"])
        found += faults
        open_places += place.takes_any_text
        statements += looked_at
    assert found == []
    assert statements > open_places > 70
    assert len(sent_through) > 300
    assert await everything_stored(filled.models) == before


async def test_every_text_is_sent_through_a_search(
    filled: ProductStage, truth: Executor, executors: Mapping[str, Executor]
) -> None:
    stage = filled.trusting()
    (search,) = [
        each
        for each in places(stage.schema._schema, filled.pools)
        if each.name == "SiopikQuery.cooperatives(search)"
    ]
    for begun in range(0, len(HOSTILE), 18):
        texts = HOSTILE[begun : begun + 18]
        faults, _ = await faults_of(
            stage, truth, executors, search, texts, stage.actors["officer of one kecamatan"]
        )
        assert faults == []
