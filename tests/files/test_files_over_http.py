"""Uploads by the multipart request specification, and downloads, over HTTP to the composed core."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from composed_once import composed_once
from files.file_samples import CSV, workbook
from files.test_storing_files import blobs
from identity.people import loaded
from kopukm_core.commands.models import AuditEntry
from kopukm_core.db import AppModels, Apps, Dialect
from kopukm_core.files import StoredFile
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.settings import Settings
from kopukm_graphql.serving import platform_application
from made_plugins import GRAPHQL
from office import FREE_DOCUMENTS_ONLY, ask, client_of, log_in, new_account, reply

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], ids=["sqlite"], indirect=True),
]

UPLOAD = """mutation($file: Upload!, $key: String) {
  uploadFile(file: $file, purpose: "core.import", idempotencyKey: $key) {
    problems { field code message } replayed
    file { id name mediaType size purpose createdAt downloadPath }
  } }"""
GUARD = {"graphql-require-preflight": "1"}
BOUNDARY = "batas"


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(MODELS.models)}


@pytest.fixture
async def platform(settings: Settings) -> AsyncIterator[Platform]:
    """The core and the GraphQL package, with a limit of 50,000 bytes."""
    limits = {"KOPUKM_FILE_BYTES": "50000", "KOPUKM_FILES_PER_REQUEST": "2"}
    limited = replace(settings, variables={**FREE_DOCUMENTS_ONLY, **limits})
    async with composed_once(build_platform(limited, [GRAPHQL])).open(prepare=False) as running:
        for code, parent in (("32", None), ("32.01", "32"), ("32.01.07", "32.01"), ("32.01.06", "32.01")):
            await loaded(code, parent)
        await new_account(running, "siti", ("core.import_reader", "32.01.07"))
        await new_account(running, "budi", ("core.import_reader", "32.01.06"))
        yield running


@pytest.fixture
async def client(platform: Platform) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of it."""
    async with client_of(platform_application(platform)) as opened:
        yield opened


def form(*parts: tuple[str, str | None, bytes], end: bytes = b"--batas--\r\n") -> bytes:
    """A multipart body of these (name, filename, content)."""
    body = b""
    for name, filename, content in parts:
        named = "" if filename is None else f'; filename="{filename}"'
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    return body + end


def uploading(content: bytes, name: str = "data.csv", **variables: Any) -> bytes:
    """The usual body for one file."""
    operations = {"query": UPLOAD, "variables": {"file": None, **variables}}
    return form(
        ("operations", None, json.dumps(operations).encode()),
        ("map", None, b'{"0": ["variables.file"]}'),
        ("0", name, content),
    )


async def send(
    client: httpx2.AsyncClient, body: Any, token: str | None = None, **headers: str
) -> httpx2.Response:
    """The answer to a multipart body."""
    sent = {"content-type": f"multipart/form-data; boundary={BOUNDARY}", **headers}
    if token is not None:
        sent["authorization"] = f"Bearer {token}"
    return await client.post("/graphql", content=body, headers=sent)


async def uploaded(client: httpx2.AsyncClient, token: str, content: bytes, **more: Any) -> Any:
    """The file that an upload answers with."""
    answered = (await send(client, uploading(content, **more), token)).json()
    assert answered["data"]["uploadFile"]["problems"] == [], answered
    return answered["data"]["uploadFile"]["file"]


def left_over(platform: Platform) -> list[Path]:
    """What stands in the temporary folder."""
    return list(platform.files.temporary_folder().iterdir())


async def test_an_upload_is_downloaded_again(client: httpx2.AsyncClient, platform: Platform) -> None:
    token = await log_in(client, "siti")
    content = workbook(200)
    file = await uploaded(client, token, content, name="koperasi é “1”.xlsx")
    assert (file["name"], file["size"], file["mediaType"].rpartition(".")[2]) == (
        "koperasi é “1”.xlsx",
        len(content),
        "sheet",
    )
    answered = await client.get(file["downloadPath"], headers={"authorization": f"Bearer {token}"})
    assert (answered.status_code, answered.content) == (200, content)
    assert answered.headers["content-type"] == file["mediaType"]
    assert answered.headers["content-disposition"] == (
        'attachment; filename="koperasi _ _1_.xlsx"; '
        "filename*=UTF-8''koperasi%20%C3%A9%20%E2%80%9C1%E2%80%9D.xlsx"
    )
    assert answered.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answered.headers["content-security-policy"]
    assert answered.headers["cache-control"].startswith("private")
    assert await AuditEntry.filter(action="read", subject_model="core.StoredFile").count() == 1
    head = await client.head(file["downloadPath"], headers={"authorization": f"Bearer {token}"})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(content)))
    same = {"authorization": f"Bearer {token}", "if-none-match": answered.headers["etag"]}
    assert (await client.get(file["downloadPath"], headers=same)).status_code == 304
    assert left_over(platform) == []


