"""How far a message came, told in any order and any number of times: the farthest counts."""

from __future__ import annotations

from datetime import datetime

from kopukm_core.db import Parameters, dialect, execute
from kopukm_core.messaging.kinds import MessageFault, MessageStatus

ORDER = (
    MessageStatus.QUEUED,
    MessageStatus.HELD,
    MessageStatus.SENDING,
    MessageStatus.CANCELLED,
    MessageStatus.SENT,
    MessageStatus.FAILED,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
)
"""A report moves a message to the right only. That it arrived proves more than a failure told before or after."""

REPORTED = (MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.DELIVERED, MessageStatus.READ)
"""What whoever carries messages may report."""

WAITING = (MessageStatus.QUEUED, MessageStatus.HELD, MessageStatus.SENDING)

_MOMENTS = {
    MessageStatus.SENT: "sent_at",
    MessageStatus.FAILED: "ended_at",
    MessageStatus.DELIVERED: "delivered_at",
    MessageStatus.READ: "read_at",
}


def fold(status: MessageStatus, reported: MessageStatus) -> MessageStatus:
    """The status after a report: the farther of the two, whatever came before and however often."""
    return max(status, reported, key=ORDER.index)


async def store_report(
    message_id: int,
    reported: MessageStatus,
    at: datetime,
    *,
    provider_message_id: str = "",
    fault: MessageFault | None = None,
    error: str = "",
) -> bool:
    """Fold a report into the stored message, in one statement; whether there is such a message.

    The earliest moment told of each status is kept, and the lease ends: whoever had it has told the outcome. That
    nobody told anything was an assumption, which any report takes back.
    """
    parameters = Parameters(dialect())
    moved = _listed(parameters, ORDER[: ORDER.index(reported)])
    moment, told_at = _MOMENTS[reported], parameters.add(at)
    given_up = f"status = 'failed' AND fault = {parameters.add(MessageFault.GIVEN_UP)}"
    changes = [
        f"status = CASE WHEN status IN ({moved}) OR {given_up} THEN {parameters.add(reported)} ELSE status END",
        f"{moment} = CASE WHEN {moment} IS NULL OR {moment} > {told_at} THEN {told_at} ELSE {moment} END",
        "lease = NULL",
        "lease_until = NULL",
    ]
    if provider_message_id:
        given = parameters.add(provider_message_id[:200])
        changes.append(f"provider_message_id = COALESCE(provider_message_id, {given})")
    if reported is MessageStatus.FAILED:
        arrived = _listed(parameters, (MessageStatus.DELIVERED, MessageStatus.READ))
        changes.append(f"fault = CASE WHEN status IN ({arrived}) THEN fault ELSE {parameters.add(fault)} END")
        changes.append(
            f"error = CASE WHEN status IN ({arrived}) THEN error ELSE {parameters.add(error[:300])} END"
        )
    elif reported in (MessageStatus.DELIVERED, MessageStatus.READ):
        changes += ["fault = NULL", "error = ''"]
    else:
        changes.append(f"ended_at = CASE WHEN {given_up} THEN NULL ELSE ended_at END")
        changes.append(f"fault = CASE WHEN {given_up} THEN NULL ELSE fault END")
    return bool(
        await execute(
            f"UPDATE outbound_message SET {', '.join(changes)} WHERE id = {parameters.add(message_id)}",
            parameters,
        )
    )


def _listed(parameters: Parameters, statuses: tuple[MessageStatus, ...]) -> str:
    return parameters.add_all(statuses)
