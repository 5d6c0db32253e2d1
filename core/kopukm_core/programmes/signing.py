"""How the one who signs is named above the signature."""

from __future__ import annotations

from kopukm_core.programmes.choices import Capacity
from kopukm_core.programmes.models import Official

_SHORT = {Capacity.DEFINITIVE: "", Capacity.ACTING_DAILY: "Plh. ", Capacity.ACTING_TEMPORARY: "Plt. "}


def signed_as(official: Official) -> str:
    """`Plh. Kepala Dinas …`; the bare title of a definitive holder."""
    return f"{_SHORT[official.capacity]}{official.title}"
