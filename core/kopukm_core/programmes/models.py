"""Tables of the office: its units, officials and letterhead, and its programmes."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.parties.models import Party
from kopukm_core.programmes.choices import Capacity, Paper
from kopukm_core.regions.models import Region


class Unit(Model):
    """A unit or a team of the office. It is a party: messages to it are messages to that party's members."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=60, unique=True)
    """What programmes and steps name it by."""
    name = fields.CharField(max_length=200)
    is_team = fields.BooleanField(default=False)
    party: fields.OneToOneRelation[Party] = fields.OneToOneField(
        "core.Party", related_name="unit", on_delete=fields.RESTRICT
    )
    party_id: int
    parent: fields.ForeignKeyNullableRelation[Unit] = fields.ForeignKeyField(
        "core.Unit", related_name="teams", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    parent_id: int | None
    steps_per_day = fields.IntField(default=3)
    """More steps than so many on one day are a pile-up that planning warns of; the office sets it."""
    closed_on = fields.DateField(null=True)
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "unit"


class Official(Model):
    """Somebody who signs for the office, from `starts_on` to `ends_on`; unknown ends are null."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=200)
    title = fields.CharField(max_length=200)
    """The office held, as it stands above the name: "Kepala Dinas …"."""
    nip = fields.CharField(max_length=18, default="")
    """The number of a civil servant, 18 digits; blank where not known."""
    capacity = fields.CharEnumField(Capacity, max_length=20)
    signs = fields.CharEnumField(Paper, max_length=20)
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    source = fields.CharField(max_length=500, default="")
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "official"
        indexes = (("starts_on",),)


class Letterhead(Model):
    """Name and address of the office as they stand on its papers, from `effective_on` on."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=200)
    parent_name = fields.CharField(max_length=200, default="")
    """The line above the name: the government that the office belongs to."""
    address = fields.CharField(max_length=500)
    phone = fields.CharField(max_length=60, default="")
    fax = fields.CharField(max_length=60, default="")
    email = fields.CharField(max_length=200, default="")
    website = fields.CharField(max_length=200, default="")
    region: fields.ForeignKeyNullableRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="letterheads",
        source_field="region_code",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    region_id: str | None
    effective_on = fields.DateField(null=True)
    """Null: since the beginning."""
    source = fields.CharField(max_length=500, default="")
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "letterhead"


class OfficeProgramme(Model):
    """A programme as the database knows it: what cycles, documents and timelines belong to."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=100, unique=True)
    title = fields.CharField(max_length=200)
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "core.Unit", related_name="programmes", db_index=True, on_delete=fields.RESTRICT
    )
    unit_id: int
    cycles_in_flight = fields.IntField(default=3)
    """So many cycles in one week are a pile-up that planning warns of; the office sets it."""
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "programme"
