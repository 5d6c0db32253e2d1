"""GraphiQL and the landing page: in development only, from this server only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import httpx2
import pytest

from kopukm_graphql.server import ServerSettings
from kopukm_graphql.server.graphiql import ASSETS, GraphiqlPage

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_browser_is_shown_graphiql_and_a_program_is_not(client: httpx2.Client) -> None:
    page = client.get("/graphql", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Memuat GraphiQL" in page.text
    program = client.get("/graphql", headers={"accept": "application/json, text/html;q=0.9"})
    assert program.headers["content-type"].startswith("application/json")


def test_the_page_needs_nothing_from_elsewhere(client: httpx2.Client) -> None:
    page = client.get("/graphql", headers=BROWSER)
    references = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert [reference for reference in references if not reference.startswith(("/", "data:"))] == []
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy
    for reference in (each for each in references if each.startswith("/")):
        asset = client.get(reference)
        assert asset.status_code == 200
        assert asset.headers["content-type"].split(";")[0] in ("text/javascript", "text/css")
        assert len(asset.content) > 500


@pytest.mark.parametrize("name", ["LICENSE.txt", "README.md", "..%2fgraphiql.py", "x.js"])
def test_no_other_file_is_served(client: httpx2.Client, name: str) -> None:
    assert client.get(f"/graphql/assets/{name}").status_code == 404


def test_the_example_cannot_break_out_of_the_page() -> None:
    example = '# </script><script>alert("x")</script>\n{ a }'
    body = bytes(GraphiqlPage(example).response().body).decode()
    configuration = re.search(r'id="configuration">(.*?)</script>', body)
    assert configuration is not None
    assert json.loads(configuration.group(1))["example"] == example
    assert "alert(" not in body.replace(configuration.group(1), "")


def test_the_landing_page_leads_to_graphiql(client: httpx2.Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert 'href="/graphql"' in page.text
    assert '<html lang="id">' in page.text


def test_production_has_neither(serve_settings: Callable[[ServerSettings], httpx2.Client]) -> None:
    client = serve_settings(ServerSettings(development=False))
    assert client.get("/").status_code == 404
    assert client.get("/graphql", headers=BROWSER).status_code == 400
    assert client.get(f"/graphql/assets/{next(iter(ASSETS))}").status_code == 404
