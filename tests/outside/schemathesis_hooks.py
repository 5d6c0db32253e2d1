# mypy: ignore-errors
"""What schemathesis is told of this contract: values of its scalars, and which errors are the server's fault.

Refusals carry `extensions.classification: BAD_REQUEST`, which its stock check `not_a_server_error` trusts.
`no_server_fault` trusts nothing: a status of 500 or above, an answer that is no JSON object, or code INTERNAL fails.
"""

from __future__ import annotations

import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

TEXTS = {
    "RegionCode": st.sampled_from(["32.01", "32.01.01", "32.01.07", "32.01.01.1001", "99.99"]),
    "Date": st.dates().map(str),
    "DateTime": st.datetimes().map(lambda moment: f"{moment.isoformat()}+07:00"),
}

for name, texts in TEXTS.items():
    schemathesis.graphql.scalar(name, texts.map(nodes.String))
for name in ("Rupiah", "Long"):
    schemathesis.graphql.scalar(name, st.integers(-(10**19), 10**19).map(nodes.Int))
schemathesis.graphql.scalar("JSON", st.text(max_size=20).map(nodes.String))


@schemathesis.check
def no_server_fault(ctx, response, case):
    """Refuse answers that say the server failed."""
    assert response.status_code < 500, f"status {response.status_code}"
    body = response.json()
    assert isinstance(body, dict)
    codes = [error.get("extensions", {}).get("code") for error in body.get("errors", [])]
    assert "INTERNAL" not in codes, body["errors"]
