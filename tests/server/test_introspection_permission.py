"""Who may read the schema from the server."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
import pytest
from graphql import get_introspection_query

from kopukm_graphql.server import ServerSettings

PRODUCTION = ServerSettings(development=False)


def introspected(client: httpx2.Client, token: str | None) -> httpx2.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return client.post("/graphql", json={"query": get_introspection_query()}, headers=headers)


@pytest.mark.parametrize("token", [None, "siti"])
def test_production_does_not_show_its_schema_to_the_public(
    serve_settings: Callable[[ServerSettings], httpx2.Client], token: str | None
) -> None:
    response = introspected(serve_settings(PRODUCTION), token)
    assert response.json()["errors"][0]["extensions"]["code"] == "INTROSPECTION_DISABLED"
    assert "data" not in response.json()


def test_production_shows_its_schema_to_who_holds_the_permission(
    serve_settings: Callable[[ServerSettings], httpx2.Client],
) -> None:
    response = introspected(serve_settings(PRODUCTION), "pengembang")
    assert response.json()["data"]["__schema"]["queryType"]["name"] == "Query"


def test_production_does_not_suggest_names(
    serve_settings: Callable[[ServerSettings], httpx2.Client], client: httpx2.Client
) -> None:
    misspelt = {"query": "{ greetin }"}
    assert "Did you mean" not in serve_settings(PRODUCTION).post("/graphql", json=misspelt).text
    assert "Did you mean" in client.post("/graphql", json=misspelt).text


def test_development_shows_its_schema_to_all(client: httpx2.Client) -> None:
    assert introspected(client, None).json()["data"]["__schema"]["types"]
