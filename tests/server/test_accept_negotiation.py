"""The media type that an Accept header prefers."""

from __future__ import annotations

import pytest

from kopukm_graphql.server.negotiation import HTML, JSON, RESPONSE_JSON, preferred_type

BOTH = (JSON, RESPONSE_JSON)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "offers", "preferred"),
    [
        (None, BOTH, JSON),
        ("", BOTH, JSON),
        ("*/*", BOTH, JSON),
        ("application/*", BOTH, JSON),
        (RESPONSE_JSON, BOTH, RESPONSE_JSON),
        (f"{JSON}, {RESPONSE_JSON}", BOTH, JSON),
        (f"{RESPONSE_JSON}, {JSON}", BOTH, RESPONSE_JSON),
        (f"{JSON};q=0.4, {RESPONSE_JSON};q=0.5", BOTH, RESPONSE_JSON),
        (f"{RESPONSE_JSON}; charset=utf-8, {JSON}; charset=utf-8", BOTH, RESPONSE_JSON),
        (f"{RESPONSE_JSON}; charset=latin-1, {JSON}", BOTH, JSON),
        (f"{JSON};q=0, */*", BOTH, RESPONSE_JSON),
        (f"{JSON};q=0", BOTH, None),
        ("text/plain", BOTH, None),
        ("application/json;q=broken", BOTH, None),
        (",,;", BOTH, None),
        (BROWSER, (*BOTH, HTML), HTML),
        (BROWSER, BOTH, JSON),
        ("*/*", (*BOTH, HTML), JSON),
        (f"text/event-stream, {JSON}", BOTH, JSON),
        (f"{JSON}, text/html;q=0.9", (*BOTH, HTML), JSON),
    ],
)
def test_preferred_type(accept: str | None, offers: tuple[str, ...], preferred: str | None) -> None:
    assert preferred_type(accept, offers) == preferred
