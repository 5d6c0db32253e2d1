"""Manifests of trusted documents, in the form of Apollo's and of Relay's tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
from graphql import parse

from kopukm_graphql.documents.identifying import document_hash, printed, with_typename
from kopukm_graphql.documents.reading import Fault, Found, WrittenDocument, only_operation, parsed, place_of
from kopukm_graphql.documents.trusted import TrustedDocument

APOLLO = "apollo-persisted-query-manifest"


def read_manifest(file: Path, owner: str) -> Found:
    """The operations of a manifest: Apollo's (`operations: [{id, body, …}]`) or Relay's (`{id: body}`)."""
    found = Found()
    try:
        content = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        found.faults.append(Fault(file.name, "bukan JSON yang dapat dibaca.", "Buat ulang manifesnya."))
        return found
    for number, (given_id, body) in enumerate(_entries(content), 1):
        name = f"{file.name}, dokumen {number}"
        if not isinstance(given_id, str) or not isinstance(body, str) or not given_id:
            found.faults.append(Fault(name, "tanpa id atau isi.", f"Pakai bentuk {APOLLO} atau Relay."))
            continue
        definitions = parsed(body, name, found.faults)
        operation = only_operation(definitions, name, found.faults) if definitions else None
        if operation is not None and operation.name is not None:
            found.documents.append(
                WrittenDocument(
                    owner,
                    place_of(operation),
                    operation.name.value,
                    operation.operation.value,
                    definitions,
                    body,
                    given_id,
                )
            )
    if not found.documents and not found.faults:
        found.faults.append(Fault(file.name, "tidak memuat dokumen.", f"Pakai bentuk {APOLLO} atau Relay."))
    return found


def _entries(content: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(content, dict) and isinstance(content.get("operations"), list):
        for each in content["operations"]:
            yield (each.get("id"), each.get("body")) if isinstance(each, dict) else (None, None)
    elif isinstance(content, dict) and "format" not in content:
        yield from content.items()


def client_text(document: TrustedDocument) -> str:
    """The document as clients with a normalised cache send it: with `__typename`."""
    return printed(with_typename(parse(document.text)).definitions)


def apollo_manifest(documents: Iterable[TrustedDocument]) -> dict[str, Any]:
    """For Apollo's persisted query link and its kin; bodies with `__typename`, ids their sha256."""
    operations = []
    for document in documents:
        body = client_text(document)
        operations.append(
            {"id": document_hash(body), "name": document.name, "type": document.kind, "body": body}
        )
    return {"format": APOLLO, "version": 1, "operations": operations}


def relay_manifest(documents: Iterable[TrustedDocument]) -> dict[str, str]:
    """Relay's persisted queries: the sha256 of each text, and the text."""
    return {document.hash: document.text for document in documents}
