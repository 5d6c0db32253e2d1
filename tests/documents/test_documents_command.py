"""`kopukm documents`: the list, the manifests, the check of an app's own, and what refuses the start."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest

from composed_once import composed_once
from kopukm_core.cli.main import build_parser
from kopukm_core.errors import ConfigurationError
from kopukm_core.platform import build_platform
from kopukm_core.settings import load_settings
from kopukm_graphql.documents.identifying import document_hash
from made_plugins import GRAPHQL, SIOPIK

pytestmark = pytest.mark.anyio
OWN = "query Own {\n  me {\n    kind\n  }\n}"


async def run(home: Path, *words: str, **variables: str) -> int:
    """The exit status of `kopukm documents …`."""
    settings = load_settings({"KOPUKM_HOME": str(home), **variables})
    platform = composed_once(build_platform(settings, [GRAPHQL, SIOPIK]))
    parsed = build_parser(platform).parse_args(["documents", *words])
    status = parsed.subcommand.run(parsed, platform)
    return int(await status if inspect.isawaitable(status) else status)


async def test_the_list_tells_name_kind_cost_owner_and_hash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "own.graphql").write_text(OWN, encoding="utf-8")
    assert await run(tmp_path, KOPUKM_OPERATIONS=str(tmp_path / "app")) == 0
    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
    assert rows["Own"] == ["query", "2", "2", "instalasi", document_hash(OWN)]
    assert rows["RegisterCooperative"][0::3][:2] == ["mutation", "siopik"]


async def test_the_manifest_of_apollo_and_of_relay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(tmp_path, "--manifest") == 0
    apollo = json.loads(capsys.readouterr().out)
    assert (apollo["format"], apollo["version"]) == ("apollo-persisted-query-manifest", 1)
    assert all(each["id"] == document_hash(each["body"]) for each in apollo["operations"])
    assert await run(tmp_path, "--manifest", "relay") == 0
    relay = json.loads(capsys.readouterr().out)
    assert len(relay) == len(apollo["operations"]) > 40
    assert all(key == document_hash(text) for key, text in relay.items())
    (tmp_path / "app.json").write_text(json.dumps(apollo), encoding="utf-8")
    assert await run(tmp_path, "--check", str(tmp_path / "app.json")) == 0


async def test_the_check_tells_every_fault_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = tmp_path / "app"
    app.mkdir()
    assert await run(tmp_path, "--check", str(app)) == 1
    (app / "A.graphql").write_text("query A {\n  nothing\n}", encoding="utf-8")
    (app / "B.graphql").write_text("query B {", encoding="utf-8")
    (app / "C.graphql").write_text(OWN, encoding="utf-8")
    assert await run(tmp_path, "--check", str(app)) == 1
    told = capsys.readouterr().err
    assert "app/A.graphql:2: Cannot query field 'nothing'" in told
    assert "app/B.graphql:1: Syntax Error" in told
    assert "2 dokumen dibaca, 2 kesalahan" in told


async def test_a_broken_document_of_the_installation_refuses_the_start(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "A.graphql").write_text("query A { nothing }", encoding="utf-8")
    given = {"KOPUKM_OPERATIONS": str(tmp_path / "app")}
    with pytest.raises(ConfigurationError, match=r"A\.graphql:1: Cannot query field"):
        await run(tmp_path, **given)
    assert await run(tmp_path, **given, KOPUKM_TRUSTED_DOCUMENTS="off") == 0
    with pytest.raises(ConfigurationError, match="only, prefer, atau off"):
        await run(tmp_path, KOPUKM_TRUSTED_DOCUMENTS="sometimes")
