"""Which rows of a region subtree a report speaks of."""

from __future__ import annotations

from tortoise.expressions import Q

from kopukm_core.db.fields import REGION_CODE_LENGTH


def within(region_code: str, column: str = "region_id") -> Q:
    """The rows in the subtree; "" is everywhere. "/" is the character after "." in ASCII: the index serves it."""
    if not region_code:
        return Q()
    if len(region_code) == REGION_CODE_LENGTH:
        return Q(**{column: region_code})
    return Q(**{column: region_code}) | Q(
        **{f"{column}__gte": f"{region_code}.", f"{column}__lt": f"{region_code}/"}
    )
