"""What an account holds at this moment, by itself or together with the token that speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, TypeAlias

from kopukm_core import clock
from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.db.conversion import convert_row
from kopukm_core.identity.actor import Grant
from kopukm_core.identity.models import AccessToken, MembershipState
from kopukm_core.identity.roles import RoleRegistry

Holdings: TypeAlias = tuple[tuple[Grant, ...], frozenset[int], bool]
"""What an account holds: grants by its roles, and its parties. Neither, and True, where its password is temporary."""


async def living_token(hashed: str) -> dict[str, Any] | None:
    """The token that has not ended, with its owner and what the owner holds: one statement, one moment."""
    engine = dialect()
    parameters = Parameters(engine)
    parameters.add_all((hashed, clock.now(), MembershipState.APPROVED))
    found = await rows(_token_statement(engine), parameters)
    return convert_row(AccessToken, found[0]) if found else None


@cache
def _token_statement(engine: Dialect) -> str:
    mark = "?" if engine is Dialect.SQLITE else "$"
    return (
        "SELECT t.id, t.kind, t.account_id, t.scopes, t.region_code, t.ends_at, t.last_used_at, t.service_id, "
        "a.state AS account_state, s.name AS service_name, s.disabled_at AS service_disabled, "
        f"{_held_columns(engine, 't.account_id', f'{mark}3')} "
        "FROM access_token t LEFT JOIN account a ON a.id = t.account_id LEFT JOIN service s ON s.id = t.service_id "
        f"WHERE t.token_hash = {mark}1 AND t.revoked_at IS NULL AND t.expires_at > {mark}2"
    )


def _held_columns(engine: Dialect, account: str, approved: str) -> str:
    """What `held` reads, as columns of a statement that has the table `account` as `a`."""
    together = "group_concat" if engine is Dialect.SQLITE else "string_agg"
    return (
        f"a.must_change_password, (SELECT {together}(role || ' ' || region_code, ',') FROM role_assignment "
        f"WHERE account_id = {account} AND ended_at IS NULL) AS roles, "
        f"(SELECT {together}(CAST(party_id AS TEXT), ',') FROM party_membership "
        f"WHERE account_id = {account} AND state = {approved}) AS parties"
    )


async def holdings_of(account_id: int, roles: RoleRegistry) -> Holdings:
    """What an account holds, in one statement."""
    engine = dialect()
    parameters = Parameters(engine)
    account, approved = parameters.add(account_id), parameters.add(MembershipState.APPROVED)
    found = await rows(
        f"SELECT {_held_columns(engine, 'a.id', approved)} FROM account a WHERE a.id = {account}", parameters
    )
    return held(found[0], roles) if found else ((), frozenset(), False)


def held(row: Mapping[str, Any], roles: RoleRegistry) -> Holdings:
    """What the row says that its account holds, as the roles are declared."""
    if row["must_change_password"]:
        return (), frozenset(), True
    parties = frozenset(map(int, row["parties"].split(","))) if row["parties"] else frozenset()
    return _granted(row["roles"] or "", roles), parties, False


@lru_cache(maxsize=1_000)
def _granted(assigned: str, roles: RoleRegistry) -> tuple[Grant, ...]:
    """The grants of `ROLE REGION,…` as it has just been read."""
    places = (one.split(" ") for one in assigned.split(",") if one)
    grants = {Grant(permission, place) for role, place in places for permission in roles.permissions_of(role)}
    return tuple(sorted(grants, key=lambda grant: (grant.permission, grant.region_code)))
