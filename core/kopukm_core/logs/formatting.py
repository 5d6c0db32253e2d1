"""One log record as one line: JSON for programs, plain for people; either way scrubbed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import orjson

from kopukm_core import clock
from kopukm_core.logs.context import NAMES, bound_values
from kopukm_core.logs.scrubbing import error_fields, frames, safe_error, safe_text

EVENT_FIELDS = ("method", "path", "status", "ms", "bytes", "address", "attempt")
"""What a record may carry besides, through `extra`; anything else there is left out."""


def safe_message(record: logging.LogRecord) -> str:
    """The message with exceptions among its arguments told safely, and long numbers hidden."""
    arguments = record.args
    if isinstance(arguments, Mapping):
        arguments = {name: _safe(value) for name, value in arguments.items()}
    elif arguments:
        arguments = tuple(_safe(value) for value in arguments)
    try:
        message = str(record.msg) % arguments if arguments else _plain(record.msg)
    except (TypeError, ValueError, KeyError):
        message = str(record.msg)
    return safe_text("\\n".join(message.splitlines()))


class JsonFormatter(logging.Formatter):
    """A JSON object per line, keys as in NAMES and EVENT_FIELDS; `ts` is UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "ts": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": safe_message(record),
            **_context(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = error_fields(record.exc_info[1])
        return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


class TextFormatter(logging.Formatter):
    """Time, level, message and the request's id, with the frames of an error below."""

    def format(self, record: logging.LogRecord) -> str:
        moment = clock.now().astimezone()
        level = "" if record.levelno < logging.WARNING else f"{record.levelname}  "
        context = _context(record)
        told = [
            f"{name}={context[name]}" for name in ("request_id", "command_id", "job_id") if name in context
        ]
        line = f"{moment:%H.%M.%S}  {level}{safe_message(record)}"
        if told:
            line += f"  [{' '.join(told)}]"
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line += "".join(f"\n    {frame}" for frame in frames(error.__traceback__))
            line += f"\n    {safe_error(error)}"
        return line


def _context(record: logging.LogRecord) -> dict[str, Any]:
    """What is bound, and what the record itself says of the same; a path is the only text from outside."""
    found: dict[str, Any] = {}
    bound = bound_values()
    for name in (*NAMES, *EVENT_FIELDS):
        value = getattr(record, name, bound.get(name))
        if value is not None and value != "":
            found[name] = safe_text(value) if isinstance(value, str) and name not in _IDS else value
    return found


_IDS = frozenset({"request_id", "actor", "address"})
"""Kept as they are: a key or an id may look like a long number."""


def _plain(message: object) -> str:
    return safe_error(message) if isinstance(message, BaseException) else str(message)


def _safe(value: object) -> object:
    return safe_error(value) if isinstance(value, BaseException) else value
