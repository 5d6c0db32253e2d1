"""Tables of the garden plugin."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db import index
from kopukm_core.regions.models import Region


class Garden(Model):
    """A community garden."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=200)
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="garden_gardens",
        source_field="region_code",
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    region_id: str
    caretaker_phone = fields.CharField(max_length=20, null=True)
    watered_on = fields.DateField(null=True)

    class Meta:
        table = "garden_garden"


CONSTRAINTS = (
    index(
        "garden_garden_name",
        "garden_garden",
        "region_code, name",
        unique=True,
        protects="satu nama kebun per wilayah",
    ),
)
