"""From the headers of a request to the actor: what a token's owner may do at this moment."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from kopukm_core.db import DatabaseBusyError, DatabaseFullError
from kopukm_core.errors import NotAuthenticatedError
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.identity.holdings import Holdings, held, holdings_of, living_token
from kopukm_core.identity.login import not_authenticated
from kopukm_core.identity.models import (
    Account,
    AccountState,
    ServiceContact,
    TokenKind,
)
from kopukm_core.identity.roles import RoleRegistry
from kopukm_core.identity.tokens import has_token_shape, note_use, token_hash
from kopukm_core.privacy import find_by

logger = logging.getLogger("kopukm.identity")

_BEARER = re.compile(r"bearer +(\S+) *", re.IGNORECASE)


async def actor_from_authorization(
    header: str | None,
    acting_for: str | None = None,
    *,
    roles: RoleRegistry,
    counts_as_use: bool = True,
) -> Actor:
    """The actor of a request with this `Authorization` header and this `Kopukm-Acting-For` header.

    `counts_as_use` is false where nobody asked just now (an event of a subscription): a session that is only
    left open ends as one that is left alone.

    Anonymous only where neither is given. Raises NotAuthenticatedError for a malformed header and for a token
    that is unknown, expired, revoked, or of a disabled account or service; and for a contact that the token's
    service has not verified. It never falls back to anonymous.
    """
    if header is None:
        if acting_for is not None:
            raise NotAuthenticatedError("Hanya layanan bertoken yang dapat bertindak untuk orang lain.")
        return ANONYMOUS
    found = _BEARER.fullmatch(header.strip())
    if found is None or not has_token_shape(found.group(1)):
        raise not_authenticated()
    return await actor_from_token(found.group(1), acting_for, roles=roles, counts_as_use=counts_as_use)


async def actor_from_token(
    token: str, acting_for: str | None = None, *, roles: RoleRegistry, counts_as_use: bool = True
) -> Actor:
    """The actor behind a token's text; raises as `actor_from_authorization` does."""
    row = await living_token(token_hash(token))
    if row is None:
        raise not_authenticated()
    kind = TokenKind(row["kind"])
    if kind is TokenKind.PERSON:
        if row["account_state"] != AccountState.ACTIVE:
            raise not_authenticated()
        if acting_for is not None:
            raise NotAuthenticatedError("Hanya layanan bertoken yang dapat bertindak untuk orang lain.")
        actor = _person(row["account_id"], held(row, roles), row["id"])
    else:
        if row["service_name"] is None or row["service_disabled"] is not None:
            raise not_authenticated()
        actor = service_actor(
            row["service_name"], row["scopes"].split(), row["region_code"], roles, row["id"]
        )
        if acting_for is not None:
            actor = await _for_contact(actor, row["service_id"], acting_for, row["region_code"], roles)
    if counts_as_use:
        try:
            await note_use(row["id"], kind, row["ends_at"], row["last_used_at"])
        except (DatabaseBusyError, DatabaseFullError) as error:
            # Who only reads is not refused because nothing can be written.
            logger.warning("the use of a token cannot be noted: %s", error.code)
    return actor


async def actor_of_account(account_id: int, *, roles: RoleRegistry, token_id: int | None = None) -> Actor:
    """A person with the grants of their roles and the parties they are an approved member of.

    Whoever still has a temporary password holds nothing but the right to change it.
    """
    return _person(account_id, await holdings_of(account_id, roles), token_id)


def _person(account_id: int, held: Holdings, token_id: int | None) -> Actor:
    grants, parties, must_change = held
    return Actor(
        ActorKind.PERSON,
        identity=str(account_id),
        grants=grants,
        party_ids=parties,
        account_id=account_id,
        token_id=token_id,
        must_change_password=must_change,
    )


def service_actor(
    name: str, scopes: Iterable[str], region_code: str, roles: RoleRegistry, token_id: int | None = None
) -> Actor:
    """A service acting for itself: its scopes as grants. A scope whose plugin is off grants nothing."""
    held = frozenset(scope for scope in scopes if roles.has_permission(scope))
    grants = tuple(Grant(scope, region_code) for scope in sorted(held))
    return Actor(ActorKind.SERVICE, identity=name, grants=grants, scopes=held, token_id=token_id)


async def _for_contact(
    service: Actor, service_id: int, external_id: str, region_code: str, roles: RoleRegistry
) -> Actor:
    """The service speaking for a contact: no more than the person may, and no more than the service may."""
    contact = await find_by(
        ServiceContact, "external_id", external_id, ServiceContact.filter(service_id=service_id)
    ).first()
    if not isinstance(contact, ServiceContact) or contact.verified_at is None:
        raise NotAuthenticatedError(
            "Kontak ini belum terverifikasi pada layanan ini.", remedy="Verifikasi kontaknya dahulu."
        )
    grants: tuple[Grant, ...] = ()
    parties = frozenset({contact.party_id} if contact.party_id is not None else ())
    must_change = False
    if contact.account_id is not None:
        if not await Account.exists(id=contact.account_id, state=AccountState.ACTIVE):
            raise not_authenticated()
        theirs, own, must_change = await holdings_of(contact.account_id, roles)
        grants, parties = _within(theirs, service.scopes, region_code), parties | own
    return Actor(
        ActorKind.SERVICE,
        identity=service.identity,
        grants=grants,
        party_ids=parties,
        account_id=contact.account_id,
        acting_for=f"contact:{contact.id}",
        scopes=service.scopes,
        token_id=service.token_id,
        must_change_password=must_change,
    )


def _within(grants: Iterable[Grant], scopes: frozenset[str], region_code: str) -> tuple[Grant, ...]:
    """The person's grants that the service may use, each cut down to the service's region."""
    kept = []
    for grant in grants:
        if grant.permission not in scopes:
            continue
        if encloses(region_code, grant.region_code):
            kept.append(grant)
        elif encloses(grant.region_code, region_code):
            kept.append(Grant(grant.permission, region_code))
    return tuple(kept)


def encloses(region_code: str, other: str) -> bool:
    """Whether `other` lies in the subtree of `region_code`; "" is everywhere."""
    return region_code in ("", other) or other.startswith(f"{region_code}.")
