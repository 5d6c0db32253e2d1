"""Every operation of activities and audiences, by an officer and by people with a code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol

from kopukm_core import clock
from kopukm_core.scheduling.activities import Activity, Registration
from kopukm_core.scheduling.activities.registration_models import ActivityTarget
from kopukm_graphql.node import parse_global_id

ACTIVITY_ROLES = (("core.activity_officer", "32.01"), ("core.activity_administrator", None))


class Asking(Protocol):
    """Somebody who runs operations by name."""

    async def run(self, operation: str, **variables: Any) -> Any: ...
    async def write(self, operation: str, **given: Any) -> Any: ...


def _key(identity: str) -> int:
    return int(parse_global_id(identity)[1])


def _moment(**after: int) -> str:
    return (clock.now() + timedelta(**after)).isoformat()


async def run_activity_operations(siti: Asking, anyone: Asking, party: str, material: str) -> None:
    """`party` is the global id of a cooperative's party, `material` that of an uploaded file."""
    activity = await _activity(siti, material)
    await _targets(siti, anyone, activity, party)
    await _places(siti, anyone, activity, party)
    await _rules(siti)


async def _activity(siti: Asking, material: str) -> str:
    given = {"kind": "TRAINING", "title": "Pembukuan", "regionCode": "32.01.07", "mode": "IN_PERSON"}
    made = await siti.write("CreateActivity", **given, startsAt=_moment(minutes=-5), endsAt=_moment(hours=2))
    activity = str(made["activity"]["id"])
    await siti.write("ChangeActivity", activityId=activity, description="Bawa laptop.")
    await siti.write("SetSeats", activityId=activity, mode="IN_PERSON", capacity=30)
    times = {"startsAt": _moment(days=1), "endsAt": _moment(days=1, hours=2)}
    await siti.write("AddSession", activityId=activity, **times)
    speaker = (await siti.write("AddSpeaker", activityId=activity, name="Bu Rina"))["activitySpeaker"]
    await siti.write("RemoveSpeaker", speakerId=speaker["id"])
    added = (await siti.write("AddMaterial", activityId=activity, title="Buku", file=material))[
        "activityMaterial"
    ]
    await siti.write("OpenActivity", activityId=activity)
    await siti.write("CloseRegistration", activityId=activity)
    await siti.write("OpenActivity", activityId=activity)
    seen = await siti.run("Activity", id=activity)
    assert (len(seen["sessions"]), len(seen["materials"])) == (2, 1)
    await siti.write("ChangeSession", sessionId=seen["sessions"][1]["id"], place="Aula")
    await siti.write("DropSession", sessionId=seen["sessions"][1]["id"])
    await siti.write("RemoveMaterial", materialId=added["id"])
    assert (await siti.run("Activities"))["totalCount"] == 1
    assert (await siti.run("ActivityCounts"))["total"] == 1
    return activity


async def _targets(siti: Asking, anyone: Asking, activity: str, party: str) -> None:
    assert isinstance(await siti.run("Audiences"), list)
    for audience in await siti.run("Audiences"):
        if audience["name"] == "siopik.cohort":
            continue  # its members are those of a cycle, which stands in its own tests
        await siti.run("AudiencePreview", name=audience["name"])
        await siti.write("ProposeTargets", activityId=activity, audience=audience["name"])
    await siti.write("AddTarget", activityId=activity, partyId=party, reason="Belum pernah ikut.")
    listed = (await siti.run("ActivityTargets", id=activity))["targets"]["nodes"]
    others = [one["id"] for one in listed if one["party"]["id"] != party]
    await siti.write("DropTargets", activityId=activity, targetIds=others)
    assert (await siti.write("InviteTargets", activityId=activity))["result"]["count"] == 1
    unreached = await siti.run("UnreachedParties", activityId=activity)
    assert [one["partyId"] for one in unreached["parties"]] in ([], [party])
    letters = (await siti.write("PrintInvitations", activityId=activity, everyone=True))["printedReport"]
    assert letters["state"] == "WAITING"
    target = await ActivityTarget.get(activity_id=_key(activity), party_id=_key(party))
    await anyone.write("DeclineInvitation", answerCode=target.answer_code)


