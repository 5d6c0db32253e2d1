"""Input fields that several commands of identity share."""

from __future__ import annotations

from typing import Annotated

from kopukm_core.commands import CommandContext
from kopukm_core.errors import NotAuthenticatedError
from kopukm_core.identity.accounts import account_by_id
from kopukm_core.identity.models import Account
from kopukm_core.values import RecordIdType

AccountId = Annotated[int, RecordIdType("Account")]
MembershipId = Annotated[int, RecordIdType("Membership")]
PartyId = Annotated[int, RecordIdType("Party")]
TokenId = Annotated[int, RecordIdType("AccessToken")]


async def own_account(context: CommandContext) -> Account:
    """The account of the person who gives the command; NotAuthenticatedError for anyone else."""
    if context.actor.account_id is None or context.actor.acting_for:
        raise NotAuthenticatedError("Perintah ini membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi.")
    return await account_by_id(context.actor.account_id)
