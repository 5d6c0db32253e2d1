"""The 45 rows of the office's four tables as timelines: what is blank there is taken from the row above, and told."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kopukm_core.programmes import (
    Anchor,
    Programme,
    ProgrammeDocument,
    ProgrammeUnit,
    StepTemplate,
    Timeline,
)

TABLE = Path(__file__).parents[1] / "data/timelines/timelines.csv"
UNIT = ProgrammeUnit("first_unit", "Bidang Pertama")
TEAMS = tuple(
    ProgrammeUnit(f"team_{name}", f"Regu {name}", is_team=True) for name in ("humas", "acara", "pubdisdok")
)

COLUMNS = {"offset_from": "offset_from_days", "offset_to": "offset_to_days"}
_WHEN = ("anchor", "offset_from", "offset_to", "time_from", "time_to")
"""What a row takes over together: whoever leaves the anchor blank is on the day, and at the time, of the row above."""


def rows() -> dict[str, list[dict[str, str]]]:
    """The rows by programme, in their order."""
    found: dict[str, list[dict[str, str]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["programme"], []).append(row)
    return found


def cell(row: Mapping[str, str], field: str) -> str:
    """What the table says of a field of a template; empty where it is blank."""
    return row[COLUMNS.get(field, field)]


def timeline_of(name: str) -> Timeline:
    """The timeline of one of the four, as a plugin would write it down."""
    steps: list[StepTemplate] = []
    above: dict[str, str] = {}
    for position, row in enumerate(rows()[name], start=1):
        said = {field: cell(row, field) for field in (*_WHEN, "place", "parties", "tools")}
        taken = [field for field in ("place", "parties", "tools") if not said[field] and above.get(field)]
        if not said["anchor"]:
            taken += [field for field in _WHEN if above.get(field)]
        said |= {field: above[field] for field in taken}
        above = said
        team = re.search(r"\((Humas|Acara|Pubdisdok)\)", said["parties"])
        steps.append(
            StepTemplate(
                key=f"step_{position}",
                number=row["no"],
                phase=row["phase"],
                title=row["title_id"],
                anchor=Anchor[said["anchor"]],
                offset_from=int(said["offset_from"] or 0),
                offset_to=int(said["offset_to"] or 0),
                time_from=said["time_from"],
                time_to=said["time_to"],
                team=f"team_{team[1].lower()}" if team else "",
                place=said["place"],
                parties=said["parties"],
                tools=said["tools"],
                inferred=tuple(sorted(taken)),
            )
        )
    return Timeline(1, date(2020, 1, 1), "Tahapan Kegiatan", tuple(steps))


def programme_of(name: str) -> Programme:
    """One of the four as the programme of a made plugin."""
    return Programme(
        name=f"garden.{name}",
        title=f"Program {name}",
        unit=UNIT,
        teams=TEAMS,
        permission="garden.write",
        document=ProgrammeDocument(version=1, title=name, source="SOP"),
        timelines=(timeline_of(name),),
    )
