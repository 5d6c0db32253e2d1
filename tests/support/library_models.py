"""Tables of the sample plugin "library": places, libraries, and visits to them."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.fields import RegionCodeField, RupiahField, SearchTextField, SortKeyField
from kopukm_core.db.search import SearchIndex
from kopukm_core.values import Choice


class LibraryKind(Choice):
    PUBLIC = "public", "Umum"
    SCHOOL = "school", "Sekolah"
    MOBILE = "mobile", "Keliling", "Perpustakaan di atas kendaraan"


class Place(Model):
    code = RegionCodeField(primary_key=True)
    name = fields.CharField(max_length=200)

    class Meta:
        table = "sample_place"


class Library(Model):
    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=200)
    name_key = SortKeyField(db_index=True)
    search = SearchTextField(default="")
    kind = fields.CharEnumField(LibraryKind, max_length=20, null=True)
    region_code = RegionCodeField(null=True, db_index=True)
    party_id = fields.BigIntField(null=True)
    is_published = fields.BooleanField(default=False)
    phone = fields.CharField(max_length=40, null=True)
    budget = RupiahField(null=True)
    opened_on = fields.DateField(null=True)
    recorded_at = fields.DatetimeField(null=True)
    share = fields.DecimalField(max_digits=10, decimal_places=2, null=True)
    details = fields.JSONField[dict[str, object]](null=True)

    class Meta:
        table = "sample_library"


CONSTRAINTS = (SearchIndex("sample_library", "search").constraint(),)


class Visit(Model):
    id = fields.BigIntField(primary_key=True)
    library: fields.ForeignKeyRelation[Library] = fields.ForeignKeyField(
        "library.Library", related_name="visits", db_index=True, on_delete=fields.CASCADE
    )
    library_id: int
    visitor = fields.CharField(max_length=100)
    visited_on = fields.DateField()
    fee = RupiahField(null=True)

    class Meta:
        table = "sample_library_visit"
