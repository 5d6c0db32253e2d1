"""The number of a cooperative's legal entity (badan hukum): formats changed often, so none is required."""

from __future__ import annotations

import re

from kopukm_core.values import clean_text

_LEADING = re.compile(r"^(?:NOMOR|NO)\b\s*[.:]*\s*", re.IGNORECASE)


def legal_entity_number(text: str) -> str:
    """The number as written, without a leading "No." or "Nomor"."""
    return _LEADING.sub("", clean_text(text))


def legal_entity_key(text: str) -> str:
    """The number for comparing: capitals without any blank, at most 100 of them."""
    return legal_entity_number(text).upper().replace(" ", "")[:100]
