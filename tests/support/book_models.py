"""Tables of the sample plugin "book", which knows libraries by their id alone."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.fields import RegionCodeField, RupiahField, SortKeyField


class Book(Model):
    id = fields.BigIntField(primary_key=True)
    title = fields.CharField(max_length=200)
    title_key = SortKeyField()
    library_id = fields.BigIntField(null=True, db_index=True)
    region_code = RegionCodeField(null=True, db_index=True)
    is_lent = fields.BooleanField(default=False)
    price = RupiahField(null=True)

    class Meta:
        table = "sample_book"
