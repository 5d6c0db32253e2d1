"""The table of prospects: cooperatives somebody told the office of, whose facts are not in the registry."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db import Constraint, SearchIndex, SearchTextField, SortKeyField, index
from kopukm_core.parties.models import Party
from kopukm_core.regions.models import Region
from kopukm_core.values import Choice
from kopukm_siopik.models import Cooperative


class ProspectState(Choice):
    """The way of a prospect: open until it is recorded, or found not to be a cooperative."""

    OPEN = "open", "Belum tercatat"
    CONVERTED = "converted", "Sudah tercatat"
    DROPPED = "dropped", "Tidak dilanjutkan"


class Prospect(Model):
    """A cooperative that is known to exist and not recorded. It is a party, so that it can be invited."""

    id = fields.BigIntField(primary_key=True)
    party: fields.OneToOneRelation[Party] = fields.OneToOneField(
        "core.Party", related_name="siopik_prospect", on_delete=fields.RESTRICT
    )
    party_id: int
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="siopik_prospects",
        source_field="region_code",
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    region_id: str
    name = fields.CharField(max_length=200)
    name_key = fields.CharField(max_length=200)
    """What of the name tells cooperatives apart (rules/names.py): capitals, no blanks, no legal form."""
    sort_key = SortKeyField()
    search_text = SearchTextField()
    nik = fields.CharField(max_length=13, null=True)
    legal_entity_number = fields.CharField(max_length=100, null=True)
    legal_entity_key = fields.CharField(max_length=100, null=True)
    """What two writings of one number of badan hukum share."""
    told_by = fields.CharField(max_length=200)
    """Where the office knows it from: "pendataan kecamatan 2026", "aduan warga"."""
    note = fields.CharField(max_length=500, default="")
    state = fields.CharEnumField(ProspectState, max_length=12, default=ProspectState.OPEN)
    noted_at = fields.DatetimeField()
    cooperative: fields.ForeignKeyNullableRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="prospects", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    cooperative_id: int | None
    ended_at = fields.DatetimeField(null=True)
    """When it was recorded or dropped."""
    ended_because = fields.CharField(max_length=500, default="")

    class Meta:
        table = "siopik_prospect"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "siopik_prospect_open_name",
        "siopik_prospect",
        "name_key, region_code",
        unique=True,
        where="state = 'open'",
        protects="satu calon koperasi dicatat sekali di satu wilayah",
    ),
    index("siopik_prospect_nik", "siopik_prospect", "nik"),
    index("siopik_prospect_legal_entity", "siopik_prospect", "legal_entity_key"),
    index("siopik_prospect_order", "siopik_prospect", "sort_key, id"),
    SearchIndex("siopik_prospect", "search_text").constraint(),
)
