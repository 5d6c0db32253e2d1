"""Who sees what of messages, papers and seats, told a second time in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kopukm_core.identity.actor import Actor
from kopukm_core.messaging import models as messaging
from kopukm_core.papers import models as papers
from kopukm_core.parties.models import ContactPoint, Party
from kopukm_core.scheduling.slots import assignment_models, bookable_models, queue_models
from kopukm_core.scheduling.slots import models as slots
from visibility_oracle import TypeOracle

if TYPE_CHECKING:
    from registry_actors import Cast

Link = Callable[[Any, Any], bool]
PROGRAMMES = "core.read_programmes"


def _of(column: str) -> Link:
    return lambda row, each: getattr(each, column) == row.id


DESK_RECORDS: Mapping[str, tuple[str, str, str]] = {
    "OutboundMessage.party": ("Party", "party_id", "id"),
    "OutboundMessage.contactPoint": ("ContactPoint", "contact_point_id", "id"),
    "ContactPoint.party": ("Party", "party_id", "id"),
    "MessageConsent.party": ("Party", "party_id", "id"),
    "MessageStop.party": ("Party", "party_id", "id"),
    "PrintedReport.file": ("File", "file_id", "id"),
    "Bookable.party": ("Party", "party_id", "id"),
    "Availability.bookable": ("Bookable", "bookable_id", "id"),
    "AvailabilityException.bookable": ("Bookable", "bookable_id", "id"),
    "AvailabilityQuestion.bookable": ("Bookable", "bookable_id", "id"),
    "Slot.bookable": ("Bookable", "bookable_id", "id"),
    "Booking.slot": ("Slot", "slot_id", "id"),
    "Booking.bookable": ("Bookable", "bookable_id", "id"),
    "Booking.client": ("Party", "client_id", "id"),
    "QueueTicket.client": ("Party", "client_id", "id"),
    "QueueTicket.booking": ("Booking", "booking_id", "id"),
    "SeatRequest.client": ("Party", "client_id", "id"),
    "SeatRequest.booking": ("Booking", "booking_id", "id"),
    "AssignmentRow.request": ("SeatRequest", "request_id", "id"),
    "AssignmentRow.slot": ("Slot", "slot_id", "id"),
    "AssignmentRow.earlierSlot": ("Slot", "earlier_slot_id", "id"),
}
DESK_LINKS: Mapping[str, Link] = {
    "Party.contactPoints": _of("party_id"),
    "Party.messages": _of("party_id"),
    "Party.consents": _of("party_id"),
    "Party.messageStops": lambda row, each: each.party_id == row.id and each.ended_at is None,
    "Bookable.expertise": _of("bookable_id"),
    "Bookable.availability": _of("bookable_id"),
    "Bookable.exceptions": _of("bookable_id"),
    "Slot.bookings": _of("slot_id"),
    "AssignmentProposal.rows": _of("proposal_id"),
}
DESK_COUNTS: Mapping[str, str] = {"messageCounts": "OutboundMessage"}


async def desk_types(cast: Cast) -> dict[str, TypeOracle]:
    """The types over the rows now stored."""
    parties = {row.id: row for row in await Party.all()}
    bookables = {row.id: row for row in await bookable_models.Bookable.all()}
    proposals = {row.id: row for row in await assignment_models.AssignmentProposal.all()}

    def of_party(permission: str) -> Callable[[Actor, Any], bool]:
        def sees(actor: Actor, row: Any) -> bool:
            who = cast.of(actor)
            place = parties[row.party_id].region_id
            return who.sees_all or row.party_id in who.parties or who.has(permission, place)

        return sees

    def held(permission: str) -> Callable[[Actor, Any], bool]:
        return lambda actor, _row: cast.of(actor).sees_all or cast.of(actor).anywhere(permission)

    def office(actor: Actor, row: Any) -> bool:
        return cast.of(actor).sees_all or cast.of(actor).has(PROGRAMMES, row.region_code)

    def own(actor: Actor, row: Any, *, party: Any = None, by: str = "") -> bool:
        return party in cast.of(actor).parties or (by != "" and by == actor.key != "anonymous")

    def itself(actor: Actor, row: Any) -> bool:
        one, who = bookables[row.bookable_id], cast.of(actor)
        own_account = one.account_id is not None and one.account_id == who.account_id
        return one.party_id in who.parties or own_account

    def times(actor: Actor, row: Any) -> bool:
        return office(actor, bookables[row.bookable_id]) or itself(actor, row)

    def sees_slot(actor: Actor, row: Any) -> bool:
        free = row.state.value == "free" and row.quota.value == "public"
        return free or office(actor, row) or itself(actor, row)

    def sees_booking(actor: Actor, row: Any) -> bool:
        mine = own(actor, row, party=row.client_id, by=row.holder)
        return mine or office(actor, row) or itself(actor, row)

    def sees_printed(actor: Actor, row: Any) -> bool:
        who = cast.of(actor)
        mine = row.actor == actor.key != "anonymous"
        return who.sees_all or mine or who.has("core.read_printed_reports", row.region_code)

    def sees_paper(actor: Actor, row: Any) -> bool:
        return cast.of(actor).sees_all or cast.of(actor).has("core.read_papers", row.region_code)

    def everyone(_actor: Actor, _row: Any) -> bool:
        return True

    def receives(actor: Actor, row: Any) -> bool:
        return cast.of(actor).sees_all or row.party_id in cast.of(actor).parties

    sent: list[Any] = await messaging.OutboundMessage.all()
    for one in sent:
        one.subject, one.text = one.subject.whole(), one.text.whole()
    waiting: list[Any] = await queue_models.QueueTicket.all()
    for one in waiting:
        one.name = one.name and one.name.whole()
    return {
        "OutboundMessage": TypeOracle(
            sent, of_party("core.read_messages"), masks={"text": ("text", receives, None)}
        ),
        "MessageConsent": TypeOracle(await messaging.MessageConsent.all(), of_party("core.read_messages")),
        "MessageStop": TypeOracle(await messaging.MessageStop.all(), of_party("core.read_messages")),
        "ContactPoint": TypeOracle(await ContactPoint.all(), of_party("core.read_parties")),
        "MessageText": TypeOracle(await messaging.MessageText.all(), held("core.manage_messages")),
        "MessageChannel": TypeOracle(await messaging.MessageChannel.all(), held("core.manage_messages")),
        "PrintedReport": TypeOracle(await papers.PrintedReport.all(), sees_printed),
        "IssuedPaper": TypeOracle(await papers.IssuedPaper.all(), sees_paper),
        "PaperNumbering": TypeOracle(await papers.PaperNumbering.all(), held("core.read_papers")),
        "BookableService": TypeOracle(await bookable_models.BookableService.all(), everyone),
        "Bookable": TypeOracle(
            list(bookables.values()),
            everyone,
            masks={"withdrawnBecause": ("withdrawn_because", office, None)},
        ),
        "BookableExpertise": TypeOracle(await bookable_models.BookableExpertise.all(), everyone),
        "Availability": TypeOracle(await bookable_models.Availability.all(), times),
        "AvailabilityException": TypeOracle(await bookable_models.AvailabilityException.all(), times),
        "AvailabilityQuestion": TypeOracle(await bookable_models.AvailabilityQuestion.all(), times),
        "Slot": TypeOracle(await slots.Slot.all(), sees_slot),
        "Booking": TypeOracle(await slots.Booking.all(), sees_booking),
        "QueueTicket": TypeOracle(
            waiting, lambda actor, row: office(actor, row) or own(actor, row, party=row.client_id)
        ),
        "SeatRequest": TypeOracle(
            await assignment_models.SeatRequest.all(),
            lambda actor, row: (
                office(actor, row) or own(actor, row, party=row.client_id, by=row.requested_by)
            ),
        ),
        "AssignmentProposal": TypeOracle(list(proposals.values()), office),
        "AssignmentRow": TypeOracle(
            await assignment_models.AssignmentRow.all(),
            lambda actor, row: office(actor, proposals[row.proposal_id]),
        ),
    }
