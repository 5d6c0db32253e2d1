"""Texts and exceptions without values that might be personal or secret.

What we say ourselves is kept. What others say about a value (a driver quotes the row that clashes, `int` the text
that is no number) is not: of their exceptions, type and place are enough to find the fault.
"""

from __future__ import annotations

import re
import traceback
from types import TracebackType
from typing import Any

from kopukm_core.errors import KopukmError, ProblemsError

HIDDEN = "•••"
FRAMES = 30
"""Innermost frames that are told."""

_SPEAKS_OF_CODE = (
    ImportError,
    AttributeError,
    NameError,
    AssertionError,
    NotImplementedError,
    OSError,
    EOFError,
)
"""Whose words name modules, attributes and files, not values."""

_LONG_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[-.]?\d){8,}(?!\w)")
"""NIK, NIB, NPWP, telephone and account numbers: nine digits or more."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PASSWORD = re.compile(r"(?<=://)[^/@\s]+@")
_TOKEN = re.compile(r"(?i)\bbearer\s+[\w.~+/=-]{12,}|\bkop_[psk]_[\w-]{12,}")
_SHORTEST = 5
"""Characters of the shortest text that could hold any of these: an address such as a@b.c."""
_REGION = re.compile(r"\d\d(?:\.\d\d){1,2}(?:\.\d{4})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:-\d\d)?")


def safe_text(text: str) -> str:
    """The text without long numbers, addresses of mail, tokens, and passwords in urls."""
    if len(text) < _SHORTEST:
        return text
    has_at = "@" in text
    if has_at and "://" in text:
        text = _PASSWORD.sub(f"{HIDDEN}@", text)
    if "kop_" in text.lower() or "bearer" in text.lower():
        text = _TOKEN.sub(HIDDEN, text)
    text = _LONG_NUMBER.sub(_unless_harmless, text)
    return _MAIL.sub(HIDDEN, text) if has_at else text


def safe_error(error: BaseException) -> str:
    """`module.Type: message`, the message only where it cannot hold a value of somebody's record."""
    name = type(error).__qualname__
    module = type(error).__module__
    kind = name if module == "builtins" else f"{module}.{name}"
    said = _message(error)
    return f"{kind}: {said}" if said else kind


def error_fields(error: BaseException) -> dict[str, Any]:
    """The exception and what caused it, each with type, message and frames, for a JSON line."""
    found: dict[str, Any] = {"type": type(error).__qualname__, "module": type(error).__module__}
    if said := _message(error):
        found["message"] = said
    found["frames"] = frames(error.__traceback__)
    chain: list[dict[str, Any]] = []
    seen = {id(error)}
    cause = _cause(error)
    while cause is not None and id(cause) not in seen and len(chain) < 5:
        seen.add(id(cause))
        chain.append({"error": safe_error(cause), "frames": frames(cause.__traceback__)[-5:]})
        cause = _cause(cause)
    if chain:
        found["causes"] = chain
    return found


def frames(trace: TracebackType | None) -> list[str]:
    """`file:line function` of each frame, outermost first; neither source lines nor local values."""
    summary = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in summary]


def _message(error: BaseException) -> str:
    if isinstance(error, ProblemsError):
        return ", ".join(f"{problem.field}: {problem.code}" for problem in error.problems)
    if isinstance(error, KopukmError):
        return safe_text(str(error))
    if isinstance(error, _SPEAKS_OF_CODE):
        return safe_text(str(error).splitlines()[0]) if str(error) else ""
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        named = getattr(error, "constraint_name", None) or getattr(error, "table_name", None)
        return f"SQLSTATE {state} {named}" if named else f"SQLSTATE {state}"
    code = getattr(error, "sqlite_errorname", None)
    return str(code) if isinstance(code, str) else ""


def _cause(error: BaseException) -> BaseException | None:
    if error.__cause__ is not None:
        return error.__cause__
    return None if error.__suppress_context__ else error.__context__


def _unless_harmless(found: re.Match[str]) -> str:
    text = found.group()
    return text if _REGION.fullmatch(text) or _DAY.fullmatch(text) else HIDDEN
