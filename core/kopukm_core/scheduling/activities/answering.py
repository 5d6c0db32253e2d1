"""How somebody answers an invitation or an offer, in words that hold with and without a website."""

from __future__ import annotations

from collections.abc import Mapping

from kopukm_core.messaging import MessageValue
from kopukm_core.messaging.registry import messaging_in_use
from kopukm_core.papers.issuing import public_address, shown_code


def answer_values(answer_code: str) -> Mapping[str, MessageValue]:
    """The code in fours, and what to do with it: the link comes first where the office has a public address."""
    shown = shown_code(answer_code)
    address = public_address(messaging_in_use().settings, f"/jawab/{shown}")
    return {
        "answer": "hubungi" if address.startswith("/") else f"buka {address} atau hubungi",
        "answer_code": shown,
    }
