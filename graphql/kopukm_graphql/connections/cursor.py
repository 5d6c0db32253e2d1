"""Cursors: the order's values of one row, opaque to clients, useless for another list or order."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from kopukm_core.errors import BadInputError
from kopukm_graphql.scalars import instant_text

LONGEST_CURSOR = 4000
_CHECK_BYTES = 6


def encode_cursor(signature: str, values: Sequence[Any]) -> str:
    """The row's position in the order that `signature` names."""
    payload = json.dumps(
        [_plain(value) for value in values], ensure_ascii=False, separators=(",", ":")
    ).encode()
    return base64.urlsafe_b64encode(_check(signature, payload) + payload).decode()


def decode_cursor(signature: str, text: str, kinds: Sequence[Any]) -> list[Any]:
    """The values in a cursor, as the Python types `kinds`. Raises BadInputError for anything else."""
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        check, payload = raw[:_CHECK_BYTES], raw[_CHECK_BYTES:]
        if check != _check(signature, payload):
            raise ValueError
        values = json.loads(payload)
        if not isinstance(values, list) or len(values) != len(kinds):
            raise ValueError
        return [_value(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, TypeError, ArithmeticError, binascii.Error, RecursionError):
        raise BadInputError(
            "Kursor tidak sah atau bukan dari daftar dengan urutan ini.",
            remedy="Kirim endCursor atau startCursor persis seperti diterima, dengan order yang sama.",
        ) from None


def _check(signature: str, payload: bytes) -> bytes:
    return hashlib.blake2b(signature.encode() + b"\0" + payload, digest_size=_CHECK_BYTES).digest()


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
    return getattr(value, "value", value)


def _value(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return moment
    if kind is date:
        return date.fromisoformat(value)
    if kind in (Decimal, UUID):
        return kind(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError
    return value