async def test_nobody_of_another_kecamatan_gets_it(client: httpx2.AsyncClient) -> None:
    siti, budi = await log_in(client, "siti"), await log_in(client, "budi")
    file = await uploaded(client, siti, CSV)
    await StoredFile.all().update(region_code="32.01.07.2001")
    paths = [file["downloadPath"], "/files/999", "/files/abc", "/files/" + "9" * 5_000]
    refused = [await client.get(path, headers={"authorization": f"Bearer {budi}"}) for path in paths]
    assert {answered.status_code for answered in refused} == {404}
    assert len({answered.text for answered in refused}) == 1
    assert (await client.get(file["downloadPath"])).status_code == 404
    assert (await client.get(file["downloadPath"], headers={"authorization": "Bearer x"})).status_code == 401
    seen = "query($id: ID!) { file(id: $id) { name } node(id: $id) { id } }"
    assert await ask(client, seen, budi, id=file["id"]) == {"file": None, "node": None}
    assert (await ask(client, seen, siti, id=file["id"]))["file"] == {"name": "data.csv"}
    assert (await client.post(file["downloadPath"])).status_code == 405


async def test_a_repeat_under_one_key_is_the_same_file(client: httpx2.AsyncClient) -> None:
    token = await log_in(client, "siti")
    first = await uploaded(client, token, CSV, key="k1")
    again = (await send(client, uploading(CSV, key="k1"), token)).json()["data"]["uploadFile"]
    assert (again["replayed"], again["file"]["id"]) == (True, first["id"])
    other = (await send(client, uploading(CSV * 2, key="k1"), token)).json()
    assert other["errors"][0]["extensions"]["code"] == "CONFLICT"


async def test_what_does_not_fit_is_a_problem_of_the_file(
    client: httpx2.AsyncClient, platform: Platform
) -> None:
    token = await log_in(client, "siti")
    for content, code in (
        (b"", "FILE_EMPTY"),
        (b"%PDF-1.7\n%", "FILE_KIND"),
        (b"<svg xmlns='x'/>", "FILE_KIND"),
    ):
        answered = (await send(client, uploading(content), token)).json()["data"]["uploadFile"]
        assert ([one["code"] for one in answered["problems"]], answered["file"]) == ([code], None)
    assert blobs(platform) == []


async def test_a_form_that_any_page_could_send_is_refused(
    client: httpx2.AsyncClient, platform: Platform
) -> None:
    refused = await send(client, uploading(CSV))
    assert (refused.status_code, code_of(refused)) == (400, "PREFLIGHT_REQUIRED")
    basic = await send(client, uploading(CSV), authorization="Basic c2l0aTp4")
    assert code_of(basic) == "PREFLIGHT_REQUIRED"
    anonymous = await send(client, uploading(CSV), **GUARD)
    assert (anonymous.status_code, code_of(anonymous)) == (401, "UNAUTHENTICATED")
    for header in ("apollo-require-preflight", "x-requested-with"):
        assert code_of(await send(client, uploading(CSV), **{header: "1"})) == "UNAUTHENTICATED"
    assert blobs(platform) == []


