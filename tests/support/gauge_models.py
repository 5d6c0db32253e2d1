"""The table of the sample plugin "gauge": one column of each kind whose values may be what no contract allows."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.values import Choice


class GaugeState(Choice):
    GOOD = "good", "Baik"
    WORN = "worn", "Aus"


class Gauge(Model):
    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=200)
    state = fields.CharEnumField(GaugeState, max_length=20, null=True)
    level = fields.FloatField(null=True)
    marks = fields.IntField(null=True)
    checked_on = fields.DateField(null=True)
    checked_at = fields.DatetimeField(null=True)
    note = fields.TextField(null=True)
    keeper: fields.ForeignKeyRelation[Gauge] = fields.ForeignKeyField(
        "gauge.Gauge", related_name="kept", db_constraint=False
    )
    keeper_id: int

    class Meta:
        table = "sample_gauge"
