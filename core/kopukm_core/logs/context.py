"""What the running work is: bound once where it begins, on every line that is logged inside it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

NAMES = (
    "request_id",
    "operation",
    "actor_kind",
    "actor",
    "command",
    "command_id",
    "job_id",
    "task",
    "plugin",
)
"""All that may be bound, in the order in which a line tells it; `actor` is its key, never its name."""

_NAMES = frozenset(NAMES)

_bound: ContextVar[Mapping[str, str | int]] = ContextVar("kopukm_log_context", default={})  # noqa: B039


def bound_values() -> Mapping[str, str | int]:
    """What is bound just now."""
    return _bound.get()


def request_id() -> str:
    """The id of the running request, or of the one that caused the running job; "" where there is none."""
    return str(_bound.get().get("request_id", ""))


def new_request_id() -> str:
    """A fresh id: 16 hexadecimal digits, short enough to be read out over the telephone."""
    return secrets.token_hex(8)


def bind(**values: str | int | None) -> None:
    """Add to what is bound, until the enclosing `bound` ends. None leaves a name out."""
    _bound.set(_with(values))


@contextmanager
def bound(**values: str | int | None) -> Iterator[None]:
    """Bind these names while the block runs, and in the tasks begun inside it. None leaves a name out."""
    token = _bound.set(_with(values))
    try:
        yield
    finally:
        _bound.reset(token)


def _with(values: Mapping[str, str | int | None]) -> Mapping[str, str | int]:
    if not _NAMES.issuperset(values):
        unknown = sorted(values.keys() - _NAMES)
        raise TypeError(f"no line tells {', '.join(unknown)}; see NAMES")
    return {**_bound.get(), **{name: value for name, value in values.items() if value is not None}}
