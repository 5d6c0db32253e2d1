"""The plugin's one table, with foreign keys to two tables of the core."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.parties.models import Party
from kopukm_core.regions.models import Region
from kopukm_core.values import Choice


class VisitState(Choice):
    """How far a visit has come."""

    PLANNED = "planned", "Direncanakan"
    CONFIRMED = "confirmed", "Dipastikan"


class FieldVisit(Model):
    """An officer's visit to a place, perhaps to a party there."""

    id = fields.BigIntField(primary_key=True)
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="outside_visits",
        source_field="region_code",
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    region_id: str
    party: fields.ForeignKeyNullableRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="outside_visits", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    party_id: int | None
    purpose = fields.CharField(max_length=200)
    note = fields.CharField(max_length=500, null=True)
    visited_on = fields.DateField()
    state = fields.CharEnumField(VisitState, max_length=16, default=VisitState.PLANNED)
    greeting = fields.CharField(max_length=100, default="")

    class Meta:
        table = "outside_field_visit"
