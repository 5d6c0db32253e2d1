"""Tables of SOPs: the editions of a programme's document, and the lines of their listed parts."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.programmes.choices import DocumentSection
from kopukm_core.programmes.models import OfficeProgramme


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
)
