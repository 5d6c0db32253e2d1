"""Papers of an activity: the attendance list and the certificates."""

from __future__ import annotations

from dataclasses import dataclass, field

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.files import StoredFile
from kopukm_core.files.contents import WrittenContent, write_content
from kopukm_core.files.storing import save_row
from kopukm_core.scheduling.activities.access import run_activity
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.certificates import issue_certificates
from kopukm_core.scheduling.activities.commands.fields import ActivityId
from kopukm_core.scheduling.activities.printing import attendance_list
from kopukm_core.scheduling.activities.purposes import ATTENDANCE_LIST


@dataclass(frozen=True, slots=True)
class CertificatesIssued:
    """Banyaknya sertifikat yang diberi nomor."""

    count: int = field(metadata={"description": "Banyaknya sertifikat yang diberi nomor."})


@command("core.print_attendance_list", title="Cetak daftar hadir", permission=None, returns=StoredFile)
class PrintAttendanceList:
    """Mencetak daftar hadir sebuah kegiatan sebagai PDF, satu bagian untuk setiap sesi."""

    activity_id: ActivityId = ask("Kegiatan")
    empty_lines: int | None = ask("Baris kosong", help="Untuk yang datang tanpa mendaftar.", maximum=100)

    _written: WrittenContent

    async def prepare(self, context: CommandContext) -> None:
        activity = await run_activity(context, self.activity_id)
        lines = 5 if self.empty_lines is None else self.empty_lines
        self._written = await write_content(context.platform, await attendance_list(context, activity, lines))

    async def run(self, context: CommandContext) -> StoredFile:
        activity = await run_activity(context, self.activity_id)
        stored = await save_row(
            self._written,
            name=f"daftar-hadir-{activity.id}.pdf",
            purpose=ATTENDANCE_LIST,
            actor=context.actor,
            region_code=activity.region_id,
            kept=True,
        )
        await context.audit("read", activity, {"attendance_list": (None, stored.id)})
        return stored


@command("core.issue_certificates", title="Terbitkan sertifikat", permission=None, returns=CertificatesIssued)
class IssueCertificates:
    """Memberi nomor sertifikat kepada yang hadir pada cukup banyak sesi; berkasnya menyusul dan dikirimkan."""

    activity_id: ActivityId = ask("Kegiatan")

    async def run(self, context: CommandContext) -> CertificatesIssued:
        activity = await run_activity(context, self.activity_id)
        if activity.ends_at > clock.now():
            context.refuse("activity_id", "ACTIVITY_AHEAD", "Kegiatan ini belum selesai.")
        count = await issue_certificates(context, activity)
        await announce(context, activity)
        return CertificatesIssued(count)
