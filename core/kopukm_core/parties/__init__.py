"""Parties: every person or organisation the office deals with, and the ways to reach them."""

from kopukm_core.parties.bulk import NewParty, create_parties, party_row
from kopukm_core.parties.contacts import add_contact_point, contact_points_of, masked_value
from kopukm_core.parties.kinds import ContactKind, PartyKind
from kopukm_core.parties.models import ContactPoint, Party
from kopukm_core.parties.naming import StoredName, stored_name
from kopukm_core.parties.register import (
    create_party,
    merge_parties,
    move_party,
    parties_named,
    party_of,
    rename_party,
)
from kopukm_core.parties.removing import parties_in_use, remove_parties

__all__ = [
    "ContactKind",
    "ContactPoint",
    "NewParty",
    "Party",
    "PartyKind",
    "StoredName",
    "add_contact_point",
    "contact_points_of",
    "create_parties",
    "create_party",
    "masked_value",
    "merge_parties",
    "move_party",
    "parties_in_use",
    "parties_named",
    "party_of",
    "party_row",
    "remove_parties",
    "rename_party",
    "stored_name",
]
