"""Which rows of a region subtree a report speaks of."""

from __future__ import annotations

from tortoise.expressions import Q


def within(region_code: str, column: str = "region_id") -> Q:
    """The rows in the subtree; "" is everywhere. "/" is the character after "." in ASCII: the index serves it."""
    if not region_code:
        return Q()
    return Q(**{column: region_code}) | Q(
        **{f"{column}__gte": f"{region_code}.", f"{column}__lt": f"{region_code}/"}
    )
