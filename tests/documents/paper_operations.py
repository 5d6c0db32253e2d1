"""The operations of papers and reports, as an officer's app and a passer-by send them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol


class Asking(Protocol):
    """Somebody who asks by the names of operations."""

    async def run(self, operation: str, **variables: Any) -> Any: ...

    async def write(self, operation: str, **given: Any) -> Any: ...


async def run_paper_operations(
    officer: Asking,
    anyone: Asking,
    work: Callable[[], Awaitable[None]],
    fetch: Callable[[str], Awaitable[bytes]],
) -> None:
    """A number taken, checked by anyone, withdrawn; the register as data and as a file."""
    await officer.write(
        "SetPaperNumbering",
        kind="letter",
        pattern="005/{urut:3}/{romawi}/{tahun}",
        effectiveOn="2020-01-01",
        source="Surat edaran 1",
    )
    patterns = (await officer.run("PaperNumberings"))["nodes"]
    assert "005/{urut:3}/{romawi}/{tahun}" in [each["pattern"] for each in patterns]
    given = {"subject": "Undangan rapat", "recipient": "Siti Aminah", "issuedOn": "2025-11-03"}
    paper = (await officer.write("TakePaperNumber", **given))["issuedPaper"]
    assert paper["number"] == "005/001/XI/2025"
    seen = await anyone.run("VerifyPaper", code=paper["code"].lower().replace("0", "o"))
    assert (seen["number"], seen["name"], seen["isValid"]) == (paper["number"], "S••• A•••", True)
    await officer.write("WithdrawPaper", paperId=paper["id"], reason="Salah tanggal")
    assert not (await anyone.run("VerifyPaper", code=paper["code"]))["isValid"]
    assert (await officer.run("IssuedPapers"))["totalCount"] == 1

    assert "core.paper_register" in [each["name"] for each in await officer.run("Reports")]
    period = {"firstDay": "2025-01-01", "lastDay": "2025-12-31"}
    content = await officer.run("ReportTables", name="core.paper_register", **period)
    (row,) = content["sections"][1]["table"]["rows"]
    assert row["values"] == [
        1,
        "005/001/XI/2025",
        "2025-11-03",
        "Surat",
        "S••• A•••",
        "Undangan rapat",
        "ditarik",
    ]
    asked = await officer.write("PrintReport", report="core.paper_register", form="PDF", **period)
    assert asked["printedReport"]["file"] is None
    await work()
    printed = await officer.run("PrintedReport", id=asked["printedReport"]["id"])
    assert (printed["state"], printed["error"]) == ("DONE", None)
    assert (await fetch(printed["file"]["downloadPath"]))[:5] == b"%PDF-"
    assert [each["id"] for each in (await officer.run("PrintedReports"))["nodes"]] == [printed["id"]]
