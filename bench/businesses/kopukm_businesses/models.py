"""The plugin's one table."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db import Constraint, RupiahField, SearchIndex, SearchTextField, district_index, index
from kopukm_core.regions.models import Region
from kopukm_core.values import Choice


class BusinessClass(Choice):
    """Skala usaha (PP 7/2021)."""

    MICRO = "micro", "Mikro"
    SMALL = "small", "Kecil"
    MEDIUM = "medium", "Menengah"


class Business(Model):
    """A business and its owner."""

    id = fields.BigIntField(primary_key=True)
    owner_name = fields.CharField(max_length=200)
    name = fields.CharField(max_length=200)
    search_text = SearchTextField()
    kbli = fields.CharField(max_length=5)
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="businesses",
        source_field="region_code",
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    region_id: str
    business_class = fields.CharEnumField(BusinessClass, max_length=10)
    turnover = RupiahField()
    validated = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()

    class Meta:
        table = "businesses_business"


CONSTRAINTS: tuple[Constraint, ...] = (
    SearchIndex("businesses_business", "search_text").constraint(),
    index("businesses_business_recent", "businesses_business", "created_at, id"),
    district_index("businesses_business_district", "businesses_business", "created_at, id"),
    district_index(
        "businesses_business_district_class", "businesses_business", "business_class, created_at, id"
    ),
)
