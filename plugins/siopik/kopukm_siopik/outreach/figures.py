"""The figures that fill the evaluation of a cycle in, each with what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.programmes import CycleFigure
from kopukm_core.scheduling.activities import TargetState
from kopukm_core.scheduling.cycles.models import CycleStep
from kopukm_core.settings import load_settings
from kopukm_core.values.dates import short_date
from kopukm_siopik.outreach.cohort import AFTER, AT_H, cohort_of, parties_present
from kopukm_siopik.outreach.evidence import TRAINING_ATTENDED, updated_members


@dataclass(frozen=True, slots=True)
class CycleMeasure:
    """A count of a cycle, out of how many where it is a share; `text` is what an evaluation prints."""

    name: str
    title: str
    count: int
    of: int | None
    definition: str
    written: str = ""

    @property
    def share(self) -> float | None:
        """0 to 1; None where there is nothing to share."""
        return self.count / self.of if self.of else None

    @property
    def text(self) -> str:
        """The count in words: "2 dari 4 (50 %)"."""
        if self.written or self.of is None:
            return self.written or str(self.count)
        return f"{self.count} dari {self.of}" + (f" ({self.count * 100 // self.of} %)" if self.of else "")


async def cycle_figures(cycle_id: int) -> list[CycleFigure]:
    """What a cycle of SI OPIK SEHAT came to, as far as it is recorded now, as its evaluation keeps it."""
    return [
        CycleFigure(one.name, one.title, one.text, one.definition) for one in await cycle_measures(cycle_id)
    ]


async def cycle_measures(cycle_id: int) -> list[CycleMeasure]:
    """What a cycle came to, as far as it is recorded now. A fixed number of statements."""
    cohort = await cohort_of(cycle_id)
    updated = await updated_members(cycle_id, cohort)
    trained = await parties_present(cycle_id, AFTER)
    last_day = await training_until(cycle_id)
    in_time = (
        trained if last_day is None else await parties_present(cycle_id, AFTER, before=_end_of(last_day))
    )
    targets, invited = await _targets(cycle_id)
    before, after, measured = await _completeness(cycle_id)
    there = len(cohort)
    until = "H+7" if last_day is None else short_date(last_day)
    return [
        CycleMeasure("targets", "Sasaran", targets, None, "Pihak yang diusulkan sebagai sasaran hari H."),
        CycleMeasure("invited", "Diundang", invited, None, "Sasaran yang undangannya ditulis."),
        CycleMeasure(
            "attended",
            "Hadir pada hari H",
            there,
            None,
            "Pihak yang tercatat hadir di penyuluhan atau bimbingan.",
        ),
        CycleMeasure(
            "recorded",
            "Hadir dan tercatat di registri",
            sum(one.cooperative_id is not None for one in cohort),
            there,
            "Peserta hari H yang koperasinya tercatat sekarang.",
        ),
        CycleMeasure(
            "updated",
            "Data diperbarui",
            len(updated),
            there,
            "Peserta hari H yang datanya dicatat atau diperbaiki sejak sesi pertama dimulai.",
        ),
        CycleMeasure(
            "completeness",
            "Kelengkapan sebelum dan sesudah bimbingan",
            measured,
            None,
            f"Rata-rata nilai kelengkapan (0 sampai 100) {measured} koperasi yang diukur, menurut aturan "
            "kelengkapan yang berlaku saat diukur.",
            f"{before} → {after}" if measured else "belum diukur",
        ),
        CycleMeasure(
            "trained_in_time",
            f"Mengikuti kegiatan atau pelatihan sampai {until}",
            sum(one.party_id in in_time for one in cohort),
            there,
            "Peserta hari H yang hadir di kegiatan atau pelatihan siklus ini yang mulai sampai hari itu, tenggat "
            "langkah pelatihan.",
        ),
        CycleMeasure(
            "trained",
            "Mengikuti kegiatan atau pelatihan",
            sum(one.party_id in trained for one in cohort),
            there,
            "Peserta hari H yang hadir di kegiatan atau pelatihan siklus ini, kapan pun.",
        ),
    ]


async def training_until(cycle_id: int) -> date | None:
    """The last day of the step in which the cohort is to be trained: H+7 unless it was moved."""
    step = await CycleStep.filter(cycle_id=cycle_id, template__evidence_check=TRAINING_ATTENDED.name).first()
    return None if step is None else step.due_until


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), load_settings().time_zone)


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
