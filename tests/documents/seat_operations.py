"""What officers and clients send of seats, by the names of operations."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from kopukm_core import clock
from kopukm_core.scheduling.calendar.models import OpeningHours

SERVICE = "siopik.clinic"
PLACE = "32.01"


class Asking(Protocol):
    """Somebody who asks by the names of operations."""

    async def run(self, operation: str, **variables: Any) -> Any: ...

    async def write(self, operation: str, **given: Any) -> Any: ...


async def ask_seats(siti: Asking, client: str) -> None:
    """From the first consultant to the last: seats, bookings, the counter, the waiting list, the assignment."""
    expert = await _expert(siti)
    await _bookings(siti, client)
    await _counter(siti, client)
    await _assignment(siti, client)
    assert (await siti.run("Bookables"))["totalCount"] == 1
    assert (await siti.run("BookableServices"))["totalCount"] == 1
    assert (await siti.run("AvailabilityQuestions"))["nodes"][0]["state"] == "ANSWERED"
    assert (await siti.run("Slots", where={"state": {"equals": "FREE"}}))["totalCount"] > 0
    assert (await siti.run("Bookings"))["totalCount"] == 6
    assert [one["number"] for one in (await siti.run("QueueTickets"))["nodes"]] == [1, 2, 3]
    assert (await siti.run("SeatRequests"))["totalCount"] == 2
    await siti.write("WithdrawBookable", bookableId=expert, reason="Masa tugasnya berakhir.")


async def _expert(siti: Asking) -> str:
    given = {"name": SERVICE, "programme": "siopik", "title": "Klinik", "invitedPercent": 0}
    await siti.write("SetBookableService", **given)
    await OpeningHours.create(
        service=SERVICE, title="Klinik", weekdays="12345", opens="09:00", closes="12:00",
        valid_from=date(2026, 1, 1), source="SOP", recorded_by="test", recorded_at=clock.now(),
    )  # fmt: skip
    made = await siti.write(
        "MakeBookable",
        programme="siopik",
        kind="EXPERT",
        title="Ibu Ratna",
        regionCode=PLACE,
        ownFields=["izin"],
    )
    expert = str(made["bookable"]["id"])
    assert made["bookable"]["expertise"] == [{"field": "izin", "points": 2}]
    times = {"bookableId": expert, "timeFrom": "09:00", "timeTo": "11:00", "effectiveFrom": "2026-01-01"}
    await siti.write("SetAvailability", **times, weekday=1)
    second = (await siti.write("SetAvailability", **times, weekday=2))["availability"]
    await siti.write("EndAvailability", availabilityId=second["id"], lastDay="2026-01-31")
    day = {"bookableId": expert, "kind": "ABSENT", "firstDay": "2027-03-01", "lastDay": "2027-03-01"}
    absence = await siti.write("SetAvailabilityException", **day, reason="Dinas luar")
    await siti.write("WithdrawAvailabilityException", exceptionId=absence["availabilityException"]["id"])
    asked = {"bookableId": expert, "firstDay": "2027-02-01", "lastDay": "2027-02-28"}
    question = (await siti.write("AskAvailability", **asked))["availabilityQuestion"]
    await siti.write("AnswerAvailability", questionId=question["id"], times=["2027-02-03 09:00-10:00"])
    seen = await siti.run("Availability", id=expert)
    assert (len(seen["availability"]), len(seen["exceptions"])) == (2, 2)
    for first, last in (("2027-02-01", "2027-03-01"), ("2026-11-16", "2026-11-16")):
        range_ = {"service": SERVICE, "regionCode": PLACE, "firstDay": first, "lastDay": last}
        made = (await siti.write("GenerateSlots", **range_))["result"]
        assert made["created"] > 0
    return expert


async def _free(siti: Asking, day: str) -> list[Any]:
    return list(await siti.run("FreeSlots", service=SERVICE, firstDay=day, lastDay=day))


async def _bookings(siti: Asking, client: str) -> None:
    first, second, third, *_ = await _free(siti, "2027-02-01")
    held = await siti.write("HoldSlot", slotId=first["slotId"], clientId=client, topic="izin")
    assert [one["heldByYou"] for one in await _free(siti, "2027-02-01")] == [True, False, False, False]
    booking = held["booking"]["id"]
    await siti.write("ConfirmBooking", bookingId=booking)
    moved = await siti.write("RescheduleBooking", bookingId=booking, slotId=second["slotId"])
    assert moved["booking"]["startsAt"] == second["startsAt"]
    ticket = (await siti.write("CheckInBooking", bookingId=booking))["queueTicket"]
    await siti.write("CallQueueNumber", ticketId=ticket["id"])
    assert (await siti.write("FulfilBooking", bookingId=booking))["booking"]["state"] == "FULFILLED"
    await siti.write("CloseSlot", slotId=third["slotId"], reason="Rapat")
    await siti.write("ReopenSlot", slotId=third["slotId"])
    held = await siti.write(
        "HoldAnySlot", service=SERVICE, regionCode=PLACE, day="2027-02-08", clientId=client
    )
    await siti.write("CancelBooking", bookingId=held["booking"]["id"], reason="Berhalangan")
    (slot, *_) = await _free(siti, "2027-02-08")
    await siti.write("BookSlot", slotId=slot["slotId"], clientId=client)


async def _counter(siti: Asking, client: str) -> None:
    past = (await siti.run("Slots", where={"day": {"equals": "2026-11-16"}}))["nodes"][0]
    missed = (await siti.write("BookSlot", slotId=past["id"], clientId=client))["booking"]
    assert (await siti.write("MarkNoShow", bookingId=missed["id"]))["booking"]["state"] == "NOSHOW"
    given = {"service": SERVICE, "regionCode": PLACE}
    left = (await siti.write("GiveQueueNumber", **given, name="Bu Tini"))["queueTicket"]
    await siti.write("CloseQueueNumber", ticketId=left["id"], served=False)
    ticket = (await siti.write("GiveQueueNumber", **given, clientId=client))["queueTicket"]
    (slot, *_) = await _free(siti, "2027-02-15")
    taken = await siti.write("RefillSlot", slotId=slot["slotId"], ticketId=ticket["id"])
    assert (taken["booking"]["kind"], taken["booking"]["state"]) == ("WALK_IN", "ARRIVED")


async def _assignment(siti: Asking, client: str) -> None:
    given = {"service": SERVICE, "regionCode": PLACE, "clientId": client, "topic": "izin"}
    other = (await siti.write("RequestSeat", **given, day="2027-03-08"))["seatRequest"]
    await siti.write("WithdrawSeatRequest", requestId=other["id"])
    await siti.write("RequestSeat", **given, day="2027-02-22")
    week = {"programme": "siopik", "regionCode": PLACE, "day": "2027-02-22"}
    carried = await siti.write("CarrySeatRequests", service=SERVICE, regionCode=PLACE, day="2027-02-22")
    assert carried["result"] == {"carried": 0, "askedAlready": 0}
    alone = (await siti.write("ProposeAssignment", **week, order="WINDOW_FIRST"))["assignmentProposal"]
    await siti.write("RejectAssignment", proposalId=alone["id"])
    both = {"topicFirst": week, "windowFirst": {**week, "order": "WINDOW_FIRST"}}
    first = (await siti.run("CompareAssignments", **both))["assignmentProposal"]
    rows = (await siti.run("AssignmentPreview", id=first["id"]))["rows"]
    assert [bool(row["slot"]) for row in rows["nodes"]] == [True]
    assert (await siti.run("AssignmentCheck", id=first["id"]))["proved"]
    await siti.write("ApproveAssignment", proposalId=first["id"])
    listed = (await siti.run("AssignmentProposals"))["nodes"]
    assert sorted(one["state"] for one in listed) == ["APPROVED", "REJECTED", "REPLACED"]
