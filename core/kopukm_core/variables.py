"""Which `KOPUKM_*` variables anything here reads, so that a misspelt one can be told."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_declared: set[str] = set()


def declare_variables(*names: str) -> None:
    """Say which variables a module reads; called where the module is defined, beside its reader."""
    _declared.update(names)


def declared_variables() -> frozenset[str]:
    """The variables of all modules imported so far; those of plugins' settings are not among them."""
    return frozenset(_declared)


def unknown_variables(given: Iterable[str], known: Iterable[str]) -> list[tuple[str, str]]:
    """Each given name that is not known, with the known name most like it ("" where none is)."""
    names = sorted(known)
    return [
        (name, next(iter(get_close_matches(name, names, n=1, cutoff=0.75)), ""))
        for name in sorted(set(given) - set(names))
    ]
