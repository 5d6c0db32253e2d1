"""Small tables for the tests of the database package."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField, RupiahField, SearchTextField, SortKeyField
from kopukm_core.db.search import SearchIndex


class Shop(Model):
    """A shop; with a semicolon in its docstring, which must not split anything."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=200)
    name_key = SortKeyField(db_index=True)
    search = SearchTextField(default="")
    region_code = RegionCodeField(null=True, db_index=True)
    turnover = RupiahField(default=0)
    share = fields.DecimalField(max_digits=10, decimal_places=4, null=True)
    is_open = fields.BooleanField(default=True)
    opened_on = fields.DateField(null=True)
    recorded_at = fields.DatetimeField(null=True)
    details = fields.JSONField[dict[str, object]](null=True)

    class Meta:
        table = "sample_shop"


class Visit(Model):
    """A visit to a shop."""

    id = fields.BigIntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField(
        "sample.Shop", related_name="visits", db_index=True, on_delete=fields.CASCADE
    )
    visitor = fields.CharField(max_length=100)
    is_current = fields.BooleanField(default=True)

    class Meta:
        table = "sample_visit"


SHOP_SEARCH = SearchIndex("sample_shop", "search")

CONSTRAINTS = (
    SHOP_SEARCH.constraint(),
    Constraint(
        "sample_visit_one_current",
        "sample_visit",
        sqlite="CREATE UNIQUE INDEX sample_visit_one_current ON sample_visit (shop_id) WHERE is_current = 1",
        postgres="CREATE UNIQUE INDEX sample_visit_one_current ON sample_visit (shop_id) WHERE is_current",
        protects="satu kunjungan berjalan untuk tiap toko",
    ),
)
