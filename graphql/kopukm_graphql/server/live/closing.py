"""Why a WebSocket is closed: the codes of graphql-transport-ws, with reasons that fit a close frame."""

from __future__ import annotations

from dataclasses import dataclass

BAD_MESSAGE = 4400
TRY_LATER = 1013
POLICY = 1008

UNAUTHORIZED = (4401, "Unauthorized")
FORBIDDEN = (4403, "Forbidden")
NOT_ACCEPTABLE = (4406, "Subprotocol not acceptable")
INIT_TIMEOUT = (4408, "Connection initialisation timeout")
TOO_MANY_INITS = (4429, "Too many initialisation requests")
"""Codes and words as the protocol gives them."""

_LONGEST = 123
"""Bytes that a close frame leaves for its reason."""


@dataclass(eq=False)
class CloseConnection(Exception):  # noqa: N818 - an end, not a fault
    """The connection is to be closed with this code and reason."""

    code: int
    reason: str


def bad_message(reason: str) -> CloseConnection:
    """4400: what was sent is no message of the protocol. The reason is Indonesian."""
    return CloseConnection(BAD_MESSAGE, reason)


def id_taken(operation_id: str) -> CloseConnection:
    """4409, in the protocol's words."""
    return CloseConnection(4409, f"Subscriber for {operation_id[:60]} already exists")


def closing_reason(text: str) -> str:
    """The text cut down to what fits a close frame."""
    return text.encode()[:_LONGEST].decode(errors="ignore")


def counted_reason(code: int) -> str:
    """The word by which a cut is counted, one of a few."""
    if code == INIT_TIMEOUT[0]:
        return "idle"
    if code in (UNAUTHORIZED[0], FORBIDDEN[0]):
        return "expired"
    return "limit" if code in (POLICY, TRY_LATER) else "protocol"
