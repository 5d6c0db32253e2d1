"""The pages for app developers: their requests are sent to the real application, their documents answered."""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from kopukm_core.cli.main import build_parser
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import load_settings
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.contract import print_contract
from kopukm_graphql.limits.limits import Limits
from kopukm_graphql.serving import platform_application
from pages import DOCS, Block, blocks
from ready_home import make_ready

pytestmark = pytest.mark.anyio

FOLDER = DOCS / "developers"
START = FOLDER / "getting-started.md"
SOURCES = (
    PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0"),
    PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "0.1.0"),
)
PASSWORD = "melati-di-tepi-sawah"  # noqa: S105 - the page's example


def platform_at(home: Path) -> Platform:
    return build_platform(load_settings({"KOPUKM_HOME": str(home)}), SOURCES)


@pytest.fixture(scope="module")
async def platform(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    """One registry for all pages: none needs what another has stored."""
    async with platform_at(make_ready(tmp_path_factory.mktemp("registry"))).open(prepare=False) as opened:
        yield opened


@pytest.fixture(scope="module")
async def client(platform: Platform) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=platform_application(platform))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost:8000") as opened:
        yield opened


async def sent(client: httpx2.AsyncClient, command: str, token: str) -> httpx2.Response:
    """The answer to a `curl` command of a page."""
    words = shlex.split(command.replace("$TOKEN", token))
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    (body,) = [words[at + 1] for at, word in enumerate(words) if word == "-d"]
    return await client.post(words[1], content=body.encode(), headers=headers)


def matches(shown: Any, answered: Any) -> bool:
    """Whether the answer is what the page shows; "…" stands for any text."""
    if shown == "…":
        return isinstance(answered, str) and answered != ""
    if isinstance(shown, dict) and isinstance(answered, dict):
        return shown.keys() == answered.keys() and all(matches(shown[key], answered[key]) for key in shown)
    if isinstance(shown, list) and isinstance(answered, list):
        return len(shown) == len(answered) and all(map(matches, shown, answered))
    return bool(shown == answered)


async def test_getting_started_from_first_query_to_first_mutation(
    platform: Platform, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [block for block in blocks(START) if block.language in ("bash", "json")]
    token, answers = "", 0
    for step, following in zip(steps, [*steps[1:], Block("", "", "", 0)], strict=True):
        if step.text.startswith("kopukm user create"):
            monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
            parsed = build_parser(platform).parse_args(shlex.split(step.text)[1:])
            assert await parsed.subcommand.run(parsed, platform) == 0
        if not step.text.startswith("curl"):
            continue
        answer = await sent(client, step.text, token)
        assert matches(json.loads(following.text), answer.json()), f"line {step.line}: {answer.text}"
        found = re.search(r'"token":"([^"]+)"', answer.text)
        token = found[1] if found else token
        answers += 1
    assert answers == 5


@pytest.mark.parametrize("page", sorted(FOLDER.glob("*.md")), ids=lambda page: page.stem)
async def test_the_documents_of_a_page_are_answered(
    page: Path, client: httpx2.AsyncClient, platform: Platform
) -> None:
    for block in blocks(page, "graphql"):
        answer = (await client.post("/graphql", json={"query": block.text})).json()
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        is_mutation = block.text.startswith("mutation")
        assert codes == ({"UNAUTHENTICATED"} if is_mutation else set()), f"line {block.line}: {answer}"


async def test_a_document_is_asked_for_by_name_as_shown(client: httpx2.AsyncClient) -> None:
    page = blocks(FOLDER / "operations.md")
    (request,) = (block for block in page if block.text.startswith("curl"))
    (shown,) = (block for block in page if block.language == "json")
    answer = await sent(client, request.text, "")
    assert matches(json.loads(shown.text), answer.json()), answer.text


async def test_every_mutation_named_by_a_page_is_in_the_contract(platform: Platform) -> None:
    contract = print_contract(compose_contract(platform))
    for name in ("logIn", "logOut", "revokeToken", "changePassword", "verifyContact", "correctCooperative"):
        assert any(f"`{name}`" in page.read_text(encoding="utf-8") for page in FOLDER.glob("*.md"))
        assert re.search(rf"^  {name}\b", contract, re.M)


async def test_health_answers_as_shown(client: httpx2.AsyncClient) -> None:
    page = (FOLDER / "server.md").read_text(encoding="utf-8")
    for path in ("/health/live", "/health/ready"):
        answer = await client.get(path)
        (shown,) = re.findall(rf"`{path}` \| (\d+) `(\{{.*?\}})`", page)
        assert (answer.status_code, answer.json()) == (int(shown[0]), json.loads(shown[1]))


def test_the_limits_shown_are_the_limits() -> None:
    page = (FOLDER / "limits.md").read_text(encoding="utf-8")
    shown = re.findall(r"\| ([\d,]+)[^|]* \| \[LIMIT_(\w+)\]", page)
    assert {name.lower(): int(number.replace(",", "")) for number, name in shown} == {
        name: value
        for name in Limits.__dataclass_fields__
        if name not in ("maximum_page", "assumed_list") and (value := getattr(Limits(), name))
    }
