"""Where contents are kept: one small interface, whatever the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol


class ContentStore(Protocol):
    """Keeps blobs by key. The methods block: call them through `kopukm_core.files.threads`.

    Keys are `mark/ab/cdef…`, made by the platform. All raise FileStoreUnavailableError where the store does not
    answer, and `write` FileStoreFullError where no room is left.
    """

    @property
    def shown(self) -> str:
        """The store as people see it named, without secrets."""
        ...

    def write(self, key: str, pieces: Iterable[bytes]) -> None:
        """Store a blob whole or not at all, also when `pieces` raises half-way."""
        ...

    def read(self, key: str) -> Iterator[bytes]:
        """The blob in pieces. Raises FileDamagedError where there is none."""
        ...

    def remove(self, key: str) -> None:
        """Remove the blob; nothing happens where there is none."""
        ...

    def listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Each key below the prefix (a whole part of keys) with the moment it was written, in UTC."""
        ...

    def check(self) -> None:
        """Write, read and remove a small blob. Raises what those raise, and ConfigurationError for a wrong setting."""
        ...
