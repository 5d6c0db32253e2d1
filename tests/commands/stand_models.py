"""The table of the sample plugin: stands on a market."""

from __future__ import annotations

from tortoise import Model, fields


class Stand(Model):
    """A stand on the market, by its number."""

    id = fields.BigIntField(primary_key=True)
    number = fields.IntField(unique=True)
    name = fields.CharField(max_length=100)
    region_code = fields.CharField(max_length=13)
    rent = fields.BigIntField(null=True)

    class Meta:
        table = "market_stand"
