"""Tables of papers: reports that were asked for, numbers given out, and the papers that bear them."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.files.models import StoredFile
from kopukm_core.values import Choice


class ReportForm(Choice):
    """In what form a report is given out."""

    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Buku kerja (xlsx)"
    CSV = "csv", "CSV"


class PrintState(Choice):
    """How far a report that was asked for has come."""

    WAITING = "waiting", "Sedang disusun"
    DONE = "done", "Selesai"
    FAILED = "failed", "Gagal"


class PrintedReport(Model):
    """One report that somebody asked for, and the file once it is there.

    `account_id` and `token_id` are whose rights it is built with, as they are when it is built.
    """

    id = fields.BigIntField(primary_key=True)
    report = fields.CharField(max_length=120)
    title = fields.CharField(max_length=200)
    form = fields.CharEnumField(ReportForm, max_length=10)
    first_day = fields.DateField()
    last_day = fields.DateField()
    region_code = RegionCodeField(db_index=True)
    """The subtree that it speaks of; the office's district for all of it."""
    known_at = fields.DatetimeField(null=True)
    actor = fields.CharField(max_length=200, db_index=True)
    account_id = fields.BigIntField(null=True)
    token_id = fields.BigIntField(null=True)
    state = fields.CharEnumField(PrintState, max_length=10, default=PrintState.WAITING)
    error = fields.CharField(max_length=1000, default="")
    error_code = fields.CharField(max_length=60, default="")
    file: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile", related_name="printed_reports", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    file_id: int | None
    asked_at = fields.DatetimeField(db_index=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "printed_report"


class PaperNumbering(Model):
    """How papers of a kind are numbered from `effective_on` on (null: since ever). Rows are only added."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=60, db_index=True)
    title = fields.CharField(max_length=100)
    """What such a paper is called: "Surat"."""
    pattern = fields.CharField(max_length=100)
    effective_on = fields.DateField(null=True)
    source = fields.CharField(max_length=500, default="")
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "paper_numbering"


class PaperCounter(Model):
    """The last number given to a kind of paper in a year."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=60)
    year = fields.IntField()
    last_sequence = fields.IntField()

    class Meta:
        table = "paper_counter"
        unique_together = (("kind", "year"),)


class IssuedPaper(Model):
    """A numbered letter or certificate, which anyone who holds its code may check.

    `shown_name` is the masked name: the whole one stands on the paper alone. `about` names what it belongs to, as
    "core.Registration:12".
    """

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=60)
    kind_title = fields.CharField(max_length=100)
    year = fields.IntField()
    sequence = fields.IntField()
    number = fields.CharField(max_length=120, db_index=True)
    code = fields.CharField(max_length=16, unique=True)
    """16 of Crockford's 32 letters and digits, 80 random bits."""
    issued_on = fields.DateField()
    shown_name = fields.CharField(max_length=200, default="")
    subject = fields.CharField(max_length=300)
    about = fields.CharField(max_length=120, default="", db_index=True)
    region_code = RegionCodeField(db_index=True)
    issued_by = fields.CharField(max_length=200)
    issued_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    withdrawal_reason = fields.CharField(max_length=300, default="")

    class Meta:
        table = "issued_paper"


CONSTRAINTS: tuple[Constraint, ...] = (
    index("issued_paper_sequence", "issued_paper", "kind, year, sequence", unique=True),
)
