"""Which page of a connection is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from kopukm_core.errors import BadInputError

DEFAULT_PAGE = 20
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class PageRequest:
    """`limit` rows after or before cursors, from the front or (`backward`) from the end."""

    limit: int
    after: str | None = None
    before: str | None = None
    backward: bool = False


def page_request(first: int | None, after: str | None, last: int | None, before: str | None) -> PageRequest:
    """Check the four arguments. BadInputError; without `first` and `last` a page is `DEFAULT_PAGE` rows."""
    if first is not None and last is not None:
        raise BadInputError("Pakai first atau last, jangan keduanya.")
    limit = last if last is not None else first
    if limit is None:
        limit = DEFAULT_PAGE
    return PageRequest(
        checked_limit(limit, "last" if last is not None else "first"), after, before, last is not None
    )


def checked_limit(limit: int, name: str = "first") -> int:
    """The limit itself where it is between 0 and `LARGEST_PAGE`, else BadInputError."""
    if limit < 0 or limit > LARGEST_PAGE:
        raise BadInputError(
            f"{name} harus antara 0 dan {LARGEST_PAGE}.",
            remedy="Ambil halaman berikutnya dengan after: endCursor.",
        )
    return limit
