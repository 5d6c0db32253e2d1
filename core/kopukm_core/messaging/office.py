"""Who writes, and where somebody asks or stops: what is said of the office in the words of its messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kopukm_core.messaging.template import MessageTemplate

UNNAMED = "Dinas Koperasi dan UKM"
"""The office where it has recorded no letterhead."""
NO_CONTACT = "kantor dinas"


async def office_values(template: MessageTemplate, day: date) -> Mapping[str, str]:
    """The office's name and how to reach it on the day; a variable of the template itself is left to it."""
    from kopukm_core.programmes.officials import letterhead

    found = await letterhead(day)
    known = {"office": UNNAMED, "contact": NO_CONTACT}
    if found is not None:
        named = (("telepon", found.phone), ("surel", found.email))
        ways = " atau ".join(f"{word} {text}" for word, text in named if text)
        known = {"office": found.name or UNNAMED, "contact": ways or NO_CONTACT}
    return {name: text for name, text in known.items() if name not in template.variables}
