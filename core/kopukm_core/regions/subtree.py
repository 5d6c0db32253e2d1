"""The rows of a region and of all that lies below it, as a condition of a query."""

from __future__ import annotations

from tortoise.expressions import Q

from kopukm_core.db.fields import REGION_CODE_LENGTH


def in_subtree(region_code: str, column: str = "region_id") -> Q:
    """The rows whose code lies in the subtree; "" is everywhere, and nothing lies below a desa.

    In SQL text: `visibility.expressions.within_region`.
    "/" is the character after "." in ASCII, and columns of codes compare by bytes: the index serves the range.
    """
    if not region_code:
        return Q()
    if len(region_code) == REGION_CODE_LENGTH:
        return Q(**{column: region_code})
    return Q(**{f"{column}__gte": region_code, f"{column}__lt": f"{region_code}/"})
