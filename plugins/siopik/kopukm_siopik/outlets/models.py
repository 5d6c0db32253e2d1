"""Tables of outlets: each as it is known now, and every state that it was in, with two times."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db import Constraint, index
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outlets.choices import OutletKind, OutletStatus


class Outlet(Model):
    """An outlet (gerai) of a Merah Putih cooperative, as it is known now."""

    id = fields.BigIntField(primary_key=True)
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="outlets", on_delete=fields.RESTRICT, db_index=True
    )
    cooperative_id: int
    kind = fields.CharEnumField(OutletKind, max_length=20)
    name = fields.CharField(max_length=200, default="")
    """Empty where the cooperative has one of the kind only."""
    name_key = fields.CharField(max_length=200, default="")
    """The name as names are compared."""
    status = fields.CharEnumField(OutletStatus, max_length=20)
    effective_on = fields.DateField()
    """The day on which the status began."""
    recorded_at = fields.DatetimeField()
    is_current = fields.BooleanField(default=True)
    """False: recorded by mistake, and withdrawn."""

    class Meta:
        table = "siopik_outlet"


class OutletState(Model):
    """The status of an outlet from `effective_on` on, as the office knew it from `recorded_at` until `withdrawn_at`."""

    id = fields.BigIntField(primary_key=True)
    outlet: fields.ForeignKeyRelation[Outlet] = fields.ForeignKeyField(
        "siopik.Outlet", related_name="states", on_delete=fields.RESTRICT, db_index=True
    )
    outlet_id: int
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="outlet_states", on_delete=fields.RESTRICT, db_index=True
    )
    cooperative_id: int
    status = fields.CharEnumField(OutletStatus, max_length=20)
    note = fields.CharField(max_length=500, default="")
    effective_on = fields.DateField()
    recorded_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    is_current = fields.BooleanField(default=True)
    """False: withdrawn with its outlet."""
    command_record_id = fields.BigIntField()

    class Meta:
        table = "siopik_outlet_state"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "siopik_outlet_once",
        "siopik_outlet",
        "cooperative_id, kind, name_key",
        unique=True,
        where="is_current",
        protects="satu catatan bagi tiap gerai koperasi",
    ),
    index("siopik_outlet_state_times", "siopik_outlet_state", "outlet_id, effective_on, recorded_at"),
)
