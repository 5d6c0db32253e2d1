"""Messages from clients, told apart from everything that is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from kopukm_graphql.server.live.closing import bad_message
from kopukm_graphql.server.refusal import Refusal
from kopukm_graphql.server.request_reading import OperationRequest, checked_operation
from kopukm_graphql.server.settings import ServerSettings

_LONGEST_ID = 200
KINDS = frozenset({"connection_init", "ping", "pong", "subscribe", "complete"})


@dataclass(frozen=True, slots=True)
class ClientMessage:
    """A message of the protocol; `id` is "" where its kind has none."""

    kind: str
    id: str = ""
    payload: Mapping[str, Any] | None = None


def read_message(text: str | None) -> ClientMessage:
    """The message in a text frame; None stands for a binary one. Raises CloseConnection 4400."""
    if text is None:
        raise bad_message("Pesan harus berupa teks JSON, bukan biner.")
    try:
        data = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        raise bad_message("Pesan bukan JSON yang sah.") from None
    if not isinstance(data, dict):
        raise bad_message("Pesan harus berupa objek JSON.")
    kind = data.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        raise bad_message("Isian type bukan jenis pesan yang dapat dikirim klien.")
    payload = data.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise bad_message("Isian payload harus objek JSON.")
    name: Any = ""
    if kind in ("subscribe", "complete"):
        name = data.get("id")
        if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_ID:
            raise bad_message(f"Isian id harus teks, 1 sampai {_LONGEST_ID} karakter.")
    return ClientMessage(kind, name, payload)


def asked_operation(message: ClientMessage, settings: ServerSettings) -> OperationRequest:
    """What a `subscribe` message asks for. Raises CloseConnection 4400."""
    if message.payload is None:
        raise bad_message("Isian payload harus objek JSON.")
    try:
        return checked_operation(dict(message.payload), settings)
    except Refusal as refusal:
        raise bad_message(refusal.message) from None


def given_headers(payload: Mapping[str, Any] | None) -> dict[bytes, bytes]:
    """The headers that `connection_init` gives in place of the handshake's. Raises CloseConnection 4400."""
    found: dict[bytes, bytes] = {}
    for name, value in (payload or {}).items():
        header = name.lower().encode()
        if header not in (b"authorization", b"kopukm-acting-for") or value is None:
            continue
        if not isinstance(value, str):
            raise bad_message(f"Isian {name[:40]} harus teks.")
        found[header] = value.encode("utf-8")
    return found
