"""Trusted documents over HTTP: asked for by id, by name or in full; others only from who may send their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import httpx2
import pytest
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from greeting_documents import DOCUMENTS
from kopukm_graphql.documents import DocumentMode, TrustedDocuments
from kopukm_graphql.documents.identifying import document_hash, document_id
from kopukm_graphql.documents.manifest import client_text
from kopukm_graphql.server import ServerSettings

Serve = Callable[[ServerSettings], httpx2.Client]
GREETING = DOCUMENTS["Greeting"]
HELLO = {"data": {"greeting": "Halo Siti"}}
REFUSED = [
    "{ greeting }",
    "query Greeting { greeting }",
    'query Greeting($name: String! = "Budi") { greeting(name: $name) }',
    'query Greeting($name: String! = "Siti") { greeting(name: $name) } mutation Count { count }',
    "query Nodes { nodes(first: 3) { ...Named children(first: 1) { ...Named } } } fragment Named on Node { name }",
    "query Nodes { nodes(first: 2) { ...Named children(first: 1) { ...Named } } } "
    "fragment Named on Node { name children { name } }",
    "query Count { count }",
    "mutation Count { count count }",
    "{ __typename }",
    "{ __schema { types { name } } }",
    "{ nothingLikeIt }",
]
"""Documents that look like trusted ones, or are none at all."""


@pytest.fixture
def strict(serve_settings: Serve) -> httpx2.Client:
    """A server that runs trusted documents only, as in production."""
    return serve_settings(ServerSettings(development=False, trusted_documents=DocumentMode.ONLY))


def codes(answer: httpx2.Response) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json().get("errors", ())]


def post(client: httpx2.Client, token: str = "", **body: Any) -> httpx2.Response:
    headers = {"accept": "application/graphql-response+json"}
    return client.post(
        "/graphql", json=body, headers={**headers, **({"authorization": f"Bearer {token}"} if token else {})}
    )


def persisted(sha256: str, version: int = 1) -> dict[str, Any]:
    return {"persistedQuery": {"version": version, "sha256Hash": sha256}}


def greeting(trusted: TrustedDocuments) -> str:
    (document,) = (each for each in trusted if each.name == "Greeting")
    return document.text


def test_a_document_is_asked_for_by_the_hash_of_its_text(
    strict: httpx2.Client, trusted_documents_of_tests: TrustedDocuments
) -> None:
    texts = (GREETING, GREETING.strip(), greeting(trusted_documents_of_tests))
    for text in texts:
        assert post(strict, documentId=document_id(text)).json() == HELLO
        assert post(strict, extensions=persisted(document_hash(text))).json() == HELLO
        assert post(strict, query=text, extensions=persisted(document_hash(text))).json() == HELLO


def test_a_document_is_asked_for_by_its_name_with_variables(strict: httpx2.Client) -> None:
    answer = post(strict, documentId="Greeting", variables={"name": "Budi"})
    assert answer.json() == {"data": {"greeting": "Halo Budi"}}


@pytest.mark.parametrize(
    "text",
    [
        GREETING,
        'query Greeting($name:String!="Siti"){greeting(name:$name)}',
        'query   Greeting ( $name : String! = "Siti" )\n{\n\n greeting ( name : $name , ) # salam\n}',
    ],
)
def test_a_trusted_document_is_known_however_it_is_laid_out(strict: httpx2.Client, text: str) -> None:
    assert post(strict, query=text).json() == HELLO


def test_a_client_that_adds_typename_is_answered_with_it(
    strict: httpx2.Client, trusted_documents_of_tests: TrustedDocuments
) -> None:
    (nodes,) = (each for each in trusted_documents_of_tests if each.name == "Nodes")
    full = client_text(nodes)
    moved = "fragment Named on Node { __typename name } " + DOCUMENTS["Nodes"]
    for answer in (post(strict, query=full), post(strict, documentId=document_id(full))):
        row = answer.json()["data"]["nodes"][0]
        assert (row["__typename"], row["children"][0]["__typename"]) == ("Node", "Node")
    assert post(strict, query=moved).json()["data"]["nodes"][0]["__typename"] == "Node"
    assert "__typename" not in post(strict, documentId="Nodes").text


@pytest.mark.parametrize("token", ["", "siti"])
@pytest.mark.parametrize("text", REFUSED)
def test_another_document_is_refused_and_nothing_runs(
    strict: httpx2.Client, events: list[str], text: str, token: str
) -> None:
    answer = post(strict, token, query=text)
    assert (answer.status_code, codes(answer)) == (400, ["DOCUMENT_NOT_TRUSTED"])
    assert "nothingLikeIt" not in answer.text
    assert "count" not in events


def test_who_may_send_documents_of_their_own_is_answered(strict: httpx2.Client) -> None:
    assert post(strict, "pengembang", query="{ greeting }").json() == HELLO
    assert codes(post(strict, "pengembang", query="{ nothingLikeIt }")) == ["GRAPHQL_VALIDATION_FAILED"]
    assert post(strict, "pengembang", query="{ __schema { queryType { name } } }").json()["data"]


def test_a_token_that_ended_is_told_before_the_document_is_looked_at(strict: httpx2.Client) -> None:
    assert codes(post(strict, "palsu", query="{ nothingLikeIt }")) == ["UNAUTHENTICATED"]


@pytest.mark.parametrize(
    "known_as", ["sha256:" + "0" * 64, "0" * 64, "Nothing", "sha256:", "x-app:1", "Named"]
)
def test_an_unknown_id_is_not_found_and_never_registered(strict: httpx2.Client, known_as: str) -> None:
    assert codes(post(strict, documentId=known_as)) == ["PERSISTED_QUERY_NOT_FOUND"]
    unknown = post(strict, extensions=persisted(known_as))
    assert codes(unknown) == ["PERSISTED_QUERY_NOT_FOUND"]
    text = "{ whole: greeting }"
    post(strict, "pengembang", query=text, extensions=persisted(document_hash(text)))
    assert codes(post(strict, documentId=document_id(text))) == ["PERSISTED_QUERY_NOT_FOUND"]


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": 1},
        {"documentId": ""},
        {"documentId": None},
        {"extensions": {"persistedQuery": 1}},
        {"extensions": persisted("0" * 64, version=2)},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": 7}}},
        {"query": GREETING, "documentId": "Greeting"},
        {"query": GREETING, "extensions": persisted("0" * 64)},
    ],
)
def test_a_malformed_or_contradicting_id_is_a_bad_request(
    strict: httpx2.Client, body: dict[str, Any]
) -> None:
    answer = post(strict, **body)
    assert (answer.status_code, codes(answer)) == (400, ["BAD_REQUEST"])


def test_where_both_are_run_free_documents_are_too(client: httpx2.Client) -> None:
    assert post(client, query="{ greeting }").json() == HELLO
    assert post(client, documentId="Greeting").json() == HELLO


def test_switched_off_ids_are_told_not_to_be_served(serve_settings: Serve) -> None:
    off = serve_settings(ServerSettings(trusted_documents=DocumentMode.OFF))
    assert codes(post(off, documentId="Greeting")) == ["PERSISTED_QUERY_NOT_SUPPORTED"]
    assert post(off, query="{ greeting }").json() == HELLO


def got(client: httpx2.Client, headers: Sequence[tuple[str, str]] = (), **query: str) -> httpx2.Response:
    return client.get("/graphql", params=query, headers={"accept": "application/json", **dict(headers)})


def test_a_public_answer_to_get_is_asked_after_by_its_tag(strict: httpx2.Client) -> None:
    first = got(strict, documentId="Greeting")
    assert (first.json(), first.headers["cache-control"]) == (HELLO, "public, no-cache")
    assert "authorization" in first.headers["vary"].lower()
    same = got(strict, [("if-none-match", first.headers["etag"])], documentId="Greeting")
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == first.headers["etag"]
    other = got(strict, [("if-none-match", '"lain"')], documentId="Greeting", variables='{"name": "Budi"}')
    assert other.json() == {"data": {"greeting": "Halo Budi"}}
    assert other.headers["etag"] != first.headers["etag"]


def test_an_answer_to_somebody_a_failure_and_a_free_document_are_never_stored(
    strict: httpx2.Client, client: httpx2.Client
) -> None:
    person = [("authorization", "Bearer siti")]
    stored = [
        got(strict, person, documentId="Greeting"),
        got(strict, documentId="Broken"),
        got(strict, documentId="Nothing"),
        got(client, query="{ greeting }"),
        post(strict, documentId="Greeting"),
    ]
    assert [(each.headers["cache-control"], "etag" in each.headers) for each in stored] == [
        ("no-store", False)
    ] * 5


def test_get_never_runs_a_trusted_mutation(strict: httpx2.Client, events: list[str]) -> None:
    answer = got(strict, documentId="Count")
    assert (answer.status_code, codes(answer)) == (405, ["METHOD_NOT_ALLOWED"])
    assert "count" not in events
    assert post(strict, documentId="Count").json() == {"data": {"count": 1}}


def over_socket(client: httpx2.Client, payload: dict[str, Any], token: str = "") -> dict[str, Any]:
    """The message that answers one operation over graphql-transport-ws."""
    address = str(client.base_url).replace("http", "ws", 1).rstrip("/") + "/graphql"
    said = {"authorization": f"Bearer {token}"} if token else {}
    with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
        socket.send(json.dumps({"type": "connection_init", "payload": said}))
        socket.recv(10)
        socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        message: dict[str, Any] = json.loads(socket.recv(10))
        return message


def test_a_websocket_trusts_the_same_documents(strict: httpx2.Client, events: list[str]) -> None:
    assert over_socket(strict, {"documentId": "Greeting"})["payload"] == HELLO
    assert over_socket(strict, {"query": GREETING})["payload"] == HELLO
    for payload, code in (
        ({"query": "mutation Count { count count }"}, "DOCUMENT_NOT_TRUSTED"),
        ({"query": "{ nothingLikeIt }"}, "DOCUMENT_NOT_TRUSTED"),
        ({"documentId": "Nothing"}, "PERSISTED_QUERY_NOT_FOUND"),
    ):
        message = over_socket(strict, payload)
        assert message["type"] == "error"
        assert [each["extensions"]["code"] for each in message["payload"]] == [code]
    assert over_socket(strict, {"query": "{ greeting }"}, "pengembang")["payload"] == HELLO
    assert "count" not in events
