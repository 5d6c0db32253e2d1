"""Who is asking: the one value that permissions and visibility are decided from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

CHANGE_FIRST = "Ganti kata sandi sementara dahulu."
"""What to tell an actor who is refused something because of `must_change_password`."""


class ActorKind(StrEnum):
    """The four kinds of actor; there is no fifth way in."""

    ANONYMOUS = "anonymous"
    PERSON = "person"
    SERVICE = "service"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission inside one region subtree; `region_code` "" means everywhere."""

    permission: str
    region_code: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with what it may do, read once per request.

    `identity` names it in records: an account id, a service name, or the operating-system user of the command
    line. `acting_for` is the verified contact a service speaks for. `party_ids` are the parties it is an
    approved member of: what a rule calls "own". `token_id` is the token it came with, so that it can log
    itself out. An account with a temporary password (`must_change_password`) has no grants and no parties until
    it is changed.
    """

    kind: ActorKind
    identity: str = ""
    grants: tuple[Grant, ...] = ()
    party_ids: frozenset[int] = frozenset()
    account_id: int | None = None
    acting_for: str = ""
    scopes: frozenset[str] = field(default_factory=frozenset)
    token_id: int | None = None
    must_change_password: bool = False

    @property
    def key(self) -> str:
        """Stable text for records: `person:12`, `service:wa/contact:9`, `operator:siti`, `anonymous`."""
        name = f"{self.kind}:{self.identity}" if self.identity else str(self.kind)
        return f"{name}/{self.acting_for}" if self.acting_for else name

    @property
    def is_operator(self) -> bool:
        """The command line's audited operator may do everything, and every act of it is recorded."""
        return self.kind is ActorKind.OPERATOR

    def regions(self, permission: str) -> tuple[str, ...]:
        """The region subtrees in which the permission is held, shortest first; `("",)` is everywhere."""
        if self.is_operator:
            return ("",)
        codes = sorted({grant.region_code for grant in self.grants if grant.permission == permission})
        kept: list[str] = []
        for code in codes:
            if not any(above == "" or code == above or code.startswith(f"{above}.") for above in kept):
                kept.append(code)
        return tuple(kept)

    def may(self, permission: str, region_code: str | None = None) -> bool:
        """Whether the permission is held: anywhere at all, or for the place named."""
        held = self.regions(permission)
        if region_code is None:
            return bool(held)
        return any(code == "" or region_code == code or region_code.startswith(f"{code}.") for code in held)


ANONYMOUS = Actor(ActorKind.ANONYMOUS)


def operator(user_name: str) -> Actor:
    """The audited operator: a person at the machine's command line, named by their system account."""
    return Actor(ActorKind.OPERATOR, identity=user_name)
