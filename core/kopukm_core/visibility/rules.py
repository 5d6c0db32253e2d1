"""The words that visibility is declared with. They are plain data: `condition.py` turns them into SQL."""

from __future__ import annotations

from dataclasses import dataclass

from tortoise.models import Model


class Rule:
    """Decides, for one actor and one row, whether the row (or a column of it) is seen."""


@dataclass(frozen=True, slots=True)
class Everyone(Rule):
    """Seen by every actor, the anonymous one too."""


@dataclass(frozen=True, slots=True)
class Nobody(Rule):
    """Seen by no actor but the audited operator."""


@dataclass(frozen=True, slots=True)
class Granted(Rule):
    """Seen by who holds the permission in the region subtree that the row's column `region` lies in.

    With `region=None` holding the permission anywhere is enough: for rows that belong to no place.
    """

    permission: str
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Own(Rule):
    """Seen by approved members of the party that the row's column `party` points at."""

    party: str = "party_id"


@dataclass(frozen=True, slots=True)
class OwnAccount(Rule):
    """Seen by the person whose account the row's column `account` points at."""

    account: str = "account_id"


@dataclass(frozen=True, slots=True)
class OwnActor(Rule):
    """Seen by the actor whose key the row's column `actor` holds: a person, a service, or the contact it speaks for.

    What somebody anonymous left there is nobody's own.
    """

    actor: str = "created_by"


@dataclass(frozen=True, slots=True)
class Where(Rule):
    """Seen where the column holds exactly this value: `Where("is_published", True)`.

    It speaks of the row, not of who asks: alone it binds the operator too.
    """

    column: str
    value: str | int | bool


@dataclass(frozen=True, slots=True)
class AnyOf(Rule):
    """Seen where at least one of the rules says so."""

    rules: tuple[Rule, ...]

    def __init__(self, *rules: Rule) -> None:
        object.__setattr__(self, "rules", rules)


@dataclass(frozen=True, slots=True)
class AllOf(Rule):
    """Seen where every one of the rules says so."""

    rules: tuple[Rule, ...]

    def __init__(self, *rules: Rule) -> None:
        object.__setattr__(self, "rules", rules)


@dataclass(frozen=True, slots=True)
class Through(Rule):
    """Seen where the row of `model` that the column `key` points at is seen.

    With `rule`, that row is judged by this rule instead of by its own model's declaration.
    """

    key: str
    model: type[Model]
    rule: Rule | None = None
