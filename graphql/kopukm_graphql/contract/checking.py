"""Holds the running schema against the committed contract."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kopukm_core.errors import ConfigurationError
from kopukm_graphql.contract.allowing import read_allowed
from kopukm_graphql.contract.breaking import BreakingChange, breaking_changes


@dataclass(frozen=True, slots=True)
class ContractReport:
    """How the schema stands to the committed contract.

    `breaking` are the breaking changes that are not on the list of allowed ones; `stale` are listed ones that
    stand no longer between the two contracts (to be struck off once the new contract is committed).
    """

    is_current: bool
    breaking: tuple[BreakingChange, ...]
    stale: tuple[BreakingChange, ...]

    def __str__(self) -> str:
        if self.breaking:
            lines = "\n".join(f"  {change}" for change in self.breaking)
            return f"Perubahan ini merusak klien yang sudah ada:\n{lines}"
        return "Kontrak sesuai." if self.is_current else "Kontrak yang tersimpan tidak sama dengan skema."


def check_contract(committed_sdl: str, current_sdl: str, allowed_text: str = "") -> ContractReport:
    """Compare the committed SDL with the schema's. Raises ConfigurationError for a malformed list."""
    allowed = {each.change for each in read_allowed(allowed_text)}
    changes = breaking_changes(committed_sdl, current_sdl) if committed_sdl != current_sdl else []
    return ContractReport(
        is_current=committed_sdl == current_sdl,
        breaking=tuple(change for change in changes if change not in allowed),
        stale=tuple(sorted(allowed.difference(changes))),
    )


def write_contract(path: Path, current_sdl: str, allowed_path: Path | None = None) -> ContractReport:
    """Write the SDL to the file, unless that would break clients in a way that is not listed.

    Raises ConfigurationError that names the changes; then the file stays as it was.
    """
    allowed_text = allowed_path.read_text(encoding="utf-8") if allowed_path and allowed_path.exists() else ""
    if not path.exists():
        path.write_text(current_sdl, encoding="utf-8")
        return ContractReport(is_current=True, breaking=(), stale=())
    report = check_contract(path.read_text(encoding="utf-8"), current_sdl, allowed_text)
    if report.breaking:
        where = (
            f" Bila memang disengaja, daftarkan di {allowed_path} beserta alasannya." if allowed_path else ""
        )
        raise ConfigurationError(
            str(report), remedy=f"Pertahankan yang lama dan tandai usang (deprecated).{where}"
        )
    path.write_text(current_sdl, encoding="utf-8")
    return report
