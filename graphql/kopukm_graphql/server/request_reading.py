"""Reads one GraphQL request from HTTP, and refuses by name everything that is none."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request

from kopukm_graphql.server.refusal import Refusal, bad_request
from kopukm_graphql.server.settings import ServerSettings

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class OperationRequest:
    """The parameters of GraphQL over HTTP, checked for their kinds.

    Either `query` or `document_id` may be "", not both. `document_id` is the id of a trusted document, also where
    it came as Apollo's `extensions.persistedQuery` (then it is `sha256:` and the hash).
    """

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] | None = None
    extensions: Mapping[str, Any] | None = None
    has_files: bool = False
    document_id: str = ""


async def read_post(request: Request, settings: ServerSettings) -> OperationRequest:
    """Read a POST request. Raises Refusal: 415 other content, 413 too large, 408 too slow, 400 malformed."""
    _require_json(request.headers.get("content-type", ""))
    body = await _body(request, settings)
    if not body:
        raise bad_request("Badan permintaan kosong. Kirim objek JSON dengan isian query.")
    return checked_operation(parsed_json(body, "Badan permintaan"), settings)


def read_get(request: Request, settings: ServerSettings) -> OperationRequest:
    """Read a GET request from its query string. Raises Refusal 400."""
    try:
        pairs = parse_qsl(
            request.scope["query_string"].decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=50,
        )
    except ValueError:
        raise bad_request("Parameter pada alamat tidak dapat dibaca sebagai UTF-8.") from None
    parameters: dict[str, Any] = {}
    for name, value in pairs:
        if name in parameters:
            raise bad_request(f"Parameter {name} tertulis dua kali.")
        parameters[name] = value
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = (
                parsed_json(parameters[name].encode(), f"Parameter {name}") if parameters[name] else None
            )
    if not parameters.get("operationName"):
        parameters.pop("operationName", None)
    return checked_operation(parameters, settings)


def _require_json(content_type: str) -> None:
    """Takes `application/json` only: any web page could send a form or plain text without asking first."""
    media_type, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    if media_type != "application/json":
        named = f"Content-Type {media_type}" if media_type else "Permintaan tanpa Content-Type"
        raise Refusal(
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            f"{named} tidak diterima. Kirim dengan Content-Type: application/json.",
            {"Accept-Post": "application/json"},
        )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8"):
            raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Hanya charset utf-8 yang diterima.")


async def _body(request: Request, settings: ServerSettings) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:20]) > settings.body_bytes:
        raise _too_large(settings.body_bytes)
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Badan permintaan terkompresi tidak diterima.")
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(settings.body_seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > settings.body_bytes:
                    raise _too_large(settings.body_bytes)
                chunks.append(chunk)
    except TimeoutError:
        raise incomplete_body() from None
    return b"".join(chunks)


def incomplete_body() -> Refusal:
    """The answer to a body that did not arrive in time."""
    return Refusal(
        408,
        "REQUEST_TIMEOUT",
        "Badan permintaan tidak lengkap sampai batas waktu.",
        {"Connection": "close"},
    )


def _too_large(limit: int) -> Refusal:
    number = f"{limit:,}".replace(",", ".")
    return Refusal(
        413,
        "PAYLOAD_TOO_LARGE",
        f"Badan permintaan melebihi {number} bita. Pecah menjadi beberapa permintaan.",
        {"Connection": "close"},
    )


def parsed_json(text: bytes, what: str) -> Any:
    """JSON by orjson, which bounds nesting itself and refuses NaN, bad UTF-8 and lone surrogates."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise bad_request(f"{what} bukan JSON yang sah dalam UTF-8.") from None


def checked_operation(data: Any, settings: ServerSettings) -> OperationRequest:
    """The parameters of one operation, as JSON gave them. Raises Refusal 400."""
    if isinstance(data, list):
        raise bad_request(
            "Beberapa operasi sekaligus (batch) tidak diterima. Kirim satu operasi per permintaan."
        )
    if not isinstance(data, dict):
        raise bad_request("Badan permintaan harus objek JSON dengan isian query.")
    query, document_id = data.get("query"), data.get("documentId")
    if query is not None and not isinstance(query, str):
        raise bad_request("Isian query harus teks.")
    if document_id is not None and not isinstance(document_id, str):
        raise bad_request("Isian documentId harus teks.")
    operation_name = data.get("operationName")
    if operation_name is not None and not isinstance(operation_name, str):
        raise bad_request("Isian operationName harus teks atau null.")
    for name in ("variables", "extensions"):
        value = data.get(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"Isian {name} harus objek JSON atau null.")
        if value and _deeper_than(value, settings.variables_depth):
            raise bad_request(f"Isian {name} bersarang lebih dari {settings.variables_depth} tingkat.")
    document_id = document_id or _persisted_id(data.get("extensions"))
    if query is None and not document_id:
        raise bad_request("Isian query tidak ada.")
    if not document_id and not (query or "").strip():
        raise bad_request("Isian query kosong.")
    return OperationRequest(
        query or "",
        operation_name,
        data.get("variables"),
        data.get("extensions"),
        document_id=document_id,
    )


def _persisted_id(extensions: Mapping[str, Any] | None) -> str:
    """The id in Apollo's `extensions.persistedQuery {version: 1, sha256Hash}`; "" without it.

    A `sha256Hash` that is no hash is an id of the client's own manifest, and taken as it is.
    Raises Refusal 400 for another version, or a hash that is no text.
    """
    given = (extensions or {}).get("persistedQuery")
    if given is None:
        return ""
    if (
        not isinstance(given, Mapping)
        or given.get("version") != 1
        or not isinstance(given.get("sha256Hash"), str)
    ):
        raise bad_request("extensions.persistedQuery harus berisi version 1 dan sha256Hash.")
    named = str(given["sha256Hash"])
    return f"sha256:{named}" if _HASH.fullmatch(named) else named


def _deeper_than(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
