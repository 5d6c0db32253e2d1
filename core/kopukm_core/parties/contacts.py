"""The ways to reach a party: entered in one form, found again by it, shown only masked."""

from __future__ import annotations

import re

from tortoise.backends.base.client import BaseDBAsyncClient

from kopukm_core import clock
from kopukm_core.errors import Problem, ProblemsError
from kopukm_core.parties.kinds import ContactKind
from kopukm_core.parties.models import ContactPoint
from kopukm_core.privacy import PersonalText, find_by
from kopukm_core.privacy.kinds import mask_contact
from kopukm_core.values import EmailAddressType, InvalidValueError, PhoneNumberType

_IDENTITY = re.compile(r"[A-Za-z0-9._:-]{3,128}")
_TELEGRAM = re.compile(r"@?[A-Za-z][A-Za-z0-9_]{4,31}|[0-9]{5,15}")


async def add_contact_point(
    connection: BaseDBAsyncClient, party_id: int, kind: ContactKind, value: str
) -> ContactPoint:
    """Add a way to reach the party after those it has, or return the one that is there already.

    Telephone numbers are kept as +62…, addresses in small letters. Raises ProblemsError for any
    other value.
    """
    text = _checked(kind, value)
    known = find_by(ContactPoint, "value", text, ContactPoint.filter(party_id=party_id, kind=kind))
    found: ContactPoint | None = await known.using_db(connection).first()
    if found is not None:
        return found
    last = await ContactPoint.filter(party_id=party_id).using_db(connection).order_by("-rank").first()
    return await ContactPoint.create(
        using_db=connection,
        party_id=party_id,
        kind=kind,
        value=PersonalText(text),
        rank=0 if last is None else last.rank + 1,
        created_at=clock.now(),
    )


async def contact_points_of(connection: BaseDBAsyncClient, party_id: int) -> list[ContactPoint]:
    """The ways to reach the party, the preferred one first; those that were stopped are among them."""
    return await ContactPoint.filter(party_id=party_id).using_db(connection).order_by("rank", "id")


def masked_value(point: ContactPoint) -> str:
    """What may be shown of it: `+6281••••890`, `s•••@contoh.id`."""
    return mask_contact(point.value.whole())


def _checked(kind: ContactKind, value: str) -> str:
    text = value.strip()
    try:
        match kind:
            case ContactKind.PHONE | ContactKind.WHATSAPP:
                return PhoneNumberType().from_json(text)
            case ContactKind.EMAIL:
                return EmailAddressType().from_json(text)
            case ContactKind.TELEGRAM:
                if _TELEGRAM.fullmatch(text):
                    return text.removeprefix("@").casefold()
                raise InvalidValueError(
                    "Nama Telegram terdiri atas 5 sampai 32 huruf, angka, atau garis bawah."
                )
            case ContactKind.WHATSAPP_USER | ContactKind.TELEGRAM_USER | ContactKind.WEB_CHAT:
                if _IDENTITY.fullmatch(text):
                    return text
                raise InvalidValueError("Pengenal terdiri atas 3 sampai 128 huruf, angka, dan . _ : - saja.")
    except InvalidValueError as error:
        raise ProblemsError([Problem("value", "CONTACT_INVALID", str(error))]) from None
