"""Asking the contract with the plugin's own operations, as an app sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kopukm_siopik
from kopukm_core.identity.actor import ANONYMOUS, Actor
from kopukm_core.platform import Platform
from kopukm_graphql.context import RequestContext

OPERATIONS = Path(kopukm_siopik.__file__).parent / "operations"


@dataclass(slots=True)
class Asking:
    """The composed contract of a platform, and short ways to ask it."""

    platform: Platform
    schema: Any

    async def answer(self, text: str, actor: Actor = ANONYMOUS, **variables: Any) -> Any:
        """The answer, with its errors."""
        context = RequestContext(actor, self.platform.settings, self.platform)
        return await self.schema.execute(text, variable_values=variables, context_value=context)

    async def data(self, text: str, actor: Actor = ANONYMOUS, **variables: Any) -> Any:
        """The data of `siopik` in an answer without errors."""
        answer = await self.answer(text, actor, **variables)
        assert answer.errors is None, answer.errors
        return answer.data["siopik"]

    async def __call__(self, name: str, actor: Actor = ANONYMOUS, **variables: Any) -> Any:
        """The same for one of the plugin's operations."""
        return await self.data(document(name), actor, **variables)


def document(name: str) -> str:
    """The operation with the fragments it spreads."""
    text = (OPERATIONS / f"{name}.graphql").read_text()
    return "\n".join([text, *(one for one in _fragments() if f"...{one.split()[1]}" in text)])


def _fragments() -> Iterator[str]:
    for part in (OPERATIONS / "fragments" / "Figures.graphql").read_text().split("\n\n"):
        if part.startswith("fragment "):
            yield part
