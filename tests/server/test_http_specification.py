"""GraphQL over HTTP: the audits of the npm package graphql-http, without Node."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest

JSON = "application/json"
RESPONSE_JSON = "application/graphql-response+json"
TYPED = "query Type($name: String!) { __type(name: $name) { name } }"


def post(client: httpx2.Client, body: Any, accept: str | None = JSON, **headers: str) -> httpx2.Response:
    sent = {"content-type": JSON, "accept": accept if accept is not None else "", **headers}
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post("/graphql", content=content, headers=sent)


def get(client: httpx2.Client, accept: str = RESPONSE_JSON, **parameters: str) -> httpx2.Response:
    return client.get("/graphql", params=parameters, headers={"accept": accept})


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (RESPONSE_JSON, RESPONSE_JSON),
        (JSON, JSON),
        ("*/*", JSON),
        (None, JSON),
        ("application/*", JSON),
        (f"{RESPONSE_JSON}, {JSON};q=0.9", RESPONSE_JSON),
        (f"{RESPONSE_JSON};q=0.5, {JSON}", JSON),
    ],
)
def test_answers_in_the_type_that_the_client_prefers(
    client: httpx2.Client, accept: str | None, answered: str
) -> None:
    response = post(client, {"query": "{ __typename }"}, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{answered}; charset=utf-8"
    assert response.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("content_type", [JSON, f"{JSON}; charset=utf-8", f'{JSON};charset="UTF-8"'])
def test_takes_json_in_utf8(client: httpx2.Client, content_type: str) -> None:
    body = json.dumps({"query": '{ greeting(name: "Run🏃") }'}, ensure_ascii=False).encode()
    response = post(client, body, **{"content-type": content_type})
    assert response.json() == {"data": {"greeting": "Halo Run🏃"}}


@pytest.mark.parametrize("accept", [JSON, RESPONSE_JSON])
@pytest.mark.parametrize(
    "body",
    [
        {"query": "{ __typename }"},
        {"query": "{ __typename }", "operationName": None, "variables": None, "extensions": None},
        {"query": "query Q { __typename } query R { greeting }", "operationName": "Q"},
        {"query": "{ __typename }", "extensions": {"some": "value"}},
        {"query": TYPED, "variables": {"name": "sometype"}},
        {"query": "{ __typename }", "another": "parameter"},
    ],
)
def test_takes_each_parameter_by_post(client: httpx2.Client, body: dict[str, Any], accept: str) -> None:
    response = post(client, body, accept)
    assert response.status_code == 200
    assert "errors" not in response.json()


@pytest.mark.parametrize("accept", [JSON, RESPONSE_JSON])
def test_takes_each_parameter_by_get(client: httpx2.Client, accept: str) -> None:
    parameters = {"variables": '{"name": "Query"}', "extensions": "{}", "operationName": "Type"}
    response = get(client, accept, query=TYPED, **parameters)
    assert response.status_code == 200
    assert response.json() == {"data": {"__type": {"name": "Query"}}}


def test_get_without_a_query_is_refused(client: httpx2.Client) -> None:
    assert get(client).status_code == 400


NOT_TEXT: list[Any] = [{"ob": "ject"}, 0, False, ["array"]]
NOT_A_MAP: list[Any] = ["string", 0, False, ["array"]]
WRONG: list[dict[str, Any]] = [
    {"notquery": "{ __typename }"},
    *({"query": wrong} for wrong in [*NOT_TEXT, None, "", "  "]),
    *({"query": "{ __typename }", "operationName": wrong} for wrong in NOT_TEXT),
    *({"query": "{ __typename }", "variables": wrong} for wrong in NOT_A_MAP),
    *({"query": "{ __typename }", "extensions": wrong} for wrong in NOT_A_MAP),
]


@pytest.mark.parametrize("body", WRONG)
@pytest.mark.parametrize("accept", [JSON, RESPONSE_JSON])
def test_parameters_of_the_wrong_kind_are_refused(client: httpx2.Client, body: Any, accept: str) -> None:
    response = post(client, body, accept)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert "data" not in response.json()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ unknownField }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query Q($on: Date!) { day(on: $on) }", "variables": {"on": None}}, "BAD_USER_INPUT"),
        ({"query": "query Q($id: ID!) { __typename }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query Q { __typename }", "operationName": "R"}, "OPERATION_NOT_FOUND"),
        ({"query": "query Q { __typename } query R { __typename }"}, "OPERATION_NOT_FOUND"),
        ({"query": "fragment F on Query { __typename }"}, "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_a_document_that_cannot_run_has_no_data(client: httpx2.Client, body: Any, code: str) -> None:
    for accept, status in ((JSON, 200), (RESPONSE_JSON, 400)):
        response = post(client, body, accept)
        assert response.status_code == status
        assert "data" not in response.json()
        assert response.json()["errors"][0]["extensions"]["code"] == code


def test_null_data_because_a_field_failed_is_an_answer(client: httpx2.Client) -> None:
    response = post(client, {"query": "{ brokenAlways }"}, RESPONSE_JSON)
    assert response.status_code == 200
    assert response.json()["data"] is None
    assert response.json()["errors"][0]["path"] == ["brokenAlways"]


def test_a_mutation_by_get_is_refused_and_does_not_run(client: httpx2.Client, events: list[str]) -> None:
    response = get(client, query="mutation { count }")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert events == []


def test_the_operation_named_decides_whether_get_is_allowed(client: httpx2.Client, events: list[str]) -> None:
    document = "query Read { __typename } mutation Write { count }"
    assert get(client, query=document, operationName="Read").status_code == 200
    assert get(client, query=document, operationName="Write").status_code == 405
    assert "count" not in events


def test_a_mutation_by_post_runs(client: httpx2.Client, events: list[str]) -> None:
    assert post(client, {"query": "mutation { count }"}).json() == {"data": {"count": 1}}
    assert events == ["opened", "count", "closed"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_refused_with_those_allowed(client: httpx2.Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_options_names_the_methods(client: httpx2.Client) -> None:
    response = client.options("/graphql")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_head_answers_as_get_without_a_body(client: httpx2.Client) -> None:
    response = client.head("/graphql", params={"query": "{ __typename }"}, headers={"accept": JSON})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert response.content == b""


@pytest.mark.parametrize("accept", ["text/plain", "application/json;q=0", "image/png, text/csv"])
def test_a_type_that_is_not_there_is_not_acceptable(
    client: httpx2.Client, accept: str, events: list[str]
) -> None:
    response = post(client, {"query": "{ __typename }"}, accept)
    assert response.status_code == 406
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"
    assert events == []


def test_the_path_is_not_redirected(client: httpx2.Client) -> None:
    assert client.post("/graphql/", json={"query": "{ __typename }"}).status_code == 404
