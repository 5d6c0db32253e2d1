"""The list of breaking changes that were decided on, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from kopukm_core.errors import ConfigurationError
from kopukm_graphql.contract.breaking import BreakingChange


@dataclass(frozen=True, slots=True)
class AllowedChange:
    """One line of the list: `FIELD_REMOVED: Query.old was removed. # why`."""

    change: BreakingChange
    reason: str


def read_allowed(text: str) -> list[AllowedChange]:
    """Read the list; empty lines and lines that begin with # are left out.

    Raises ConfigurationError that names the line which has no kind or no reason.
    """
    allowed: list[AllowedChange] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        change, _, reason = line.partition(" # ")
        kind, colon, description = change.partition(":")
        if not colon or not description.strip() or not reason.strip():
            raise ConfigurationError(
                f"Daftar perubahan kontrak, baris {number}: {line.strip()!r} tidak lengkap.",
                remedy="Tulis JENIS: kalimat perubahan # alasan.",
            )
        allowed.append(AllowedChange(BreakingChange(kind.strip(), description.strip()), reason.strip()))
    return allowed
