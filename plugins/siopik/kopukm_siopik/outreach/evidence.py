"""Evidence that the records themselves give for steps of the cycle."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.programmes import EvidenceCheck, EvidenceFound
from kopukm_core.scheduling.activities import ActivityKind
from kopukm_siopik.outreach.cohort import (
    AFTER,
    CohortMember,
    began_at,
    cohort_of,
    ended_activities,
    parties_present,
    updated_since,
)

NAMED = 5
"""So many names are written out; the rest is counted."""


async def data_entered(cycle_id: int) -> EvidenceFound:
    """H+1: every cooperative that was guided is recorded, and something was recorded of it since the day H."""
    cohort = await cohort_of(cycle_id)
    if not cohort:
        return EvidenceFound(False, "Belum ada peserta yang tercatat hadir pada hari H.")
    updated = await updated_members(cycle_id, cohort)
    waiting = [one for one in cohort if one.party_id not in updated]
    text = f"{len(updated)} dari {len(cohort)} peserta hari H memperbarui datanya sejak hari itu"
    return EvidenceFound(not waiting, f"{text}{_named('; belum', waiting)}.")


async def training_attended(cycle_id: int) -> EvidenceFound:
    """H+7: cooperatives of the cohort took part in an activity or a training of the cycle."""
    cohort = await cohort_of(cycle_id)
    if not cohort:
        return EvidenceFound(False, "Belum ada peserta yang tercatat hadir pada hari H.")
    trained = await parties_present(cycle_id, AFTER)
    there = [one for one in cohort if one.party_id in trained]
    share = f"{len(there)} dari {len(cohort)} peserta hari H mengikuti kegiatan atau pelatihan"
    return EvidenceFound(
        bool(there), f"{share}{_named('; belum', [one for one in cohort if one not in there])}."
    )


async def outreach_held(cycle_id: int) -> EvidenceFound:
    """H, 08.00: the outreach was held, and somebody's attendance is recorded."""
    return await _held(cycle_id, ActivityKind.OUTREACH)


async def guidance_held(cycle_id: int) -> EvidenceFound:
    """H, 09.00: the guidance was held, and somebody's attendance is recorded."""
    return await _held(cycle_id, ActivityKind.GUIDANCE)


async def _held(cycle_id: int, kind: ActivityKind) -> EvidenceFound:
    """Not before its end: while people still come, nothing is over."""
    word = kind.label.lower()
    held = await ended_activities(cycle_id, kind)
    if not held:
        return EvidenceFound(False, f"Belum ada {word} siklus ini yang sudah berlangsung.")
    present = len(await parties_present(cycle_id, (kind,)))
    if not present:
        return EvidenceFound(False, f"Belum ada yang tercatat hadir di {word}.")
    return EvidenceFound(True, f"{present} pihak tercatat hadir di {word}: {', '.join(held)}.")


async def updated_members(cycle_id: int, cohort: Sequence[CohortMember]) -> set[int]:
    """The parties of the cohort of which something was recorded since the first session of the day H began."""
    start = await began_at(cycle_id)
    recorded = {one.cooperative_id: one.party_id for one in cohort if one.cooperative_id is not None}
    return {recorded[key] for key in await updated_since(list(recorded), start)} if start else set()


def _named(word: str, members: Sequence[CohortMember]) -> str:
    if not members:
        return ""
    names = ", ".join(one.name for one in members[:NAMED])
    more = len(members) - NAMED
    return f"{word}: {names}{f', dan {more} lagi' if more > 0 else ''}"


OUTREACH_HELD = EvidenceCheck("siopik.outreach_held", "Kehadiran di penyuluhan tercatat", outreach_held)
GUIDANCE_HELD = EvidenceCheck("siopik.guidance_held", "Kehadiran di bimbingan tercatat", guidance_held)
DATA_ENTERED = EvidenceCheck(
    "siopik.data_entered", "Peserta hari H yang memperbarui datanya sejak hari itu", data_entered
)
TRAINING_ATTENDED = EvidenceCheck(
    "siopik.training_attended", "Peserta hari H yang mengikuti kegiatan atau pelatihan", training_attended
)
