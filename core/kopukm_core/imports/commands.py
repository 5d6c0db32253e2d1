"""Starting an import of an uploaded file, and taking one back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.commands.models import AuditEntry
from kopukm_core.errors import NotAllowedError, NotAuthenticatedError
from kopukm_core.files import IMPORT, keep_files, readable_file
from kopukm_core.identity.actor import ActorKind
from kopukm_core.imports.declared import check_may_import, import_named, region_of
from kopukm_core.imports.models import ImportRun, ImportStage, ImportState
from kopukm_core.imports.progress import run_changed
from kopukm_core.imports.runs import new_run, record_ids_of, visible_run
from kopukm_core.imports.undoing import STOPPED
from kopukm_core.values import FileReference, RecordIdType

SILENCE = timedelta(minutes=10)
"""So long without progress means that an import of the command line was killed."""


@command("core.start_import", title="Impor berkas", permission=None, returns=ImportRun)
class StartImport:
    """Mengimpor berkas spreadsheet yang sudah diunggah: dinilai, disimpan, dan dilaporkan per baris di latar belakang.

    Yang berwenang ialah yang boleh menjalankan perintah impor itu; tiap baris diperiksa menurut wilayahnya.
    """

    import_name: str = ask("Nama impor", example="siopik.cooperatives", maximum_length=120)
    file: FileReference = ask("Berkas", help="xlsx, xls, ods, atau csv.", purpose=IMPORT)
    as_of: date | None = ask("Hari ekspor", help="Hari berkas diekspor. Kosong berarti hari ini.")
    dry_run: bool | None = ask("Uji coba", help="Ya: dinilai saja, tidak ada yang disimpan.")

    async def run(self, context: CommandContext) -> ImportRun:
        actor, platform = context.actor, context.platform
        if actor.kind is ActorKind.ANONYMOUS:
            raise NotAuthenticatedError("Impor membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi.")
        if actor.acting_for:
            raise NotAllowedError(
                "Impor tidak dapat dimulai lewat layanan percakapan.", remedy="Masuk dengan akun sendiri."
            )
        declaration = import_named(platform, self.import_name)
        check_may_import(platform, declaration, actor)
        stored = await readable_file(platform, self.file, actor)
        as_of = self.as_of or context.today
        if as_of > context.today:
            context.refuse("as_of", "IN_THE_FUTURE", "Hari ekspor belum tiba.")
        region = region_of(platform, declaration, actor)
        run = await new_run(
            actor,
            declaration.name,
            file_name=stored.name,
            as_of=as_of,
            dry_run=bool(self.dry_run),
            region_code=region,
            file_id=stored.id,
        )
        await keep_files([stored.id], region_code=region)
        await context.audit("create", run)
        await context.enqueue("core.run_import", run_id=run.id)
        await context.publish(run_changed(run))
        return run


@command("core.undo_import", title="Batalkan impor", permission=None, returns=ImportRun)
class UndoImport:
    """Membatalkan impor: catatan baru ditarik, catatan yang diperbarui kembali seperti semula.

    Yang sudah diubah lagi sesudah impor itu dibiarkan dan didaftar. Satu impor hanya dapat dibatalkan sekali.
    """

    run_id: Annotated[int, RecordIdType("ImportRun")] = ask("Nomor impor")

    async def run(self, context: CommandContext) -> ImportRun:
        platform = context.platform
        await visible_run(platform, self.run_id, context.actor)
        run = await ImportRun.select_for_update().get(id=self.run_id)
        check_may_import(platform, import_named(platform, run.import_name), context.actor)
        if context.actor.acting_for or context.actor.kind is ActorKind.ANONYMOUS:
            raise NotAllowedError("Impor tidak dapat dibatalkan lewat layanan percakapan.")
        if run.state is ImportState.UNDOING and run.error_code == STOPPED:
            return await self._go_on(context, run)
        if run.state in (ImportState.UNDOING, ImportState.UNDONE):
            context.refuse("run_id", "ALREADY_UNDONE", "Impor ini sudah dibatalkan.")
        if run.dry_run:
            context.refuse("run_id", "NOTHING_STORED", "Uji coba tidak menyimpan apa pun.")
        if run.state in (ImportState.WAITING, ImportState.RUNNING) and not _was_killed(run):
            context.refuse("run_id", "NOT_ENDED", "Impor ini belum selesai; tunggu sampai berakhir.")
        own = await record_ids_of(run)
        newest = await AuditEntry.all().order_by("-id").first()
        run.state, run.stage = ImportState.UNDOING, ImportStage.UNDOING
        run.done, run.total = 0, await AuditEntry.filter(record_id__in=own).count()
        run.undo_record_id, run.undo_actor = context.record_id, context.actor.key
        run.undo_token_id = context.actor.token_id
        run.undo_before = (newest.id if newest else 0) + 1
        run.progressed_at = clock.now()
        await run.save()
        await context.audit("undo_import", run)
        await context.enqueue("core.undo_import_run", run_id=run.id)
        await context.publish(run_changed(run))
        return run

    async def _go_on(self, context: CommandContext, run: ImportRun) -> ImportRun:
        """Undoing stopped at a fault of the system: it goes on where it was."""
        run.error = run.error_code = ""
        await run.save(update_fields=["error", "error_code"])
        await context.enqueue("core.undo_import_run", run_id=run.id)
        return run


def _was_killed(run: ImportRun) -> bool:
    """Whether the command line that carried the run out has given no sign for long: no job will go on with it."""
    return run.file_id is None and clock.now() - run.progressed_at > SILENCE


IMPORT_COMMANDS = (StartImport, UndoImport)
