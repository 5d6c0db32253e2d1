"""The sample plugins, whose types differ from the product's, are answered alike too."""

from __future__ import annotations

import pytest

from kopukm_core.db import Apps, Database
from library_contract import APPS
from same_answers import EXECUTORS, TRUTH, Comparison

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    """Both sample plugins."""
    return APPS


async def test_documents_of_the_sample_contract_are_answered_alike(database: Database) -> None:
    from same_answers.sample import sample_stage

    filled = await sample_stage()
    schema = filled.stage.schema
    executors = {name: make(schema) for name, make in EXECUTORS.items()}
    comparison = Comparison(filled.stage, TRUTH(schema), executors, 7, actors_each=2, judge=filled.judge)
    found = [each async for each in comparison.findings(filled.documents(7, 60), shrink_seconds=2.0)]
    assert [each.shown() for each in found] == []
    assert comparison.tally.internal == 0
    assert comparison.tally.written["one statement"] > 30
