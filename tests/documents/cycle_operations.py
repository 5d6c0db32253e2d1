"""What officers send of programmes and cycles, by the names of operations."""

from __future__ import annotations

from typing import Any, Protocol

import pytest

BASIS = "Peraturan Pemerintah (PP) Nomor 38 Tahun 2017 tentang Inovasi Daerah"


class Asking(Protocol):
    """Somebody who asks by the names of operations, and remembers which."""

    asked: set[str]

    async def run(self, operation: str, **variables: Any) -> Any: ...

    async def write(self, operation: str, **given: Any) -> Any: ...


async def ask_programmes(siti: Asking) -> None:
    """Units, officials, letterhead and the SOP."""
    unit = (await siti.write("AddUnit", key="regu", name="Regu Lapangan", isTeam=True))["unit"]
    await siti.write("ChangeUnit", unitId=unit["id"], stepsPerDay=5)
    await siti.write("SetCycleLimit", programme="siopik", cyclesInFlight=4)
    units = {each["key"]: each for each in (await siti.run("Units"))["nodes"]}
    assert (units["regu"]["stepsPerDay"], units["kpk"]["isTeam"]) == (5, False)
    office = await siti.run("OfficeOnDay", day="2027-01-04")
    assert office["signedAs"] == "Plh. Kepala Dinas Koperasi, Usaha Kecil dan Menengah Kabupaten Bogor"
    assert office["address"].startswith("Jalan KSR Dadi Kusmayadi")
    made = {"name": "Asep S.E.", "title": "Kepala Dinas", "capacity": "DEFINITIVE", "startsOn": "2027-02-01"}
    official = (await siti.write("RecordOfficial", **made))["official"]
    await siti.write("EndOfficial", officialId=official["id"], endsOn="2027-12-31")
    assert [each["nip"] for each in await siti.run("Officials")] == ["197207072005012009", ""]
    await siti.write("RecordLetterhead", name="Dinas Baru", address="Jalan Baru 1", effectiveOn="2028-01-01")
    assert len(await siti.run("Letterheads")) == 2
    assert [each["name"] for each in (await siti.run("Programmes"))["nodes"]] == ["siopik"]
    revised = {"programme": "siopik", "changeNote": "Diberi nomor", "number": "067/12"}
    await siti.write("ReviseProgrammeDocument", **revised)
    await siti.write("NoteLegalBasis", programme="siopik", text=BASIS, note="Masih berlaku.")
    assert (await siti.run("ProgrammeDocument", name="siopik"))["id"]


async def ask_cycles(siti: Asking) -> None:
    """A year, a cycle, its steps to the evaluation, and what the office looks at."""
    year = (await siti.write("PlanYear", programme="siopik", year=2028, rule="Selasa kedua"))["result"]
    assert (year["cycleCount"], len(year["cycles"])) == (12, 12)
    cycle = (await siti.write("PlanCycle", programme="siopik", heldOn="2026-03-10"))["programmeCycle"]
    moved = (await siti.write("MoveCycle", cycleId=cycle["id"], heldOn="2026-03-12"))["programmeCycle"]
    assert moved["title"] == "SI OPIK SEHAT, 12 Maret 2026"
    seen = (await siti.run("ProgrammeCycle", id=cycle["id"]))["steps"]
    assert [step["colour"] for step in seen] == ["LATE"] * 6
    first, second = seen[0]["id"], seen[1]["id"]
    await siti.write("CompleteStep", stepId=first, evidenceLink="https://contoh.id")
    with pytest.raises(AssertionError, match="NO_AUTOMATIC_EVIDENCE"):
        await siti.write("CheckStep", stepId=first)
    siti.asked.add("CheckStep")
    await siti.write("ReopenStep", stepId=first, reason="Keliru")
    units = {each["key"]: each["id"] for each in (await siti.run("Units"))["nodes"]}
    given = (await siti.write("AssignStep", stepId=second, unitId=units["humas"]))["cycleStep"]
    assert given["unit"]["name"] == "Tim Humas"
    back = await siti.write("HandOverSteps", unitId=units["humas"], toUnitId=units["kpk"])
    assert back["result"] == {"stepCount": 1}
    await siti.write("WaiveStep", stepId=second, reason="Tidak jadi")
    assert (await siti.run("CycleStep", id=second))["colour"] == "WAIVED"
    await siti.write(
        "RecordEvaluation", cycleId=cycle["id"], participants=["KPK"], minutes="Baik.", decision="Diulang.",
        nextCycleId=year["cycles"][0],
    )  # fmt: skip
    await siti.write("PrintEvaluationSheet", cycleId=cycle["id"])
    board = await siti.run("ProgrammeBoard", year=2026, month=3)
    assert (board["late"], [each["colourWord"] for each in board["cycles"][0]["steps"]][1]) == (
        5,
        "Dikecualikan",
    )
    assert {each["late"] for each in await siti.run("UnitWorkloads")} == {5}
    assert (await siti.run("ProgrammeCycles"))["totalCount"] == 13
    assert (await siti.run("CycleSteps", where={"waivedAt": {"isNull": False}}))["totalCount"] == 1
    moves = await siti.run("HolidayEffect", day="2028-01-11")
    assert {move["oldUntil"] for move in moves} == set()
    moves = await siti.run("HolidayEffect", day="2028-01-12")
    assert [move["newUntil"] for move in moves] == ["2028-01-13"]
    await siti.write("CancelCycle", cycleId=year["cycles"][11], reason="Akhir tahun")
