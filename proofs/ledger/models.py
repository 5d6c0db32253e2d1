"""What was posted, and what its jobs did. No column is unique by purpose: what happens twice must show."""

from __future__ import annotations

from tortoise import Model, fields


class Entry(Model):
    """One posted entry."""

    id = fields.BigIntField(primary_key=True)
    label = fields.CharField(max_length=80, db_index=True)
    amount = fields.IntField()
    command_record_id = fields.BigIntField()

    class Meta:
        table = "proof_entry"


class Effect(Model):
    """What a job stored together with its own end, so exactly once."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=20)
    label = fields.CharField(max_length=80, db_index=True)
    attempt = fields.IntField()

    class Meta:
        table = "proof_effect"


class Delivery(Model):
    """What a job did outside its last transaction, as a message that is sent: at least once, and known by its label."""

    label = fields.CharField(max_length=80, primary_key=True)
    times = fields.IntField()

    class Meta:
        table = "proof_delivery"
