"""What changes gardens."""

from __future__ import annotations

from collections.abc import Sequence

from garden.models import Garden
from kopukm_core.commands import (
    CommandContext,
    RowAction,
    RowResult,
    UndoEntry,
    UndoResult,
    ask,
    command,
    kept,
    undone,
)
from kopukm_core.files import StoredFile, keep_files
from kopukm_core.values import FileReference, RegionCode


@command(
    "garden.open_garden", title="Buka kebun", permission="garden.write", region="region_code", returns=Garden
)
class OpenGarden:
    """Mencatat kebun baru dan menjadwalkan penyiraman pertamanya."""

    name: str = ask("Nama kebun", example="Kebun Melati", minimum_length=3, maximum_length=200)
    region_code: RegionCode = ask("Desa atau kelurahan", example="Ciburuy, Cigombong")

    async def run(self, context: CommandContext) -> Garden:
        if await Garden.exists(region_id=self.region_code, name=self.name):
            context.refuse("name", "ALREADY_OPEN", "Kebun bernama itu sudah ada di wilayah ini.")
        garden = await Garden.create(name=self.name, region_id=self.region_code)
        await context.audit("create", garden)
        await context.enqueue("garden.water_garden", garden_id=garden.id)
        return garden

    @classmethod
    async def run_batch(cls, inputs: Sequence[OpenGarden], context: CommandContext) -> list[RowResult]:
        """Each row is opened, or is there already."""
        results = []
        for one in inputs:
            context.require("garden.write", one.region_code)
            garden, is_new = await Garden.get_or_create(name=one.name, region_id=one.region_code)
            if is_new:
                await context.audit("create", garden)
            results.append(RowResult(RowAction.CREATED if is_new else RowAction.UNCHANGED, str(garden.id)))
        return results

    @classmethod
    async def undo_many(cls, context: CommandContext, entries: Sequence[UndoEntry]) -> list[UndoResult]:
        """Close the gardens that were opened; one with a caretaker is in use."""
        results = []
        for entry in entries:
            garden = await Garden.get_or_none(id=int(entry.subject.id))
            if garden is not None and garden.caretaker_phone:
                results.append(kept("Sudah punya penjaga.", garden.name))
                continue
            if garden is not None:
                context.require("garden.write", garden.region_id)
                await garden.delete()
            results.append(undone())
        return results


@command(
    "garden.hang_photo",
    title="Pasang foto",
    permission="garden.write",
    region="region_code",
    returns=StoredFile,
)
class HangPhoto:
    """Memasang foto kebun, yang lalu terlihat bagi petugas wilayahnya."""

    region_code: RegionCode = ask("Desa atau kelurahan", example="Ciburuy, Cigombong")
    photo: FileReference = ask("Foto", purpose="garden.photo")

    async def run(self, context: CommandContext) -> StoredFile:
        await keep_files([self.photo], region_code=self.region_code)
        return await StoredFile.get(id=self.photo)
