"""What officers send of outreach, prospects and guidance, by the names of operations."""

from __future__ import annotations

from documents.session import Session


async def ask_outreach(siti: Session, cooperative: str, party: str) -> None:
    """A cycle opened to the cooperatives, one that nobody had recorded, and the guidance of another."""
    cycle = (await siti.write("PlanCycle", programme="siopik", heldOn="2027-05-12"))["programmeCycle"]["id"]
    preview = (await siti.run("OutreachPreview", cycle=cycle, places=3))["outreachPreview"]
    opened = (await siti.write("OpenOutreach", cycleId=cycle, place="Aula", seatsInPerson=3))["result"]
    assert opened["targets"] == len(preview["chosen"])
    await siti.write("ProposeNext", activityId=opened["activities"][0], places=3)
    assert (await siti.run("CycleFigures", cycle=cycle))["cycleFigures"]
    told = {"regionCode": "32.01.07", "toldBy": "Camat"}
    first = (await siti.write("NoteProspect", name="KSU Calon Satu", **told))["prospect"]["id"]
    second = (await siti.write("NoteProspect", name="KSU Calon Dua", **told))["prospect"]["id"]
    await siti.write("ConvertProspect", prospectId=first, cooperativeId=cooperative)
    await siti.write("DropProspect", prospectId=second, reason="Sudah bubar.")
    assert (await siti.run("Prospects"))["prospects"]["totalCount"] == 2
    assert (await siti.run("ProspectsByState"))["prospectCounts"]["total"] == 2
    given = {"kind": "GUIDANCE", "title": "Pendataan", "regionCode": "32.01.07", "mode": "IN_PERSON"}
    times = {"startsAt": "2027-05-13T09:00:00+07:00", "endsAt": "2027-05-13T11:00:00+07:00"}
    made = (await siti.write("CreateActivity", programme="siopik", **given, **times))["activity"]["id"]
    course = {**given, "kind": "TRAINING", "title": "Pembukuan", "audience": "siopik.recorded"}
    training = (await siti.write("CreateActivity", programme="siopik", **course, **times))["activity"]["id"]
    await siti.write("OpenActivity", activityId=training)
    announced = (await siti.write("AnnounceActivity", activityId=training, regionCode="32.01"))["result"]
    assert announced["told"] <= announced["concerned"]
    await siti.write("SetSeats", activityId=made, mode="IN_PERSON", capacity=5)
    await siti.write("OpenActivity", activityId=made)
    guest = {"partyId": party, "personRole": "MANAGEMENT", "personName": "Rina", "mode": "IN_PERSON"}
    await siti.write("RegisterParticipant", activityId=made, **guest)
    await siti.write("OpenGuidance", activityId=made)
    await siti.write("MeasureGuidance", activityId=made)
    assert len((await siti.run("GuidedCompletions"))["guidedCompletions"]["nodes"]) == 1
    assert (await siti.run("GuidanceResults", id=made))["guidedCompletions"]["totalCount"] == 1
    assert (await siti.run("CooperativeParticipations", id=cooperative))["cooperative"]["id"] == cooperative
    assert (await siti.run("CooperativesByProgramme"))["cooperativeCounts"]["total"] == 1
    assert (await siti.run("CooperativePoints"))["map"]["unplaced"] >= 0
