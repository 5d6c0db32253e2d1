"""Tables of parties: every person or organisation the office deals with, one row each."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.db.fields import SearchTextField, SortKeyField
from kopukm_core.db.search import SearchIndex
from kopukm_core.parties.kinds import ContactKind, ContactStop, PartyKind
from kopukm_core.privacy.fields import LookupHashField, PersonalDataField
from kopukm_core.privacy.kinds import mask_contact
from kopukm_core.regions.models import Region


class Party(Model):
    """A person or an organisation. A plugin's record is one-to-one with it.

    `region` is null when the place is unknown or not among the loaded regions, and then `outside_region`
    holds the place as it was written. `plugin` names the owner of the record behind it ("" for core). A party
    found to be the same as another is kept and points at it through `merged_into`.
    """

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharEnumField(PartyKind, max_length=20)
    name = fields.CharField(max_length=200)
    sort_key = SortKeyField()
    search_text = SearchTextField()
    region: fields.ForeignKeyNullableRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="parties",
        source_field="region_code",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    region_id: str | None
    outside_region = fields.CharField(max_length=200, default="")
    plugin = fields.CharField(max_length=60, default="", db_index=True)
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()
    merged_into: fields.ForeignKeyNullableRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="merged_parties", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    merged_into_id: int | None

    class Meta:
        table = "party"


class ContactPoint(Model):
    """One way to reach a party, of several it may have in each channel. `value` is encrypted, and found through
    `value_hash`. The smallest `rank` is tried first; one that was stopped is not tried.
    """

    id = fields.BigIntField(primary_key=True)
    party: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="contact_points", on_delete=fields.CASCADE, db_index=True
    )
    party_id: int
    kind = fields.CharEnumField(ContactKind, max_length=20)
    value = PersonalDataField(display=mask_contact)
    value_hash = LookupHashField("value")
    rank = fields.IntField(default=0, db_default=0)
    created_at = fields.DatetimeField()
    verified_at = fields.DatetimeField(null=True)
    """When it was shown that it belongs to the party."""
    stopped_at = fields.DatetimeField(null=True)
    stopped_because: ContactStop | None = fields.CharEnumField(ContactStop, max_length=20, null=True)  # type: ignore[assignment]

    class Meta:
        table = "contact_point"


CONSTRAINTS: tuple[Constraint, ...] = (
    SearchIndex("party", "search_text").constraint(),
    index("party_order", "party", "sort_key, id", protects="urutan menurut nama"),
    index(
        "contact_point_once",
        "contact_point",
        "party_id, kind, value_hash",
        unique=True,
        protects="satu kontak tercatat sekali pada satu pihak",
    ),
)
