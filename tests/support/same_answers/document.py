"""One document with its variables: what is run twice and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """A document, the variables sent with it, and which of its operations is meant."""

    text: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation: str | None = None
    event: Any = None
    """Of a subscription: the key of the row that changed."""

    def shown(self) -> str:
        """As a report prints it."""
        lines = [self.text.strip()]
        if self.operation:
            lines.append(f"operation: {self.operation}")
        if self.event is not None:
            lines.append(f"event: {self.event!r}")
        if self.variables:
            lines.append(f"variables: {json.dumps(self.variables, default=str)}")
        return "\n".join(lines)
