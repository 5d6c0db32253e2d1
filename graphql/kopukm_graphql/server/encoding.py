"""Answers as bytes."""

from __future__ import annotations

import json
from typing import Any

import orjson

_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS


def encoded(answer: Any) -> bytes:
    """JSON in UTF-8. Raises TypeError for values that have no JSON form."""
    try:
        return orjson.dumps(answer, option=_OPTIONS)
    except TypeError:
        # Whole numbers beyond 64 bits and keys that are numbers are taken by json, but not by orjson.
        return json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
