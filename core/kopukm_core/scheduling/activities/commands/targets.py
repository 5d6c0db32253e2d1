"""Targets of an activity: proposed, chosen, invited, and their answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.activities.access import refuse_ended, run_activity
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.choices import ActivityState
from kopukm_core.scheduling.activities.codes import written_code
from kopukm_core.scheduling.activities.commands.fields import (
    PARAMETERS_HELP,
    ActivityId,
    PartyId,
    TargetId,
    read_parameters,
)
from kopukm_core.scheduling.activities.registration_models import ActivityTarget
from kopukm_core.scheduling.activities.targets import (
    add_target,
    decline_invitation,
    drop_targets,
    invite_targets,
    propose_targets,
)
from kopukm_core.values import RegionCode


@dataclass(frozen=True, slots=True)
class TargetsChanged:
    """Banyaknya sasaran yang berubah."""

    count: int = field(metadata={"description": "Banyaknya sasaran yang berubah."})


@dataclass(frozen=True, slots=True)
class TargetsProposed:
    """Banyaknya sasaran yang diusulkan, dan yang belum mendapat tempat."""

    count: int = field(metadata={"description": "Banyaknya sasaran yang diusulkan sekarang."})
    left_over: int = field(
        metadata={"description": "Anggota kelompok yang belum diusulkan karena tempatnya habis."}
    )


@command("core.propose_targets", title="Usulkan sasaran", permission=None, returns=TargetsProposed)
class ProposeTargets:
    """Mengusulkan anggota sebuah kelompok sebagai sasaran kegiatan, masing-masing dengan alasannya.

    Yang belum lama diundang ke kegiatan sejenis program itu berada di belakang, menurut aturan kegiatannya.
    """

    activity_id: ActivityId = ask("Kegiatan")
    audience: str = ask("Kelompok sasaran", maximum_length=100)
    region_code: RegionCode | None = ask("Wilayah", help="Kosong berarti semua wilayah Anda.")
    parameters: list[str] | None = ask("Keterangan kelompok", help=PARAMETERS_HELP)
    at_most: int | None = ask("Paling banyak", help="Kosong berarti semua.", minimum=1, maximum=100_000)

    async def run(self, context: CommandContext) -> TargetsProposed:
        activity = await run_activity(context, self.activity_id)
        refuse_ended(context, activity)
        given = read_parameters(context, self.parameters, "parameters")
        proposed = await propose_targets(
            context, activity, self.audience, self.region_code or "", given, self.at_most
        )
        await announce(context, activity)
        return TargetsProposed(proposed.count, proposed.left_over)


@command("core.add_target", title="Tambah sasaran", permission=None, returns=ActivityTarget)
class AddTarget:
    """Menambah satu koperasi atau usaha sebagai sasaran kegiatan."""

    activity_id: ActivityId = ask("Kegiatan")
    party_id: PartyId = ask("Koperasi atau usaha")
    reason: str | None = ask("Alasan", maximum_length=500)

    async def run(self, context: CommandContext) -> ActivityTarget:
        activity = await run_activity(context, self.activity_id)
        refuse_ended(context, activity)
        target = await add_target(context, activity, self.party_id, self.reason or "")
        await announce(context, activity)
        return target


@command("core.drop_targets", title="Coret sasaran", permission=None, returns=TargetsChanged)
class DropTargets:
    """Mencoret sasaran yang belum diundang; usulan berikutnya tidak memasukkannya lagi."""

    activity_id: ActivityId = ask("Kegiatan")
    target_ids: list[TargetId] = ask("Sasaran")

    async def run(self, context: CommandContext) -> TargetsChanged:
        activity = await run_activity(context, self.activity_id)
        count = await drop_targets(context, activity, self.target_ids)
        await announce(context, activity)
        return TargetsChanged(count)


@command("core.invite_targets", title="Undang sasaran", permission=None, returns=TargetsChanged)
class InviteTargets:
    """Mengundang semua sasaran yang diusulkan, dengan pesan dan berkas kalender.

    Yang sudah diundang ke kegiatan sejenis dalam siklus yang sama dicoret, tidak diundang dua kali.
    """

    activity_id: ActivityId = ask("Kegiatan")

    async def run(self, context: CommandContext) -> TargetsChanged:
        activity = await run_activity(context, self.activity_id)
        if activity.state is not ActivityState.OPEN:
            context.refuse("activity_id", "ACTIVITY_STATE", "Buka dahulu kegiatannya, lalu undang.")
        count = await invite_targets(context, activity)
        await announce(context, activity)
        return TargetsChanged(count)


@command("core.decline_invitation", title="Tolak undangan", permission=None)
class DeclineInvitation:
    """Menjawab bahwa koperasi atau usaha tidak dapat datang, dengan kode di dalam undangannya."""

    answer_code: str = ask("Kode jawaban", maximum_length=60, secret=True)

    async def run(self, context: CommandContext) -> None:
        target = await ActivityTarget.get_or_none(answer_code=written_code(self.answer_code)).select_related(
            "activity"
        )
        if target is None:
            context.refuse("answer_code", "CODE_UNKNOWN", "Kode itu tidak dikenal.")
        await decline_invitation(context, target)
        await announce(context, target.activity)
