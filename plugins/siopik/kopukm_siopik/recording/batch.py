"""The rows of an import: new ones copied in together, known ones brought up to date."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.commands import CommandContext, RowAction, RowResult, refused_row
from kopukm_core.errors import Problem
from kopukm_siopik.models import Cooperative
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.checking import FUTURE, TOO_WIDE, day_fault, is_too_wide
from kopukm_siopik.recording.correcting import correct
from kopukm_siopik.recording.creating import create_many
from kopukm_siopik.recording.entry import LEGAL_ID_MISSING, Entry
from kopukm_siopik.recording.matching import Match, find_same, hold_registry, repeated


async def store_many(context: CommandContext, entries: Sequence[Entry]) -> list[RowResult]:
    """The answer to each entry, in order."""
    await hold_registry()
    matches = await find_same(entries)
    twins = repeated(entries, matches)
    stored = await _held(matches)
    results: dict[int, RowResult] = {}
    fresh: list[int] = []
    changes: list[tuple[int, str | None]] = []
    for place, (entry, match) in enumerate(zip(entries, matches, strict=True)):
        present = None if match.cooperative is None else stored[match.cooperative.id]
        if is_too_wide(entry):
            results[place] = _refused("region_code", "REGION_TOO_WIDE", TOO_WIDE)
        elif (field := day_fault(entry, context.today)) is not None:
            results[place] = _refused(field, "IN_THE_FUTURE", FUTURE)
        elif not _within(context, entry, None if present is None else present.region_id):
            results[place] = _refused(
                "region_code", "FORBIDDEN", "Baris ini di luar wilayah kewenangan Anda."
            )
        elif entry.facts["nik"] is None and entry.legal_entity_key is None:
            results[place] = _refused("nik", "LEGAL_ID_MISSING", LEGAL_ID_MISSING)
        elif match.fault:
            results[place] = _refused(match.field, match.fault, match.explanation)
        elif place in twins:
            message = "Koperasi ini sudah ada di baris sebelumnya."
            results[place] = _refused("name", "ROW_REPEATED", message)
        elif present is not None:
            former = present.region_id
            changed = await correct(context, present, entry)
            if changed:
                changes += [(present.id, present.region_id), (present.id, former)]
            results[place] = RowResult(RowAction.UPDATED if changed else RowAction.UNCHANGED, str(present.id))
        else:
            fresh.append(place)
    keys = await create_many(context, [entries[place] for place in fresh])
    for place, key in zip(fresh, keys, strict=True):
        results[place] = RowResult(RowAction.CREATED, str(key))
        changes.append((key, entries[place].region_code))
    await announce(changes)
    return [results[place] for place in range(len(entries))]


async def _held(matches: Sequence[Match[Cooperative]]) -> dict[int, Cooperative]:
    """The matched cooperatives as they are now, held against other writers (in the order of keys, as everywhere)."""
    keys = sorted({match.cooperative.id for match in matches if match.cooperative is not None})
    if not keys:
        return {}
    return {one.id: one for one in await Cooperative.filter(id__in=keys).order_by("id").select_for_update()}


def _within(context: CommandContext, entry: Entry, stored_region: str | None) -> bool:
    """Whether the actor may write both where the row says and where the record is."""
    held = context.actor.regions(WRITE)
    if "" in held:
        return True
    places = [code for code in (entry.region_code, stored_region) if code is not None]
    return bool(places) and all(context.actor.may(WRITE, code) for code in places)


def _refused(field: str, code: str, message: str) -> RowResult:
    return refused_row([Problem(field, code, message)])
