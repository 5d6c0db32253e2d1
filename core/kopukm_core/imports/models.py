"""Tables of import runs: one file read, judged and stored, and what undoing it had to leave."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.files.models import StoredFile
from kopukm_core.values import Choice


class ImportState(Choice):
    """How far a run has come."""

    WAITING = "waiting", "Menunggu giliran"
    RUNNING = "running", "Sedang berjalan"
    DONE = "done", "Selesai"
    FAILED = "failed", "Gagal"
    UNDOING = "undoing", "Sedang dibatalkan"
    UNDONE = "undone", "Sudah dibatalkan"


class ImportStage(Choice):
    """What a running import is doing."""

    WAITING = "waiting", "Menunggu"
    JUDGING = "judging", "Membaca dan menilai"
    STORING = "storing", "Menyimpan"
    REPORTING = "reporting", "Menulis laporan"
    UNDOING = "undoing", "Membatalkan"
    ENDED = "ended", "Berakhir"


class ImportRun(Model):
    """One import of one file. Its commands are recorded under keys that begin with `import-run/{id}/`.

    `account_id` is whose rights it is run with, as they are when it runs; a service is known by its token.
    """

    id = fields.BigIntField(primary_key=True)
    import_name = fields.CharField(max_length=120)
    file: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile", related_name="import_runs", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    file_id: int | None
    file_name = fields.CharField(max_length=200)
    as_of = fields.DateField()
    dry_run = fields.BooleanField(default=False)
    actor = fields.CharField(max_length=200)
    account_id = fields.BigIntField(null=True)
    token_id = fields.BigIntField(null=True)
    region_code = RegionCodeField(null=True)
    """The place whose readers of imports see it: where its actor may write, or the office's."""
    state = fields.CharEnumField(ImportState, max_length=10, default=ImportState.WAITING)
    stage = fields.CharEnumField(ImportStage, max_length=10, default=ImportStage.WAITING)
    done = fields.IntField(default=0)
    total = fields.IntField(default=0)
    row_count = fields.IntField(default=0)
    """Data rows of the file."""
    created = fields.IntField(default=0)
    updated = fields.IntField(default=0)
    unchanged = fields.IntField(default=0)
    warned = fields.IntField(default=0)
    """Kept rows with a remark; they are counted above too, unless nothing was to be stored."""
    refused = fields.IntField(default=0)
    repeated = fields.IntField(default=0)
    """Rows that say again what another row of the file says."""
    error_code = fields.CharField(max_length=60, default="")
    error = fields.TextField(default="")
    """Why it failed, in words for the person; it quotes the file, and is shown to who sees the run."""
    report: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile", related_name="reported_runs", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    report_id: int | None
    started_at = fields.DatetimeField()
    progressed_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    undo_record_id = fields.BigIntField(null=True)
    """The command record that undid it."""
    undo_actor = fields.CharField(max_length=200, default="")
    undo_token_id = fields.BigIntField(null=True)
    undo_before = fields.BigIntField(default=0)
    """Audit entries from this id on have been dealt with."""
    undone_rows = fields.IntField(default=0)
    kept_rows = fields.IntField(default=0)
    undone_at = fields.DatetimeField(null=True)

    class Meta:
        table = "import_run"
        indexes = (("account_id", "id"), ("region_code", "id"))

    @property
    def key(self) -> str:
        """What the keys of its commands begin with, and no key that a client chooses."""
        return f"import-run/{self.id}"


class KeptRow(Model):
    """A record that undoing a run left as it is, and why."""

    id = fields.BigIntField(primary_key=True)
    run: fields.ForeignKeyRelation[ImportRun] = fields.ForeignKeyField(
        "core.ImportRun", related_name="kept", on_delete=fields.CASCADE, db_index=True
    )
    run_id: int
    subject_model = fields.CharField(max_length=100)
    subject_id = fields.CharField(max_length=40)
    name = fields.CharField(max_length=200, default="")
    """What people know it by, as its command tells."""
    reason = fields.CharField(max_length=500)
    command = fields.CharField(max_length=100, default="")
    """The command that changed it since."""
    changed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "import_kept_row"


_UNDONE_BY = (
    "CREATE INDEX import_run_undo_record ON import_run (undo_record_id) WHERE undo_record_id IS NOT NULL"
)
CONSTRAINTS: tuple[Constraint, ...] = (
    Constraint("import_run_undo_record", "import_run", sqlite=_UNDONE_BY, postgres=_UNDONE_BY),
)
