"""Yearly reports: one that holds per cooperative and book year; corrections keep the former row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import CommandContext, RowAction, RowResult, audit_many
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_core.errors import Problem
from kopukm_siopik.models import Cooperative, YearlyReport
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.meetings import Meeting, check_meeting, has_not_been, store_meetings

FIGURES = (
    "members_male",
    "members_female",
    "prospective_members",
    "employees",
    "managers",
    "equity",
    "external_capital",
    "assets",
    "business_volume",
    "surplus",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of one book year; None is "not told"."""

    cooperative_id: int
    year: int
    values: Mapping[str, Any]
    annual_meeting_on: date | None

    @staticmethod
    def of(command: Any) -> Figures:
        """The figures that a command's input holds."""
        values = {name: getattr(command, name) for name in FIGURES}
        return Figures(command.cooperative_id, command.year, values, command.annual_meeting_on)

    @property
    def meeting(self) -> Meeting | None:
        if self.annual_meeting_on is None:
            return None
        return Meeting(self.cooperative_id, self.year, self.annual_meeting_on)

    @property
    def is_empty(self) -> bool:
        return all(value is None for value in self.values.values())

    def check(self, context: CommandContext) -> None:
        """Refuse a year that is not over, and a meeting that has not been."""
        if self.year >= context.today.year:
            context.refuse("year", "YEAR_NOT_OVER", f"Tahun buku {self.year} belum berakhir.")
        if self.is_empty and self.annual_meeting_on is None:
            context.refuse("year", "REPORT_EMPTY", "Isi paling sedikit satu angka atau tanggal RAT.")
        if self.meeting is not None:
            check_meeting(context, self.meeting, "annual_meeting_on")


async def store_report(context: CommandContext, figures: Figures) -> YearlyReport:
    """Store the report, in place of the present one of that year; what is not told stays as it was."""
    await _store(context, [figures])
    return await YearlyReport.get(cooperative_id=figures.cooperative_id, year=figures.year, is_current=True)


async def store_reports(context: CommandContext, told: Sequence[Figures]) -> list[RowResult]:
    """The answer to each report of an import, in order. Of two for one year, the later is refused."""
    wanted = sorted({one.cooperative_id for one in told})
    places = {
        one.id: one for one in await Cooperative.filter(id__in=wanted).order_by("id").select_for_update()
    }
    results: dict[int, RowResult] = {}
    good: dict[tuple[int, int], int] = {}
    for place, one in enumerate(told):
        cooperative = places.get(one.cooperative_id)
        if cooperative is None:
            results[place] = _refused(
                "cooperative_id", "NOT_FOUND", f"Koperasi nomor {one.cooperative_id} tidak ada."
            )
        elif one.year >= context.today.year:
            results[place] = _refused("year", "YEAR_NOT_OVER", f"Tahun buku {one.year} belum berakhir.")
        elif one.meeting is not None and has_not_been(one.meeting, context.today):
            results[place] = _refused("annual_meeting_on", "IN_THE_FUTURE", "Tanggal RAT belum tiba.")
        elif not _may_write(context, cooperative):
            results[place] = _refused(
                "cooperative_id", "FORBIDDEN", "Koperasi ini di luar wilayah kewenangan Anda."
            )
        elif (one.cooperative_id, one.year) in good:
            results[place] = _refused(
                "year", "REPORT_REPEATED", f"Tahun buku {one.year} sudah ada di berkas ini."
            )
        else:
            good[one.cooperative_id, one.year] = place
    actions = await _store(context, [told[place] for place in good.values()])
    for place, (action, key) in zip(good.values(), actions, strict=True):
        results[place] = RowResult(action, str(key))
    await announce(
        (told[place].cooperative_id, places[told[place].cooperative_id].region_id)
        for place, (action, _) in zip(good.values(), actions, strict=True)
        if action is not RowAction.UNCHANGED
    )
    return [results[place] for place in range(len(told))]


async def _store(context: CommandContext, told: Sequence[Figures]) -> list[tuple[RowAction, int]]:
    current = {
        (one.cooperative_id, one.year): one
        for one in await YearlyReport.filter(
            cooperative_id__in=sorted({one.cooperative_id for one in told}), is_current=True
        )
    }
    met = await store_meetings(context, [one.meeting for one in told if one.meeting is not None])
    moment = clock.now()
    answers: list[tuple[RowAction, int]] = []
    fresh: list[tuple[int, Figures, dict[str, Any]]] = []
    replaced: list[int] = []
    keys = iter(await reserve_ids(YearlyReport, len(told)))
    for one in told:
        stored = current.get((one.cooperative_id, one.year))
        values = _together(stored, one)
        if stored is not None and values == {name: getattr(stored, name) for name in FIGURES}:
            changed = (one.cooperative_id, one.year) in met
            answers.append((RowAction.UPDATED if changed else RowAction.UNCHANGED, stored.id))
            continue
        key = next(keys)
        fresh.append((key, one, values))
        if stored is not None:
            replaced.append(stored.id)
        answers.append((RowAction.CREATED if stored is None else RowAction.UPDATED, key))
    if replaced:
        await YearlyReport.filter(id__in=replaced).update(replaced_at=moment, is_current=False)
    await copy_rows(
        YearlyReport,
        ("id", "cooperative_id", "year", "effective_on", "recorded_at", "is_current", *FIGURES),
        [
            (key, one.cooperative_id, one.year, date(one.year, 12, 31), moment, True, *values.values())
            for key, one, values in fresh
        ],
    )
    await audit_many(context, "create", YearlyReport, [key for key, _, _ in fresh])
    return answers


def _together(stored: YearlyReport | None, told: Figures) -> dict[str, Any]:
    """The figures told, and where none was, those that are stored."""
    return {
        name: value if value is not None or stored is None else getattr(stored, name)
        for name, value in told.values.items()
    }


def _may_write(context: CommandContext, cooperative: Cooperative) -> bool:
    if cooperative.party_id in context.actor.party_ids:
        return True
    held = context.actor.regions(WRITE)
    return "" in held or (
        cooperative.region_id is not None and context.actor.may(WRITE, cooperative.region_id)
    )


def _refused(field: str, code: str, message: str) -> RowResult:
    return RowResult(RowAction.REFUSED, problems=(Problem(field, code, message),))
