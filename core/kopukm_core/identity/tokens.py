"""Opaque tokens: random, shown once, kept only as SHA-256, with an end and a way to take them back."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from kopukm_core import clock
from kopukm_core.errors import NotFoundError
from kopukm_core.identity.models import AccessToken, Account, Service, TokenKind

PERSON_IDLE = timedelta(days=30)
"""A person's token ends after this long without use …"""
PERSON_LIFETIME = timedelta(days=180)
"""… and after this long whatever its use."""
SERVICE_LIFETIME = timedelta(days=365)
COARSE = timedelta(minutes=10)
"""Use is written at most this often: reading must not become writing."""
_PREFIX = {TokenKind.PERSON: "kop_p_", TokenKind.SERVICE: "kop_s_"}
_SHAPE = re.compile(r"kop_[ps]_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token: the only moment at which its text exists here. `repr` does not show it."""

    id: int
    text: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"<IssuedToken {self.id}>"


def has_token_shape(text: str) -> bool:
    """Whether a text could be one of our tokens at all."""
    return _SHAPE.fullmatch(text) is not None


def token_hash(text: str) -> str:
    """What is stored of a token. It has 256 random bits, so a plain SHA-256 cannot be searched back."""
    return sha256(text.encode()).hexdigest()


async def issue_person_token(account: Account, title: str) -> IssuedToken:
    """A session of a person; `title` tells the device in the list of sessions."""
    ends_at = clock.now() + PERSON_LIFETIME
    return await _issue(TokenKind.PERSON, title, clock.now() + PERSON_IDLE, ends_at, account=account)


async def issue_service_token(
    service: Service,
    title: str,
    *,
    scopes: Iterable[str],
    region_code: str,
    lifetime: timedelta = SERVICE_LIFETIME,
) -> IssuedToken:
    """A service's token: at most these permissions, in this region subtree ("" is everywhere)."""
    ends_at = clock.now() + min(lifetime, SERVICE_LIFETIME)
    return await _issue(
        TokenKind.SERVICE,
        title,
        ends_at,
        ends_at,
        service=service,
        scopes=" ".join(sorted(set(scopes))),
        region_code=region_code,
    )


async def revoke_token(token_id: int) -> None:
    """Take a token back at once; NotFoundError where there is no such living token."""
    if not await _living().filter(id=token_id).update(revoked_at=clock.now()):
        raise NotFoundError("Sesi atau token itu tidak ada, atau sudah berakhir.")


async def revoke_tokens_of(account_id: int, *, besides: int | None = None) -> int:
    """End every session of an account, perhaps besides the one in use; how many ended."""
    return (
        await _living().filter(account_id=account_id).exclude(id=besides or 0).update(revoked_at=clock.now())
    )


async def sessions_of(account_id: int) -> list[AccessToken]:
    """The account's living sessions, the latest used first."""
    moment = clock.now()
    found = await AccessToken.filter(account_id=account_id, revoked_at__isnull=True, expires_at__gt=moment)
    return sorted(found, key=lambda token: token.last_used_at or token.created_at, reverse=True)


async def note_use(token_id: int, kind: TokenKind, ends_at: datetime, last_used_at: datetime | None) -> None:
    """Write that a token was used, if that was not written lately; a person's token then lives longer."""
    moment = clock.now()
    if last_used_at is not None and moment - last_used_at < COARSE:
        return
    # Conditional, so that of many requests at once one writes, and a token revoked meanwhile stays so.
    used = AccessToken.filter(
        Q(last_used_at__isnull=True) | Q(last_used_at__lte=moment - COARSE), id=token_id
    )
    if kind is TokenKind.PERSON:
        await used.filter(revoked_at__isnull=True).update(
            last_used_at=moment, expires_at=min(ends_at, moment + PERSON_IDLE)
        )
    else:
        await used.filter(revoked_at__isnull=True).update(last_used_at=moment)


async def forget_ended_tokens(limit: datetime) -> int:
    """Delete tokens that ended before the moment; how many."""
    return await AccessToken.filter(Q(expires_at__lt=limit) | Q(revoked_at__lt=limit)).delete()


async def _issue(
    kind: TokenKind,
    title: str,
    expires_at: datetime,
    ends_at: datetime,
    *,
    account: Account | None = None,
    service: Service | None = None,
    scopes: str = "",
    region_code: str = "",
) -> IssuedToken:
    text = _PREFIX[kind] + secrets.token_urlsafe(32)
    token = await AccessToken.create(
        kind=kind,
        token_hash=token_hash(text),
        account=account,
        service=service,
        title=title.strip()[:120] or "Tanpa nama",
        scopes=scopes,
        region_code=region_code,
        created_at=clock.now(),
        expires_at=expires_at,
        ends_at=ends_at,
    )
    return IssuedToken(token.id, text, expires_at)


def _living() -> QuerySet[AccessToken]:
    return AccessToken.filter(revoked_at__isnull=True)