async def _places(siti: Asking, anyone: Asking, activity: str, party: str) -> None:
    given = {"activityId": activity, "partyId": party, "personRole": "MANAGEMENT"}
    first, second = [
        (await siti.write("RegisterParticipant", **given, personName=name))["registration"]["id"]
        for name in ("Siti Aminah", "Budi")
    ]
    await siti.write("CancelRegistration", registrationId=second)
    third = (await siti.write("RegisterParticipant", **given, personName="Tono"))["registration"]["id"]
    tono = await Registration.get(id=_key(third))
    await anyone.write("AnswerOffer", answerCode=tono.answer_code, accept=False)

    session = (await siti.run("Activity", id=activity))["sessions"][0]["id"]
    code = (await Registration.get(id=_key(first))).check_in_code
    await siti.write("CheckIn", checkInCode=code)
    there = (await siti.run("ActivityParticipants", id=activity))["registrations"]["nodes"]
    (attendance,) = [each["attendances"][0] for each in there if each["id"] == first]
    await siti.write("WithdrawAttendance", attendanceId=attendance["id"])
    (seen,) = await siti.run("Attendees", activityId=activity, search="ami sit")
    assert (seen["registrationId"], seen["name"]) == (first, "Siti Aminah")
    await siti.write("CheckInByName", sessionId=session, personName="siti aminah")
    shown = (await siti.write("ShowSessionCode", sessionId=session, mode="IN_PERSON"))["result"]
    await anyone.write("CheckInSelf", sessionCode=shown["code"], checkInCode=code)
    await siti.write("RecordAttendance", sessionId=session, registrationIds=[first])
    await siti.write(
        "RegisterWalkIn", sessionId=session, personName="Rina", personRole="OTHER", mode="IN_PERSON"
    )
    fourth = (await siti.write("RegisterParticipant", **given, personName="Wati"))["registration"]["id"]
    await siti.write("PrintAttendanceList", activityId=activity)
    cards = (await siti.write("PrintParticipantCards", activityId=activity, everyone=True))["printedReport"]
    assert cards["state"] == "WAITING"
    await siti.write("PrintFeedbackSheet", activityId=activity)

    await anyone.write("GiveFeedback", checkInCode=code, scores=[4] * 9, remark="Bagus.")
    await siti.write("EnterFeedback", activityId=activity, paperNumber=1, scores=[3] * 9)
    assert (await siti.run("FeedbackResults", activityId=activity))["sheets"] == 2
    await siti.write("RecordOutcome", registrationId=first, outcome="Lulus")
    await siti.run("MyRegistrations")
    assert (await siti.run("Participations"))["totalCount"] == 2
    assert (await siti.run("RegistrationCounts"))["total"] == 5

    await Activity.filter(id=_key(activity)).update(ends_at=clock.now() - timedelta(minutes=1))
    assert (await siti.write("IssueCertificates", activityId=activity))["result"]["count"] == 2
    printed = (await siti.write("PrintCertificates", activityId=activity))["printedReport"]
    assert printed["title"].startswith("Sertifikat: ")
    assert (await siti.write("MarkNoShows", activityId=activity))["result"]["count"] == 1
    await siti.write("UndoNoShow", registrationId=fourth)
    await siti.write("EvaluateActivity", activityId=activity, evaluation="Berjalan baik.")
    await _ended(siti)


async def _ended(siti: Asking) -> None:
    for minutes, operation, more in (
        (-5, "CompleteActivity", {}),
        (60, "CancelActivity", {"reason": "Hujan lebat."}),
    ):
        given = {"kind": "EVENT", "title": "Acara", "regionCode": "32.01.07", "mode": "ONLINE"}
        times = {"startsAt": _moment(minutes=minutes), "endsAt": _moment(hours=2)}
        made = (await siti.write("CreateActivity", **given, **times))["activity"]["id"]
        await siti.write("OpenActivity", activityId=made)
        await siti.write(operation, activityId=made, **more)


async def _rules(siti: Asking) -> None:
    await siti.write(
        "SetActivityRule", kind="EVENT", effectiveOn="2030-01-01", personsPerParty=5, offerHours=12,
        noShowGraceHours=24, checkInMinutes=30, sessionCodeMinutes=10, certificatePercent=80, source="Uji.",
    )  # fmt: skip
    await siti.write(
        "SetFeedbackForm", kind="EVENT", effectiveOn="2030-01-01", title="Baru", source="Uji.",
        scaleQuestions=["Waktu: Tepat waktu?"],
    )  # fmt: skip
    assert (await siti.run("FeedbackForms"))["nodes"]
