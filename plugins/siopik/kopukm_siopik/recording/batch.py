"""The rows of an import: new ones copied in together, known ones brought up to date."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.commands import CommandContext, RowAction, RowResult
from kopukm_core.errors import Problem
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.correcting import correct
from kopukm_siopik.recording.creating import create_many
from kopukm_siopik.recording.entry import LEGAL_ID_MISSING, Entry
from kopukm_siopik.recording.matching import find_same


async def store_many(context: CommandContext, entries: Sequence[Entry]) -> list[RowResult]:
    """The answer to each entry, in order."""
    results: dict[int, RowResult] = {}
    fresh: list[int] = []
    for place, (entry, match) in enumerate(zip(entries, await find_same(entries), strict=True)):
        stored = match.cooperative
        if not _within(context, entry, None if stored is None else stored.region_id):
            results[place] = _refused(
                "region_code", "FORBIDDEN", "Baris ini di luar wilayah kewenangan Anda."
            )
        elif entry.facts["nik"] is None and entry.legal_entity_key is None:
            results[place] = _refused("nik", "LEGAL_ID_MISSING", LEGAL_ID_MISSING)
        elif stored is not None and match.conflict:
            results[place] = _refused(
                match.field,
                "NIK_CONFLICT",
                f"NIK ini milik {stored.name!r} (nomor {stored.id}), koperasi yang lain.",
            )
        elif stored is not None:
            changed = await correct(context, stored, entry)
            results[place] = RowResult(RowAction.UPDATED if changed else RowAction.UNCHANGED, str(stored.id))
        else:
            fresh.append(place)
    keys = await create_many(context, [entries[place] for place in fresh])
    for place, key in zip(fresh, keys, strict=True):
        results[place] = RowResult(RowAction.CREATED, str(key))
    return [results[place] for place in range(len(entries))]


def _within(context: CommandContext, entry: Entry, stored_region: str | None) -> bool:
    """Whether the actor may write both where the row says and where the record is."""
    held = context.actor.regions(WRITE)
    if "" in held:
        return True
    places = [code for code in (entry.region_code, stored_region) if code is not None]
    return bool(places) and all(context.actor.may(WRITE, code) for code in places)


def _refused(field: str, code: str, message: str) -> RowResult:
    return RowResult(RowAction.REFUSED, problems=(Problem(field, code, message),))
