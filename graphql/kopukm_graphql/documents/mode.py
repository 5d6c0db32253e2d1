"""What a server does with documents that it did not know beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kopukm_core.errors import ConfigurationError

FREE_DOCUMENTS = "graphql.free_documents"
"""Who holds this permission may send documents of their own where only trusted ones are run."""


class DocumentMode(StrEnum):
    """`only`: free documents need a permission; `prefer`: both run; `off`: none is read, ids are not answered."""

    ONLY = "only"
    PREFER = "prefer"
    OFF = "off"


def document_mode(variables: Mapping[str, str], *, production: bool) -> DocumentMode:
    """From `KOPUKM_TRUSTED_DOCUMENTS`; else `only` in production, `prefer` elsewhere."""
    text = variables.get("KOPUKM_TRUSTED_DOCUMENTS", "")
    if not text:
        return DocumentMode.ONLY if production else DocumentMode.PREFER
    try:
        return DocumentMode(text)
    except ValueError:
        raise ConfigurationError(
            f"KOPUKM_TRUSTED_DOCUMENTS berisi {text!r}.", remedy="Isi dengan only, prefer, atau off."
        ) from None
