"""The trusted documents of the small servers in tests/server."""

from __future__ import annotations

DOCUMENTS = {
    "Greeting": '# Salam.\nquery Greeting($name: String! = "Siti") {\n  greeting(name: $name)\n}\n',
    "Nodes": "query Nodes { nodes(first: 2) { ...Named children(first: 1) { ...Named } } }",
    "Count": "mutation Count { count }",
    "Broken": "query Broken { broken }",
    "fragments/Named": "fragment Named on Node { name }",
}
"""What the servers of these tests trust, by file."""
