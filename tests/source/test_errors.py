"""Faults that nobody raised on purpose leave nothing internal behind; the others keep their code."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from graphql import GraphQLError

from kopukm_core.errors import BusyError, NotAllowedError, Problem, ProblemsError
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.settings import Settings
from kopukm_graphql.compose import ComposedSchema, Owned, compose
from kopukm_graphql.context import RequestContext
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.errors import to_graphql_error
from kopukm_graphql.source import handwritten
from library_contract import LIBRARY, sample_visibility
from reading import ask

pytestmark = pytest.mark.anyio


def _broken() -> int:
    raise RuntimeError("password=rahasia at /srv/kopukm/secret.py")


async def test_an_unforeseen_fault_is_logged_and_not_told(
    schema: ComposedSchema, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Contribution(query=(handwritten("broken", _broken, description="Rusak."),))
    faulty = compose([Owned("library", LIBRARY), Owned("other", broken)], sample_visibility())
    context = RequestContext(actor=ANONYMOUS, settings=Settings(home=Path()))
    with caplog.at_level(logging.ERROR, logger="kopukm.graphql"):
        result = await faulty.execute("{ broken }", context_value=context)
        sent = to_graphql_error(result.errors[0]).formatted  # type: ignore[index]
    assert "rahasia" not in str(sent)
    extensions = sent["extensions"]
    assert extensions["code"] == "INTERNAL"
    assert extensions["id"] in sent["message"]
    assert any(extensions["id"] in record.getMessage() for record in caplog.records)


def test_what_was_raised_on_purpose_keeps_its_code() -> None:
    refused = to_graphql_error(
        GraphQLError("x", original_error=NotAllowedError("Tidak boleh.", remedy="Masuk."))
    )
    assert (refused.message, refused.extensions) == ("Tidak boleh. Masuk.", {"code": "FORBIDDEN"})
    busy = to_graphql_error(GraphQLError("x", original_error=BusyError("Tunggu.", retry_after=3)))
    assert busy.extensions == {"code": "RETRY_LATER", "retryAfter": 3}
    problems = ProblemsError([Problem("name", "REQUIRED", "Isi nama.")])
    sent = to_graphql_error(GraphQLError("x", original_error=GraphQLError("y", original_error=problems)))
    assert sent.extensions == {
        "code": "PROBLEMS",
        "problems": [{"field": "name", "code": "REQUIRED", "message": "Isi nama."}],
    }


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($a: Int!) { library { regions(first: $a) { id } } }", "BAD_USER_INPUT"),
        (
            '{ library { libraries(where: {budget: {equals: "abc"}}) { totalCount } } }',
            "BAD_USER_INPUT",
        ),
        (
            '{ library { libraries(where: {openedOn: {equals: "2026-13-01"}}) { totalCount } } }',
            "BAD_USER_INPUT",
        ),
    ],
)
async def test_what_graphql_itself_refuses_is_the_callers_fault(
    schema: ComposedSchema, document: str, code: str
) -> None:
    _, errors = await ask(schema, document)
    assert [each for each, _ in errors] == [code]
