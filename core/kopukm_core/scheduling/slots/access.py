"""Who may act on a seat: the client's own people, and who runs the programme there; to others it does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from kopukm_core.errors import NotFoundError
from kopukm_core.programmes import require_programme, runs_programme
from kopukm_core.scheduling.slots.bookable_models import Bookable, BookableService
from kopukm_core.scheduling.slots.models import Booking
from kopukm_core.scheduling.slots.queue_models import QueueTicket

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext


def require_client_or_officer(
    context: CommandContext, client_id: int, programme: str, region_code: str
) -> bool:
    """Refuse everybody but the client's own people and officers of the programme; True for an officer.

    To others the client does not exist.
    """
    if runs_programme(context.platform, context.actor, programme, region_code):
        return True
    if client_id not in context.actor.party_ids:
        raise NotFoundError("Pihak itu tidak ada, atau bukan milik Anda.")
    return False


def require_officer(context: CommandContext, programme: str, region_code: str | None) -> None:
    """Refuse whoever does not run the programme there."""
    if not context.actor.is_operator:
        require_programme(context, programme, region_code)


class _OfProgramme(Protocol):
    @property
    def programme(self) -> str: ...
    @property
    def region_code(self) -> str: ...


Record = TypeVar("Record", bound=_OfProgramme)


def officers_own(context: CommandContext, record: Record | None, missing: str) -> Record:
    """The record of a programme that the actor runs there; NotFoundError in these words where there is none."""
    if record is None:
        raise NotFoundError(missing)
    require_officer(context, record.programme, record.region_code)
    return record


async def known_service(context: CommandContext, name: str) -> BookableService:
    """The service of that name; refused where it has no rules yet."""
    service = await BookableService.get_or_none(name=name)
    if service is None:
        context.refuse("service", "NO_SUCH_SERVICE", "Layanan itu belum diatur.")
    return service


async def officers_bookable(context: CommandContext, bookable_id: int) -> Bookable:
    """A bookable of a programme that the actor runs there."""
    return officers_own(context, await Bookable.get_or_none(id=bookable_id), "Konsultan itu tidak ada.")


async def own_bookable(context: CommandContext, bookable_id: int) -> Bookable:
    """A bookable whose times the actor may tell: their own, or one of a programme that they run."""
    bookable = await Bookable.get_or_none(id=bookable_id)
    actor = context.actor
    if bookable is not None and (
        (bookable.account_id is not None and bookable.account_id == actor.account_id)
        or (bookable.party_id is not None and bookable.party_id in actor.party_ids)
    ):
        return bookable
    return await officers_bookable(context, bookable_id)


async def own_booking(context: CommandContext, booking_id: int) -> Booking:
    """A booking that the actor may act on; to others it does not exist."""
    booking = await Booking.get_or_none(id=booking_id)
    if booking is not None:
        try:
            require_client_or_officer(context, booking.client_id, booking.programme, booking.region_code)
        except NotFoundError:
            booking = None
    if booking is None:
        raise NotFoundError("Pemesanan itu tidak ada, atau bukan milik Anda.")
    return booking


async def officers_booking(context: CommandContext, booking_id: int) -> Booking:
    """A booking of a programme that the actor runs there."""
    return officers_own(context, await Booking.get_or_none(id=booking_id), "Pemesanan itu tidak ada.")


async def officers_ticket(context: CommandContext, ticket_id: int) -> QueueTicket:
    """A ticket of a programme that the actor runs there."""
    return officers_own(context, await QueueTicket.get_or_none(id=ticket_id), "Nomor antrean itu tidak ada.")
