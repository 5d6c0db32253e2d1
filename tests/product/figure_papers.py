"""The figures of an answer, number by number, in the papers and workbooks that people are given of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import python_calamine

from kopukm_core.papers.report import WITHHELD_MARK
from kopukm_core.platform import Platform
from kopukm_siopik.figures.report_tables import NOT_ASSESSED
from product.registry_office import Person, work
from read_papers import pages_of

SINCE, YEAR_END = "2021-01-01", "2025-12-31"


def number(value: int | None) -> str:
    """A count as papers write it; marked where it is not told."""
    return WITHHELD_MARK if value is None else f"{value:,}".replace(",", ".")


def share(value: float | None) -> str:
    """A share as papers write it, to two decimals."""
    assert value is not None
    return f"{value * 100:.2f}%".replace(".", ",")


def cells(figures: dict[str, Any]) -> list[Any]:
    """The figures in the order of the columns of the reports."""
    return [
        figures["registered"],
        figures["activeDeclared"],
        figures["activeComputed"],
        figures["activeComputedShare"],
        figures["awaitingMeeting"],
        figures["met"],
        figures["assessed"],
        figures["healthy"],
        NOT_ASSESSED if figures["assessed"] == 0 else figures["healthyShare"],
        figures["dissolved"],
    ]


def printed(values: list[Any]) -> str:
    """These cells as a line of a paper."""
    return " ".join(
        one if isinstance(one, str) else share(one) if isinstance(one, float) else number(one)
        for one in values
    )


def in_sheet(values: list[Any]) -> list[Any]:
    """These cells as a workbook has them."""
    return [
        WITHHELD_MARK if one is None else round(one * 100, 2) if isinstance(one, float) else one
        for one in values
    ]


async def paper(platform: Platform, person: Person, report: str, form: str, place: str) -> bytes:
    """A report of the place that this person asked for, made by the job, and fetched."""
    period = {"firstDay": SINCE, "lastDay": YEAR_END}
    asked = await person.write("PrintReport", report=report, form=form, regionCode=place, **period)
    await work(platform)
    made = (await person.run("PrintedReport", id=asked["printedReport"]["id"]))["printedReport"]
    assert (made["state"], made["error"]) == ("DONE", None)
    return await person.fetch(made["file"]["downloadPath"])


def lines_of(data: Any) -> list[tuple[str, list[Any]]]:
    """The names and cells of a table by kecamatan, its total last."""
    rows = [(one["regionName"], cells(one["figures"])) for one in data["siopik"]["statistics"]["rows"]]
    return [*rows, ("Jumlah", cells(data["siopik"]["statistics"]["total"]))]


def check_lines(data: Any, content: bytes) -> None:
    """The paper has the statistics that were answered."""
    text = " ".join(pages_of(content))
    for name, values in lines_of(data):
        assert f"{name} {printed(values)}" in text


async def check_papers(platform: Platform, person: Person, data: Any, place: str, folder: Path) -> None:
    """The papers that this person is given of the place have these figures, number by number."""
    check_lines(data, await paper(platform, person, "siopik.statistics", "PDF", place))
    growth = " ".join(pages_of(await paper(platform, person, "siopik.growth", "PDF", place)))
    for point in data["siopik"]["growth"]["points"]:
        assert printed([point["founded"], point["dissolved"], *cells(point["figures"])]) in growth
    content = await paper(platform, person, "siopik.statistics", "XLSX", place)
    book = python_calamine.load_workbook(_file(folder, content))
    sheet = {row[1]: row[2:] for row in book.get_sheet_by_index(0).to_python()}
    for name, values in lines_of(data):
        assert sheet[name] == in_sheet(values)


def _file(folder: Path, content: bytes) -> str:
    (folder / "angka.xlsx").write_bytes(content)
    return str(folder / "angka.xlsx")
