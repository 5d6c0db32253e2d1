"""Tables of administrative regions. Codes are Kemendagri's dotted codes, and a subtree is a code prefix."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.db.fields import RegionCodeField, SearchTextField, SortKeyField
from kopukm_core.db.search import SearchIndex
from kopukm_core.regions.kinds import AliasOrigin, RegionKind, RegionLevel


class Region(Model):
    """A province, regency or city, district (kecamatan) or village (desa, kelurahan).

    A code that a newer data set no longer has stays, with `vanished_at` set, because records point at it.
    """

    code = RegionCodeField(primary_key=True)
    name = fields.CharField(max_length=100)
    level = fields.CharEnumField(RegionLevel, max_length=20)
    kind = fields.CharEnumField(RegionKind, max_length=20)
    parent: fields.ForeignKeyNullableRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="children",
        source_field="parent_code",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    parent_id: str | None
    sort_key = SortKeyField()
    search_text = SearchTextField()
    postal_code = fields.CharField(max_length=5, null=True)
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    loaded_at = fields.DatetimeField()
    vanished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "region"


class RegionAlias(Model):
    """Another name people use for a region. `key` is the alias as the region index normalises it."""

    id = fields.BigIntField(primary_key=True)
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="aliases",
        source_field="region_code",
        on_delete=fields.CASCADE,
        db_index=True,
    )
    region_id: str
    alias = fields.CharField(max_length=100)
    key = fields.CharField(max_length=100, db_index=True)
    origin = fields.CharEnumField(AliasOrigin, max_length=20)
    added_at = fields.DatetimeField()

    class Meta:
        table = "region_alias"


class RegionBoundary(Model):
    """An indicative outline of a region: a GeoJSON Polygon or MultiPolygon in WGS 84, as text.

    `simplified` tells an outline thinned for small screens from the full one. A region has at most one
    of each.
    """

    id = fields.BigIntField(primary_key=True)
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="boundaries",
        source_field="region_code",
        on_delete=fields.CASCADE,
        db_index=True,
    )
    region_id: str
    geometry = fields.TextField()
    simplified = fields.BooleanField(default=False)
    source = fields.CharField(max_length=200)
    licence = fields.CharField(max_length=200)
    loaded_at = fields.DatetimeField()

    class Meta:
        table = "region_boundary"


class RegionDataset(Model):
    """Which data set the regions of one scope were last loaded from.

    `scope` is the code whose subtree was loaded, "" for the whole of Indonesia. An equal `source` and
    `version` mean that there is nothing to do.
    """

    scope = fields.CharField(max_length=13, primary_key=True)
    source = fields.CharField(max_length=60)
    version = fields.CharField(max_length=60)
    region_count = fields.IntField()
    loaded_at = fields.DatetimeField()

    class Meta:
        table = "region_dataset"


CONSTRAINTS: tuple[Constraint, ...] = (
    SearchIndex("region", "search_text", key="").constraint(),
    index("region_order", "region", "sort_key, code", protects="urutan menurut nama"),
    index(
        "region_alias_once", "region_alias", "region_code, key", unique=True, protects="satu nama lain sekali"
    ),
    index(
        "region_boundary_once",
        "region_boundary",
        "region_code, simplified",
        unique=True,
        protects="satu batas tiap jenis",
    ),
)
