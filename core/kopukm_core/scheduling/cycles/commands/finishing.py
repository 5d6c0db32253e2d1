"""Ending steps: done with evidence, waived with a reason; and opening them again."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from tortoise.expressions import F

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.files import keep_files
from kopukm_core.programmes.timeline import EvidenceKind
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.scheduling.cycles.announcing import cycles_changed
from kopukm_core.scheduling.cycles.ending import end_step, redate_followers, redate_open_steps
from kopukm_core.scheduling.cycles.finding import step_to_change
from kopukm_core.scheduling.cycles.models import CycleStep, StepFile
from kopukm_core.scheduling.cycles.purposes import CYCLE_EVIDENCE
from kopukm_core.values import FileReference, RecordIdType

StepId = Annotated[int, RecordIdType("CycleStep")]

ENDED = "Langkah itu sudah selesai atau dikecualikan."


@command("core.complete_step", title="Selesaikan langkah", permission=None, returns=CycleStep)
class CompleteStep:
    """Menandai sebuah langkah selesai, dengan bukti: keterangan, tautan, atau berkas."""

    step_id: StepId = ask("Nomor langkah")
    done_on: date | None = ask("Tanggal selesai", help="Kosong berarti hari ini.")
    evidence_text: str | None = ask("Keterangan", maximum_length=5_000)
    evidence_link: str | None = ask(
        "Tautan", example="https://contoh.id/foto", pattern=r"https?://\S+", maximum_length=500
    )
    files: list[FileReference] | None = ask("Berkas bukti", purpose=CYCLE_EVIDENCE)

    async def run(self, context: CommandContext) -> CycleStep:
        step, template, cycle, _ = await step_to_change(context, self.step_id)
        done_on = self.done_on or context.today
        if done_on > context.today:
            context.refuse("done_on", "IN_THE_FUTURE", "Tanggal selesai belum tiba.")
        self._check_evidence(context, template)
        files = list(dict.fromkeys(self.files or ()))
        if not await end_step(
            step,
            done_on=done_on,
            done_by=context.actor.key,
            text=self.evidence_text or "",
            link=self.evidence_link or "",
        ):
            context.refuse("step_id", "STEP_ENDED", ENDED)
        await keep_files(files, region_code=cycle.region_id)
        known = {one.file_id for one in await StepFile.filter(step_id=step.id)}
        await StepFile.bulk_create(
            [StepFile(step_id=step.id, file_id=one) for one in files if one not in known]
        )
        await redate_followers(cycle, context.settings.time_zone)
        await context.audit("update", step, {"done_on": (None, done_on)})
        await context.publish(cycles_changed([cycle.id], cycle.region_id))
        return step

    def _check_evidence(self, context: CommandContext, template: TimelineStep) -> None:
        given = {
            EvidenceKind.TEXT: self.evidence_text,
            EvidenceKind.LINK: self.evidence_link,
            EvidenceKind.FILE: self.files,
        }
        field = {EvidenceKind.LINK: "evidence_link", EvidenceKind.FILE: "files"}.get(
            template.evidence, "evidence_text"
        )
        wanted = given.get(template.evidence, next((one for one in given.values() if one), None))
        if not wanted:
            context.refuse(
                field, "EVIDENCE_MISSING", f"Langkah ini butuh bukti: {template.evidence.label.lower()}."
            )


@command("core.check_step", title="Periksa bukti langkah", permission=None, returns=CycleStep)
class CheckStep:
    """Memeriksa dari data apakah sebuah langkah sudah terlaksana, dan menyelesaikannya bila sudah."""

    step_id: StepId = ask("Nomor langkah")

    async def run(self, context: CommandContext) -> CycleStep:
        step, template, cycle, _ = await step_to_change(context, self.step_id)
        check = context.platform.programmes.evidence_check(template.evidence_check)
        if check is None:
            context.refuse("step_id", "NO_AUTOMATIC_EVIDENCE", "Langkah ini tidak dibuktikan oleh data.")
        found = await check.check(cycle.id)
        if not found.done:
            context.refuse("step_id", "NOT_DONE_YET", f"Belum terlaksana: {found.text}")
        if not await end_step(
            step,
            done_on=context.today,
            done_by=context.actor.key,
            text=found.text,
            link="",
            is_automatic=True,
        ):
            context.refuse("step_id", "STEP_ENDED", ENDED)
        await redate_followers(cycle, context.settings.time_zone)
        await context.audit("update", step, {"done_on": (None, context.today)})
        await context.publish(cycles_changed([cycle.id], cycle.region_id))
        return step


@command("core.waive_step", title="Kecualikan langkah", permission=None, returns=CycleStep)
class WaiveStep:
    """Menyatakan bahwa sebuah langkah tidak akan dikerjakan pada siklus ini, dengan alasannya."""

    step_id: StepId = ask("Nomor langkah")
    reason: str = ask("Alasan", minimum_length=3, maximum_length=500)

    async def run(self, context: CommandContext) -> CycleStep:
        step, _, cycle, _ = await step_to_change(context, self.step_id)
        now = clock.now()
        waived = await CycleStep.filter(id=step.id, done_at=None, waived_at=None).update(
            waived_at=now,
            waived_by=context.actor.key,
            waived_reason=self.reason,
            sequence=F("sequence") + 1,
            changed_at=now,
        )
        if not waived:
            context.refuse("step_id", "STEP_ENDED", ENDED)
        await context.audit("update", step, {"waived": (False, True)})
        await context.publish(cycles_changed([cycle.id], cycle.region_id))
        await step.refresh_from_db()
        return step


@command("core.reopen_step", title="Buka lagi langkah", permission=None, returns=CycleStep)
class ReopenStep:
    """Membuka lagi langkah yang keliru ditandai selesai atau dikecualikan; buktinya tetap tersimpan."""

    step_id: StepId = ask("Nomor langkah")
    reason: str = ask("Alasan", minimum_length=3, maximum_length=500)

    async def run(self, context: CommandContext) -> CycleStep:
        step, _, cycle, _ = await step_to_change(context, self.step_id)
        if step.done_at is None and step.waived_at is None:
            context.refuse("step_id", "STEP_OPEN", "Langkah itu masih terbuka.")
        before = step.done_on
        step.sequence += step.waived_at is not None
        step.done_at, step.done_on, step.done_by, step.is_automatic = None, None, "", False
        step.waived_at, step.waived_by, step.waived_reason = None, "", ""
        step.changed_at = clock.now()
        await step.save(
            update_fields=[
                "done_at", "done_on", "done_by", "is_automatic", "waived_at", "waived_by", "waived_reason",
                "sequence", "changed_at",
            ]
        )  # fmt: skip
        # While it was ended the calendar, or day H, may have changed.
        await redate_open_steps(cycle, context.settings.time_zone)
        await context.audit("update", step, {"done_on": (before, None), "reason": (None, self.reason)})
        await context.publish(cycles_changed([cycle.id], cycle.region_id))
        await step.refresh_from_db()
        return step
