"""What people send of regions and cooperatives, by the names of operations."""

from __future__ import annotations

from typing import Any

from documents.session import Session

DESA = "32.01.07.2001"
COUNTS = (
    "CooperativeTotal",
    *(f"CooperativesBy{name}" for name in ("Status", "Form", "Kind", "Pattern", "Grade", "Certificate")),
    *(f"CooperativesBy{name}" for name in ("Group", "Sector", "Region", "RegionAndStatus")),
)


async def ask_regions(anyone: Session) -> None:
    """Search, one region, its children, its boundary."""
    found = await anyone.run("SearchRegions", text="gunung putri", level="DISTRICT")
    assert found[0]["code"] == "32.01.02"
    assert (await anyone.run("Region", code=DESA))["ancestors"]
    assert (await anyone.run("RegionChildren", code="32.01"))["children"]["totalCount"] == 40
    await anyone.run("RegionBoundary", code="32.01")


async def ask_cooperatives(siti: Session) -> Any:
    """One cooperative, registered, corrected, reported of and counted."""
    given = {"name": "KSU Mekar Jaya", "nik": "3201010010001", "regionCode": DESA, "kind": "CONSUMER"}
    made = (await siti.write("RegisterCooperative", **given))["cooperative"]
    corrected = await siti.write("CorrectCooperative", cooperativeId=made["id"], phone="0215550123")
    assert corrected["cooperative"]["phone"] == "+62215550123"
    await siti.write("ReportYear", cooperativeId=made["id"], year=2025, membersMale=12, assets=1_250_000)
    await siti.write("ReportAnnualMeeting", cooperativeId=made["id"], year=2025, heldOn="2026-03-01")
    listed = await siti.run("Cooperatives", search="mekar")
    assert [each["id"] for each in listed["cooperatives"]["nodes"]] == [made["id"]]
    seen = (await siti.run("Cooperative", id=made["id"]))["cooperative"]
    assert (seen["yearlyReports"][0]["assets"], seen["annualMeetings"][0]["year"]) == (1_250_000, 2025)
    assert (await siti.run("CooperativesOfRegion", code="32.01.07"))["cooperativeCount"] == 1
    for name in COUNTS:
        assert (await siti.run(name))["cooperativeCounts"]["total"] == 1
    assert (await siti.run("YearlyReports"))["yearlyReports"]["totalCount"] == 1
    assert (await siti.run("AnnualMeetings"))["annualMeetings"]["totalCount"] == 1
    return seen
