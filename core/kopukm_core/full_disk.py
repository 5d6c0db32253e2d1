"""A disk that is full: recognised whatever it was that could not be written."""

from __future__ import annotations

import errno

from kopukm_core.db.failures import DatabaseFullError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))


def is_full_disk(error: BaseException | None) -> bool:
    """Whether the error, or what caused it, is that no space was left: the database's or a file's."""
    while error is not None:
        if isinstance(error, DatabaseFullError) or (isinstance(error, OSError) and error.errno in _FULL):
            return True
        error = error.__cause__
    return False
