"""Entering cooperatives into the registry, one at a time or as the rows of an import."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.commands import CommandContext, RowResult, StoredRecord, UndoEntry, UndoResult, ask, command
from kopukm_siopik.commands.fields import CooperativeFields, name_fault
from kopukm_siopik.models import Cooperative
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import await_standing, changed
from kopukm_siopik.recording.batch import store_many
from kopukm_siopik.recording.checking import check_days, check_region
from kopukm_siopik.recording.creating import create_one
from kopukm_siopik.recording.entry import LEGAL_ID_MISSING, Entry
from kopukm_siopik.recording.matching import Match, compared_with, hold_registry, namesake, same_among
from kopukm_siopik.recording.placing import check_place
from kopukm_siopik.recording.undoing import cooperative_names, undo_cooperatives
from kopukm_siopik.recording.village_cooperatives import check_served_village
from kopukm_siopik.rules import same_name


@command(
    "siopik.register_cooperative",
    title="Daftarkan koperasi",
    permission=WRITE,
    region="region_code",
    returns=Cooperative,
)
class RegisterCooperative(CooperativeFields):
    """Mencatat koperasi baru di registri SI OPIK SEHAT."""

    name: str = ask(
        "Nama koperasi", example="KSU Mekar Jaya", minimum_length=3, maximum_length=200, check=name_fault
    )

    async def run(self, context: CommandContext) -> StoredRecord:
        entry = Entry.of(self, context.today)
        if entry.facts["nik"] is None and entry.legal_entity_key is None:
            context.refuse("nik", "LEGAL_ID_MISSING", LEGAL_ID_MISSING)
        check_days(context, entry)
        check_region(context, entry)
        await check_place(context, entry, entry.region_code)
        await hold_registry()
        await check_served_village(context, entry.facts)
        known = await compared_with(entry)
        same = same_among(entry, known)
        if same.fault:
            context.refuse(same.field, same.fault, same.explanation)
        if same.cooperative is not None:
            context.refuse(
                same.field,
                "ALREADY_REGISTERED",
                f"Koperasi ini sudah tercatat sebagai {same.shown}. Pakai perintah perbaikan data.",
            )
        if (other := namesake(entry, known)) is not None:
            context.remark("name", "SAME_NAME_SAME_VILLAGE", same_name(Match(other).shown))
        stored = await create_one(context, entry)
        await await_standing()
        await context.publish(lambda: changed(int(str(stored.key)), entry.region_code))
        return stored

    @classmethod
    async def run_batch(
        cls, inputs: Sequence[RegisterCooperative], context: CommandContext
    ) -> list[RowResult]:
        """Each row is created, or brings the record that it names up to date; a blank cell erases nothing.

        Nor does a wider place: a row whose desa could not be read leaves the stored desa as it is.
        """
        today = context.today
        return await store_many(context, [Entry.of(one, today, is_imported=True) for one in inputs])

    @classmethod
    async def undo_many(cls, context: CommandContext, entries: Sequence[UndoEntry]) -> list[UndoResult]:
        """What was created disappears; what was updated has its former facts again."""
        return await undo_cooperatives(context, entries)

    @classmethod
    async def undo_names(cls, entries: Sequence[UndoEntry]) -> list[str]:
        """What each is known by."""
        return await cooperative_names(entries)
