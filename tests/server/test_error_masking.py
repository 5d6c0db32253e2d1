"""What clients see of errors: a code and a sentence, never the inside."""

from __future__ import annotations

import logging
from typing import Any

import httpx2
import pytest


def first_error(client: httpx2.Client, query: str, **variables: Any) -> dict[str, Any]:
    response = client.post("/graphql", json={"query": query, "variables": variables})
    error: dict[str, Any] = response.json()["errors"][0]
    return error


@pytest.mark.parametrize("field", ["broken", "brokenAlways", "uncoded_error", "impossible"])
def test_an_error_that_nobody_foresaw_shows_only_its_request_id(
    client: httpx2.Client, field: str, caplog: pytest.LogCaptureFixture
) -> None:
    name = "uncodedError" if field == "uncoded_error" else field
    with caplog.at_level(logging.ERROR, "kopukm.graphql"):
        response = client.post("/graphql", json={"query": f"{{ {name} }}"})
    error = response.json()["errors"][0]
    request_id = response.headers["x-request-id"]
    assert "rahasia" not in response.text
    assert "null" not in error["message"]
    assert error["extensions"] == {"code": "INTERNAL", "requestId": request_id}
    assert request_id in error["message"]
    assert error["path"] == [name]
    assert request_id in caplog.text


def test_the_log_tells_the_cause_under_the_same_id(
    client: httpx2.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "kopukm.graphql"):
        client.post("/graphql", json={"query": "{ broken }"})
    assert "RuntimeError: rahasia" in caplog.text


def test_an_error_of_ours_keeps_its_code_and_says_what_to_do(client: httpx2.Client) -> None:
    error = first_error(client, "{ knownError }")
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "classification": "BAD_REQUEST"}
    assert error["message"] == "Kursor tidak dikenal. Mulai lagi dari halaman pertama."


def test_an_error_with_a_code_is_shown(client: httpx2.Client) -> None:
    error = first_error(client, "{ codedError }")
    assert (error["message"], error["extensions"]) == ("Tidak boleh.", {"code": "FORBIDDEN"})


def test_a_value_that_does_not_fit_shows_no_words_of_python(client: httpx2.Client) -> None:
    in_variable = first_error(client, "query ($on: Date!) { day(on: $on) }", on="kemarin")
    in_document = first_error(client, '{ day(on: "kemarin") }')
    for error in (in_variable, in_document):
        assert "isoformat" not in error["message"]
        assert "kemarin" in error["message"]
    assert in_variable["extensions"]["code"] == "BAD_USER_INPUT"
    assert in_document["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_one_failed_field_leaves_the_others(client: httpx2.Client) -> None:
    response = client.post("/graphql", json={"query": "{ greeting broken }"})
    assert response.json()["data"] == {"greeting": "Halo Siti", "broken": None}
