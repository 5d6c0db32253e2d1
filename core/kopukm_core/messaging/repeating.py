"""Of one deduplication key one message: which keys are borne already, by the party itself or by its duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kopukm_core.messaging.addressing import families
from kopukm_core.messaging.models import OutboundMessage

_AT_ONCE = 2_000


async def keys_in_use(keys: Sequence[str]) -> set[str]:
    """Which of these deduplication keys a message bears already; one statement for every 2,000."""
    found: set[str] = set()
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        held = await OutboundMessage.filter(deduplication_key__in=some).values_list(
            "deduplication_key", flat=True
        )
        found.update(str(one) for one in held)
    return found


async def told_before(parties: Iterable[int], key: str) -> set[int]:
    """Those of the parties to which a message went under `key:PARTY`, or to somebody who is the same party by now."""
    family: Mapping[int, frozenset[int]] = await families(parties)
    names = {f"{key}:{one}" for members in family.values() for one in members}
    held = await keys_in_use(sorted(names))
    return {asked for asked, members in family.items() if any(f"{key}:{one}" in held for one in members)}
