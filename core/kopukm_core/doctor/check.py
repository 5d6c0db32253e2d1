"""A check, as core and plugins give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kopukm_core.doctor.finding import Finding

if TYPE_CHECKING:
    from kopukm_core.doctor.checkup import Checkup

Found = Finding | Sequence[Finding]
Examine = Callable[["Checkup"], Awaitable[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """One question about the installation.

    `name` is `plugin.noun`; `title` is what people read. `examine` only looks and changes nothing; an error it
    raises is shown as a fault. With `needs_database` it is left out where the database does not open, and may use
    `rows()` and the models; the tables may still be old.
    """

    name: str
    title: str
    examine: Examine
    needs_database: bool = False


def check(name: str, title: str, *, needs_database: bool = False) -> Callable[[Examine], Check]:
    """Declare an async function of a Checkup as a check."""

    def declare(examine: Examine) -> Check:
        return Check(name, title, examine, needs_database)

    return declare
