"""Noting prospects, one or the rows of a sheet: new ones are made, known ones learn what is told now."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.commands import CommandContext, RowAction, RowResult, refused_row
from kopukm_core.db import connection, hold, search_text, sort_key
from kopukm_core.errors import Problem
from kopukm_core.parties import ContactKind, PartyKind, add_contact_point, contact_points_of, create_party
from kopukm_core.regions.codes import is_within
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outreach.prospects.finding import noted_as, recorded_as
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.outreach.prospects.telling import Told
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.matching import hold_registry
from kopukm_siopik.rules.names import name_key

LOCK = "siopik.prospects"
"""Held by whoever notes prospects: two of them never note one twice."""


def already_registered(cooperative: Cooperative) -> str:
    """The sentence for a prospect that the registry holds."""
    return (
        f"Sudah tercatat di registri sebagai {cooperative.name!r} (nomor {cooperative.id}). Bila itu koperasi lain, "
        "tambahkan pembeda pada namanya."
    )


async def hold_prospects() -> None:
    """Until this transaction ends nobody else notes a prospect or enters a cooperative."""
    await hold_registry()
    await hold(LOCK)


async def note_one(context: CommandContext, told: Told) -> Prospect:
    """Make the prospect with its party and the ways to reach it, audited."""
    party = await create_party(
        connection(),
        kind=PartyKind.ORGANISATION,
        name=told.name,
        region_code=told.region_code,
        plugin="siopik",
    )
    prospect = await Prospect.create(
        party_id=party.id,
        region_id=told.region_code,
        name=party.name,
        name_key=name_key(party.name),
        sort_key=sort_key(party.name),
        search_text=search_text(party.name),
        nik=told.nik,
        legal_entity_number=told.legal_entity_number,
        legal_entity_key=told.legal_entity_key,
        told_by=told.told_by,
        note=told.note or "",
        noted_at=clock.now(),
    )
    await _add_contacts(prospect, told)
    await context.audit("create", prospect)
    return prospect


async def note_many(context: CommandContext, rows: Sequence[Told]) -> list[RowResult]:
    """The answer to each row, in order."""
    await hold_prospects()
    recorded = await recorded_as(rows, context.today)
    results: list[RowResult] = []
    for told, cooperative in zip(rows, recorded, strict=True):
        if not context.actor.may(WRITE, told.region_code):
            results.append(_refused("region_code", "FORBIDDEN", "Baris ini di luar wilayah kewenangan Anda."))
        elif cooperative is not None:
            results.append(_refused("name", "ALREADY_REGISTERED", already_registered(cooperative)))
        else:
            results.append(await _noted(context, told))
    return results


async def _noted(context: CommandContext, told: Told) -> RowResult:
    (known,) = await noted_as([told])
    if known is None:
        return RowResult(RowAction.CREATED, str((await note_one(context, told)).id))
    if not context.actor.may(WRITE, known.region_id):
        return _refused(
            "region_code", "FORBIDDEN", f"Calon nomor {known.id} di luar wilayah kewenangan Anda."
        )
    if known.state is ProspectState.DROPPED:
        message = f"Calon ini sudah dihentikan (nomor {known.id}): {known.ended_because}"
        return _refused("name", "PROSPECT_DROPPED", message)
    changed = await _learn(context, known, told)
    return RowResult(RowAction.UPDATED if changed else RowAction.UNCHANGED, str(known.id))


async def _learn(context: CommandContext, prospect: Prospect, told: Told) -> bool:
    """Take over what is told anew; a blank erases nothing, and a wider place makes none wider."""
    values = {
        "nik": told.nik,
        "legal_entity_number": told.legal_entity_number,
        "legal_entity_key": told.legal_entity_key,
        "told_by": told.told_by,
        "note": told.note,
        "region_id": None if is_within(prospect.region_id, told.region_code) else told.region_code,
    }
    changes = {
        name: (getattr(prospect, name), value)
        for name, value in values.items()
        if value is not None and value != getattr(prospect, name)
    }
    added = await _add_contacts(prospect, told)
    if changes:
        for name, (_, value) in changes.items():
            setattr(prospect, name, value)
        await prospect.save(update_fields=list(changes))
    if changes or added:
        await context.audit("update", prospect, changes)
    return bool(changes) or added


async def _add_contacts(prospect: Prospect, told: Told) -> bool:
    """Add the ways to reach it that are not known yet; whether any was."""
    given = [(ContactKind.PHONE, told.phone), (ContactKind.EMAIL, told.email)]
    if not any(value for _, value in given):
        return False
    before = len(await contact_points_of(connection(), prospect.party_id))
    for kind, value in given:
        if value:
            await add_contact_point(connection(), prospect.party_id, kind, value)
    return len(await contact_points_of(connection(), prospect.party_id)) > before


def _refused(field: str, code: str, message: str) -> RowResult:
    return refused_row([Problem(field, code, message)])
