"""The figures that fill the evaluation of a cycle in, each with what it counts."""

from __future__ import annotations

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.programmes import CycleFigure
from kopukm_core.scheduling.activities import TargetState
from kopukm_siopik.outreach.cohort import AFTER, AT_H, cohort_of, parties_present
from kopukm_siopik.outreach.evidence import updated_members


async def cycle_figures(cycle_id: int) -> list[CycleFigure]:
    """What a cycle of SI OPIK SEHAT came to, as far as it is recorded now."""
    cohort = await cohort_of(cycle_id)
    updated = await updated_members(cycle_id, cohort)
    trained = await parties_present(cycle_id, AFTER)
    targets, invited = await _targets(cycle_id)
    before, after, measured = await _completeness(cycle_id)
    there = len(cohort)
    return [
        CycleFigure("targets", "Sasaran", str(targets), "Pihak yang diusulkan sebagai sasaran hari H."),
        CycleFigure("invited", "Diundang", str(invited), "Sasaran yang undangannya ditulis."),
        CycleFigure(
            "attended",
            "Hadir pada hari H",
            str(there),
            "Pihak yang tercatat hadir di penyuluhan atau bimbingan.",
        ),
        CycleFigure(
            "recorded",
            "Hadir dan tercatat di registri",
            _share(sum(one.cooperative_id is not None for one in cohort), there),
            "Peserta hari H yang koperasinya tercatat sekarang.",
        ),
        CycleFigure(
            "updated",
            "Data diperbarui",
            _share(len(updated), there),
            "Peserta hari H yang datanya dicatat atau diperbaiki sejak sesi pertama dimulai.",
        ),
        CycleFigure(
            "completeness",
            "Kelengkapan sebelum dan sesudah bimbingan",
            f"{before} → {after}" if measured else "belum diukur",
            f"Rata-rata nilai kelengkapan (0 sampai 100) {measured} koperasi yang diukur, menurut aturan "
            "kelengkapan yang berlaku saat diukur.",
        ),
        CycleFigure(
            "trained",
            "Mengikuti kegiatan atau pelatihan",
            _share(sum(one.party_id in trained for one in cohort), there),
            "Peserta hari H yang hadir di kegiatan atau pelatihan siklus ini.",
        ),
    ]


async def _targets(cycle_id: int) -> tuple[int, int]:
    """Parties proposed for the day H, and those of them that were invited."""
    parameters = Parameters(dialect())
    dropped, proposed = (parameters.add(state.value) for state in (TargetState.DROPPED, TargetState.PROPOSED))
    (found,) = await rows(
        f"SELECT COUNT(DISTINCT t.party_id) AS targets, COUNT(DISTINCT CASE WHEN t.state <> {proposed} "
        "THEN t.party_id END) AS invited FROM activity_target t JOIN activity a ON a.id = t.activity_id"
        f" WHERE a.cycle_id = {parameters.add(cycle_id)} AND t.state <> {dropped}"
        f" AND a.kind IN ({parameters.add_all([kind.value for kind in AT_H])})",
        parameters,
    )
    return int(found["targets"]), int(found["invited"])


async def _completeness(cycle_id: int) -> tuple[int, int, int]:
    """Mean completeness before and after, rounded down, and of how many."""
    parameters = Parameters(dialect())
    (found,) = await rows(
        "SELECT COALESCE(SUM(g.before), 0) AS before, COALESCE(SUM(g.after), 0) AS after, COUNT(*) AS measured"
        " FROM siopik_guided_completion g JOIN activity a ON a.id = g.activity_id"
        f" WHERE a.cycle_id = {parameters.add(cycle_id)} AND g.after IS NOT NULL",
        parameters,
    )
    measured = int(found["measured"])
    return (
        int(found["before"]) // (measured or 1),
        int(found["after"]) // (measured or 1),
        measured,
    )


def _share(part: int, whole: int) -> str:
    return f"{part} dari {whole}" + (f" ({part * 100 // whole} %)" if whole else "")
