"""Jobs of the slots: holds that ended, reminders, invited seats that go to the public."""

from __future__ import annotations

from datetime import timedelta

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute, rows, transaction
from kopukm_core.jobs import JobContext, Schedule, Task, task
from kopukm_core.messaging import keys_in_use, send_message, send_messages
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import Bookable, BookableService
from kopukm_core.scheduling.slots.models import Booking, BookingState, Quota, Slot, SlotState
from kopukm_core.scheduling.slots.queue_models import QueueTicket
from kopukm_core.scheduling.slots.telling import RELEASED, REMINDER
from kopukm_core.scheduling.slots.telling_assigned import tell_assigned_clients

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@task("core.expire_holds", description="Mengakhiri tahanan kursi yang habis waktunya")
async def expire_holds(job: JobContext) -> None:
    """Lists are tidied by it; taking a seat does not wait for it."""
    now = clock.now()
    async with transaction():
        given = Parameters(dialect())
        moment = given.add(now)
        await execute(
            "UPDATE slot SET state = 'free', held_until = NULL"
            f" WHERE state = 'held' AND held_until <= {moment}",
            given,
        )
        given = Parameters(dialect())
        moment = given.add(now)
        await execute(
            f"UPDATE booking SET state = 'expired', changed_at = {moment}, sequence = sequence + 1"
            f" WHERE state = 'held' AND hold_until <= {moment}",
            given,
        )


@task("core.remind_bookings", description="Mengingatkan klien sehari dan sejam sebelum kursinya")
async def remind_bookings(job: JobContext) -> None:
    """One message the day before and one the hour before, each once for each time that the booking has.

    In the hour before, only that one is sent, although the day's was missed.
    """
    now = clock.now()
    for earliest, lead, name in ((_HOUR, _DAY, "day"), (timedelta(0), _HOUR, "hour")):
        due = Booking.filter(
            state=BookingState.BOOKED, starts_at__gt=now + earliest, starts_at__lte=now + lead
        )
        keys = {
            _reminder_key(name, booking): booking
            for booking in await due.order_by("starts_at", "id")
            if booking.made_at <= booking.starts_at - lead
        }
        told = await keys_in_use(list(keys))
        for key, booking in keys.items():
            if key not in told:
                await _remind(key, booking)


def _reminder_key(name: str, booking: Booking) -> str:
    return f"{REMINDER}:{name}:{booking.id}:{booking.starts_at:%Y%m%d%H%M}"


async def _remind(key: str, read: Booking) -> None:
    async with transaction():
        still = Booking.filter(id=read.id, state=BookingState.BOOKED, starts_at=read.starts_at)
        booking = await still.select_for_update().first()
        if booking is None:
            return
        bookable = await Bookable.get(id=booking.bookable_id)
        await send_message(
            booking.client_id,
            REMINDER,
            {
                "expert": bookable.title,
                "starts_at": booking.starts_at,
                "place": bookable.place or "kantor dinas",
            },
            about=f"core.Booking:{booking.id}",
            deduplicate=key,
            useless_from=booking.starts_at,
        )


@task("core.release_invited_seats", description="Melepas kursi undangan yang masih bebas kepada umum")
async def release_invited_seats(job: JobContext) -> None:
    """In the window before the day (H-7 to H-2); the waiting list is told of each day once."""
    today = clock.today(job.settings.time_zone)
    for service in await BookableService.all():
        async with transaction():
            first = today + timedelta(days=service.release_until_days)
            last = today + timedelta(days=service.release_from_days)
            given = Parameters(dialect())
            released = await rows(
                f"UPDATE slot SET quota = 'public', released_at = {given.add(clock.now())}"
                f" WHERE service = {given.add(service.name)} AND quota = '{Quota.INVITED.value}'"
                f" AND state = '{SlotState.FREE.value}'"
                f" AND day >= {given.add(first)} AND day <= {given.add(last)} RETURNING id",
                given,
            )
            slots = await Slot.filter(id__in=[int(row["id"]) for row in released]).order_by("day")
            for round_key, day in sorted({(one.round_key, one.day) for one in slots}):
                waiting = SeatRequest.filter(
                    round_key=round_key, service=service.name, state=RequestState.WAITING, invited=False
                )
                clients = list(await waiting.values_list("client_id", flat=True))
                await send_messages(
                    [int(str(one)) for one in clients],
                    RELEASED,
                    {"day": day},
                    useless_from=min(one.starts_at for one in slots if one.day == day),
                    deduplicate=f"{RELEASED}:{service.name}:{day}",
                )


@task("core.forget_queue_names", description="Menghapus nama panggilan antrean hari-hari lalu")
async def forget_queue_names(job: JobContext) -> None:
    """A name serves to call somebody today; from the next day on it would only lie about."""
    today = clock.today(job.settings.time_zone)
    async with transaction():
        await QueueTicket.filter(day__lt=today, name__isnull=False).update(name=None)


@task("core.tell_assigned", description="Memberi tahu klien hasil pembagian kursi")
async def tell_assigned(job: JobContext, proposal_id: int) -> None:
    """Apart from the approval, whose transaction others wait for."""
    await tell_assigned_clients(proposal_id)


SLOT_TASKS: tuple[Task, ...] = (
    expire_holds,
    remind_bookings,
    release_invited_seats,
    forget_queue_names,
    tell_assigned,
)

SLOT_SCHEDULES: tuple[Schedule, ...] = (
    Schedule("core.expired_holds", "*/5 * * * *", "core.expire_holds", title="Tahanan kursi yang habis"),
    Schedule("core.queue_names", "20 3 * * *", "core.forget_queue_names", title="Nama pada antrean"),
    Schedule("core.booking_reminders", "*/10 * * * *", "core.remind_bookings", title="Pengingat kursi"),
    Schedule(
        "core.invited_seats", "5 7 * * *", "core.release_invited_seats", title="Pelepasan kursi undangan"
    ),
)