OPERATIONS = json.dumps({"query": UPLOAD, "variables": {"file": None}}).encode()
MAP = b'{"0": ["variables.file"]}'
DEEP = b'{"query": "{ a }", "variables": ' + b'{"a":' * 90 + b"null" + b"}" * 90 + b"}"
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "no parts": form(),
    "no operations": form(("0", "a", CSV)),
    "no map": form(("operations", None, OPERATIONS), ("0", "a", CSV)),
    "only operations": form(("operations", None, OPERATIONS)),
    "map first": form(("map", None, MAP), ("operations", None, OPERATIONS)),
    "batch": form(
        ("operations", None, b"[" + OPERATIONS + b"]"), ("map", None, b'{"0": ["0.variables.file"]}')
    ),
    "not JSON": form(("operations", None, b"{"), ("map", None, MAP)),
    "map not JSON": form(("operations", None, OPERATIONS), ("map", None, b"\xff")),
    "map a list": form(("operations", None, OPERATIONS), ("map", None, b"[]")),
    "map of texts": form(("operations", None, OPERATIONS), ("map", None, b'{"0": "variables.file"}')),
    "path to nowhere": form(("operations", None, OPERATIONS), ("map", None, b'{"0": ["variables.other"]}')),
    "path to the query": form(("operations", None, OPERATIONS), ("map", None, b'{"0": ["query"]}')),
    "path into text": form(("operations", None, OPERATIONS), ("map", None, b'{"0": ["query.0"]}')),
    "one place twice": form(
        ("operations", None, OPERATIONS), ("map", None, b'{"0": ["variables.file"], "1": ["variables.file"]}')
    ),
    "file missing": form(("operations", None, OPERATIONS), ("map", None, MAP)),
    "file twice": form(
        ("operations", None, OPERATIONS), ("map", None, MAP), ("0", "a", CSV), ("0", "a", CSV)
    ),
    "file unnamed in map": form(("operations", None, OPERATIONS), ("map", None, MAP), ("1", "a", CSV)),
    "deep": form(("operations", None, DEEP), ("map", None, b"{}")),
    "very deep": form(("operations", None, b"[" * 100_000), ("map", None, b"{}")),
    "cut in a file": form(("operations", None, OPERATIONS), ("map", None, MAP), ("0", "a", CSV), end=b"")[
        :-9
    ],
    "cut before the end": form(
        ("operations", None, OPERATIONS), ("map", None, MAP), ("0", "a", CSV), end=b""
    ),
    "garbage": b"\x00\xff" * 500,
    "no disposition": b"--batas\r\nX: y\r\n\r\na\r\n--batas--\r\n",
    "long header": b"--batas\r\nX: " + b"y" * 100_000 + b"\r\n\r\na\r\n--batas--\r\n",
    "many headers": b"--batas\r\n" + b"X: y\r\n" * 1_000 + b"\r\na\r\n--batas--\r\n",
}


async def test_what_is_no_upload_is_refused_and_leaves_nothing(
    client: httpx2.AsyncClient, platform: Platform
) -> None:
    token = await log_in(client, "siti")
    answers = {name: await send(client, body, token) for name, body in HOSTILE.items()}
    for kind in ("multipart/form-data", f"multipart/form-data; boundary={'b' * 100}"):
        answers[kind] = await send(client, uploading(CSV), token, **{"content-type": kind})
    told = {name: (answered.status_code, code_of(answered)) for name, answered in answers.items()}
    assert told == dict.fromkeys(told, (400, "BAD_REQUEST"))
    assert blobs(platform) == []
    assert left_over(platform) == []


async def test_too_much_is_refused_by_the_name_of_its_limit(
    client: httpx2.AsyncClient, platform: Platform
) -> None:
    token = await log_in(client, "siti")

    async def endless() -> AsyncIterator[bytes]:
        yield uploading(CSV).removesuffix(b"\r\n--batas--\r\n")
        while True:
            yield b"x" * 60_000

    declared = await send(client, uploading(CSV * 50_000), token)
    chunked = await send(client, endless(), token)
    for refused in (declared, chunked):
        assert (refused.status_code, code_of(refused)) == (413, "PAYLOAD_TOO_LARGE")
        assert "50.000 bita (KOPUKM_FILE_BYTES)" in refused.text
    three = {str(number): [f"variables.f.{number}"] for number in range(3)}
    operations = json.dumps({"query": UPLOAD, "variables": {"f": [None] * 3}}).encode()
    many = await send(
        client, form(("operations", None, operations), ("map", None, json.dumps(three).encode())), token
    )
    assert (many.status_code, "KOPUKM_FILES_PER_REQUEST" in many.text) == (413, True)
    assert blobs(platform) == []
    assert left_over(platform) == []


async def test_a_file_without_multipart_is_told_how_to_send_it(client: httpx2.AsyncClient) -> None:
    token = await log_in(client, "siti")
    answered = await reply(client, UPLOAD, token, file="data.csv")
    assert answered.status_code == 400
    assert "multipart/form-data" in answered.json()["errors"][0]["message"]


async def test_a_damaged_file_is_an_error_and_no_half_download(
    client: httpx2.AsyncClient, platform: Platform
) -> None:
    token = await log_in(client, "siti")
    file = await uploaded(client, token, CSV)
    (blob,) = blobs(platform)
    blob.write_bytes(blob.read_bytes()[:-1])
    answered = await client.get(file["downloadPath"], headers={"authorization": f"Bearer {token}"})
    assert (answered.status_code, code_of(answered)) == (500, "INTERNAL")


def code_of(answered: httpx2.Response) -> str:
    (error,) = answered.json()["errors"]
    return str(error["extensions"]["code"])
