"""The job that sends what waits on one channel: take, send, note; nothing is sent inside a transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from kopukm_core import clock
from kopukm_core.db import DatabaseFullError, DatabaseUnavailableError
from kopukm_core.errors import BadInputError, BusyError
from kopukm_core.jobs import JobContext, Schedule, Task, task
from kopukm_core.messaging.attaching import attachments_of
from kopukm_core.messaging.channel import Attachment, Channel, ChannelError, Outgoing, Send
from kopukm_core.messaging.kinds import MessageFault, MessageStatus
from kopukm_core.messaging.models import LONGEST_LEASE, MessageChannel, OutboundMessage
from kopukm_core.messaging.recording import Failure, record_arrival, record_failure, release
from kopukm_core.messaging.return_path import return_token
from kopukm_core.messaging.taking import end_hopeless, take
from kopukm_core.messaging.waking import CARRY
from kopukm_core.parties.contacts import masked_value

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

BATCH = 25
LEASE = timedelta(minutes=5)
_AFTER_TROUBLE = timedelta(minutes=1)
_LONGEST = timedelta(minutes=5)


@task(CARRY, max_retries=4, time_limit=900)
async def carry_messages(job: JobContext, channel: str) -> None:
    """Mengirim pesan yang menunggu di satu kanal."""
    platform = cast("Platform", job.platform)
    way = platform.messaging.channels.get(channel)
    began, again_at = clock.now(), None
    while way is not None and way.sending is not None and way.is_configured(platform.settings):
        lease = uuid4().hex
        async with job.chunk():
            taken = await take(platform.messaging, channel, BATCH, lease, LEASE)
        if taken.keys and not await _send(job, platform, way, lease, taken.keys):
            again_at = clock.now() + _AFTER_TROUBLE
            break
        if taken.idle or taken.again_at is not None:
            again_at = taken.again_at
            break
        if clock.now() - began > _LONGEST:
            again_at = clock.now()
            break
    async with job.transaction():
        if again_at is not None:
            await job.enqueue(
                CARRY, {"channel": channel}, run_at=again_at, unique_key=f"{CARRY} {channel} later"
            )


async def _send(
    job: JobContext, platform: Platform, channel: Channel, lease: str, keys: tuple[int, ...]
) -> bool:
    """Send those taken, one after the other over one connection; False where the channel as a whole has trouble."""
    if channel.sending is None:
        return True
    left = list(keys)
    try:
        async with channel.sending(platform.settings) as send:
            for key in keys:
                await _send_one(job, platform, channel, send, lease, key)
                left.remove(key)
    except ChannelError as error:
        job.logger.warning("channel %s: %s", channel.name, error.text)
        pause = timedelta(seconds=error.retry_after) if error.retry_after else _AFTER_TROUBLE
        async with job.chunk():
            await release(left, lease, pause, error.text)
        return False
    return True


async def _send_one(
    job: JobContext, platform: Platform, channel: Channel, send: Send, lease: str, key: int
) -> None:
    """Send one message and note what became of it. Raises ChannelError where the channel as a whole has trouble.

    A message that nobody can write or read any more is its own trouble: the others go out all the same.
    """
    try:
        outgoing = await outgoing_messages(platform, (key,), with_attachments=channel)
        accepted = await send(outgoing[0])
    except ChannelError as error:
        if error.whole:
            raise
        pause = None if error.retry_after is None else timedelta(seconds=error.retry_after)
        failure = Failure(error.fault, error.text, pause)
    except (BusyError, DatabaseFullError, DatabaseUnavailableError):
        raise
    except Exception as error:
        # Only its kind is told: its words may hold the address or the text.
        job.logger.warning("message %s cannot be sent: %s", key, type(error).__name__)
        failure = Failure(MessageFault.RETRYABLE, type(error).__name__)
    else:
        status = MessageStatus.DELIVERED if accepted.delivered else MessageStatus.SENT
        async with job.chunk():
            await record_arrival(key, status, provider_message_id=accepted.provider_message_id)
        return
    async with job.chunk():
        await record_failure(platform.messaging, key, failure, lease=lease)


async def leased_messages(platform: Platform, lease: str) -> list[Outgoing]:
    """The messages that whoever holds the lease has still to send, oldest first; none once it is void.

    Raises BadInputError for what is too long to be a lease, or holds what no lease does.
    """
    if len(lease) > LONGEST_LEASE or not lease.isprintable():
        raise BadInputError(
            "Kunci pengambilan tidak sah.",
            remedy="Kirim lease persis seperti yang diterima dari takeMessages.",
        )
    held = OutboundMessage.filter(lease=lease, status=MessageStatus.SENDING, lease_until__gt=clock.now())
    keys = tuple(int(str(key)) for key in await held.order_by("priority", "id").values_list("id", flat=True))
    return await outgoing_messages(platform, keys)


async def outgoing_messages(
    platform: Platform, keys: tuple[int, ...], *, with_attachments: Channel | None = None
) -> list[Outgoing]:
    """The messages with their addresses in the clear, in the order of the keys; for whoever sends them now."""
    stored = {
        one.id: one
        for one in await OutboundMessage.filter(id__in=list(keys)).prefetch_related("contact_point")
    }
    found = []
    for key in keys:
        message = stored[key]
        point = message.contact_point
        attachments: tuple[Attachment, ...] = ()
        if with_attachments is not None and with_attachments.capabilities.attachments and message.attachments:
            attachments = await attachments_of(platform, message)
        found.append(
            Outgoing(
                message_id=message.id,
                message_key=message.message_key,
                party_id=message.party_id,
                kind=None if point is None else point.kind,
                address="" if point is None else point.value.whole(),
                masked_address="" if point is None else masked_value(point),
                subject=message.subject.whole(),
                text=message.text.whole(),
                template=message.template,
                created_at=message.created_at,
                attachment_count=len(message.attachments.split()),
                attempt=message.attempts,
                attachments=attachments,
                purpose=message.purpose,
                return_token=return_token(message),
            )
        )
    return found


@task("core.carry_due_messages", max_retries=2)
async def carry_due_messages(job: JobContext) -> None:
    """Menjalankan pengiriman tiap kanal yang pesannya sudah waktunya; yang lewat batas mencobanya dihentikan."""
    platform = cast("Platform", job.platform)
    async with job.transaction():
        now = clock.now()
        for row in await MessageChannel.all():
            await end_hopeless(row, now)
        for channel in platform.messaging.usable():
            if channel.is_carried_outside:
                continue
            waiting = OutboundMessage.filter(channel=channel.name)
            if (
                await waiting.filter(status=MessageStatus.QUEUED, next_attempt_at__lte=now).exists()
                or await waiting.filter(status=MessageStatus.SENDING, lease_until__lt=now).exists()
            ):
                await job.enqueue(CARRY, {"channel": channel.name}, unique_key=f"{CARRY} {channel.name}")


MESSAGING_TASKS: tuple[Task, ...] = (carry_messages, carry_due_messages)

MESSAGING_SCHEDULES: tuple[Schedule, ...] = (
    Schedule(
        "core.due_messages", "* * * * *", "core.carry_due_messages", title="Mengirim pesan yang menunggu"
    ),
)
