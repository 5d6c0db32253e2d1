"""Tables of the office: its units, officials and letterhead, its programmes with their SOPs and timelines."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.parties.models import Party
from kopukm_core.programmes.choices import Capacity, DocumentSection, Paper
from kopukm_core.programmes.timeline import Anchor, EvidenceKind
from kopukm_core.regions.models import Region
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll


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


class ProgrammeRevision(Model):
    """One edition of a programme's SOP. Editions are only added; the latest is the one in force."""

    id = fields.BigIntField(primary_key=True)
    programme: fields.ForeignKeyRelation[OfficeProgramme] = fields.ForeignKeyField(
        "core.OfficeProgramme", related_name="revisions", db_index=True, on_delete=fields.RESTRICT
    )
    programme_id: int
    version = fields.IntField()
    """1, 2, 3 … in the order in which the office learned them."""
    plugin_version = fields.IntField(null=True)
    """The edition of the plugin that it was loaded from; null for the office's own."""
    title = fields.CharField(max_length=300)
    number = fields.CharField(max_length=100, default="")
    revision = fields.CharField(max_length=60, default="")
    issued_on = fields.DateField(null=True)
    definition = fields.TextField(default="")
    purpose = fields.TextField(default="")
    history = fields.TextField(default="")
    change_note = fields.CharField(max_length=500, default="")
    source = fields.CharField(max_length=500, default="")
    recorded_at = fields.DatetimeField()
    recorded_by = fields.CharField(max_length=200, default="")
    is_current = fields.BooleanField(default=True)

    class Meta:
        table = "programme_revision"


class RevisionEntry(Model):
    """One line of a listed part of an SOP: a rule, a step of the procedure, a unit."""

    id = fields.BigIntField(primary_key=True)
    revision: fields.ForeignKeyRelation[ProgrammeRevision] = fields.ForeignKeyField(
        "core.ProgrammeRevision", related_name="entries", db_index=True, on_delete=fields.CASCADE
    )
    revision_id: int
    section = fields.CharEnumField(DocumentSection, max_length=20)
    position = fields.IntField()
    text = fields.TextField()
    note = fields.TextField(default="")

    class Meta:
        table = "programme_revision_entry"


class ProgrammeTimeline(Model):
    """One version of a programme's steps, loaded from its plugin and never changed."""

    id = fields.BigIntField(primary_key=True)
    programme: fields.ForeignKeyRelation[OfficeProgramme] = fields.ForeignKeyField(
        "core.OfficeProgramme", related_name="timelines", db_index=True, on_delete=fields.RESTRICT
    )
    programme_id: int
    version = fields.IntField()
    effective_on = fields.DateField()
    source = fields.CharField(max_length=500)
    digest = fields.CharField(max_length=64)
    """SHA-256 of its steps: a plugin that changes steps under an old version is refused."""
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "programme_timeline"


class TimelineStep(Model):
    """One row of a timeline: the stored form of a StepTemplate, whose words it keeps."""

    id = fields.BigIntField(primary_key=True)
    timeline: fields.ForeignKeyRelation[ProgrammeTimeline] = fields.ForeignKeyField(
        "core.ProgrammeTimeline", related_name="steps", db_index=True, on_delete=fields.RESTRICT
    )
    timeline_id: int
    position = fields.IntField()
    key = fields.CharField(max_length=60)
    number = fields.CharField(max_length=20)
    phase = fields.CharField(max_length=200)
    title = fields.TextField()
    anchor = fields.CharEnumField(Anchor, max_length=30)
    offset_from = fields.IntField()
    offset_to = fields.IntField()
    unit_of_offset = fields.CharEnumField(DayUnit, max_length=20)
    roll = fields.CharEnumField(Roll, max_length=20, null=True)
    """Null: the rule of the office (earlier before the anchor, later after it)."""
    after_step = fields.CharField(max_length=60, default="")
    time_from = fields.CharField(max_length=5, default="")
    time_to = fields.CharField(max_length=5, default="")
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "core.Unit", related_name="timeline_steps", db_index=True, on_delete=fields.RESTRICT
    )
    unit_id: int
    place = fields.CharField(max_length=300, default="")
    parties = fields.CharField(max_length=300, default="")
    tools = fields.CharField(max_length=300, default="")
    evidence = fields.CharEnumField(EvidenceKind, max_length=20)
    evidence_check = fields.CharField(max_length=100, default="")
    inferred = fields.CharField(max_length=300, default="")
    """Names of the fields taken from the row above, with commas between."""

    class Meta:
        table = "timeline_step"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "programme_revision_version",
        "programme_revision",
        "programme_id, version",
        unique=True,
        protects="tiap revisi dokumen bernomor sendiri",
    ),
    index(
        "programme_revision_current",
        "programme_revision",
        "programme_id",
        unique=True,
        where="is_current",
        protects="satu dokumen yang berlaku bagi tiap program",
    ),
    index(
        "programme_timeline_version",
        "programme_timeline",
        "programme_id, version",
        unique=True,
        protects="tiap versi garis waktu hanya sekali",
    ),
    index(
        "timeline_step_key",
        "timeline_step",
        "timeline_id, key",
        unique=True,
        protects="tiap langkah hanya sekali dalam satu versi",
    ),
)
