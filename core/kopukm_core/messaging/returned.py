"""What follows from a mail that came back: the message failed, the address is stopped, or somebody wants no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.errors import BadInputError, NotFoundError
from kopukm_core.identity.actor import operator
from kopukm_core.messaging.delivery_report import ArrivedMail, DeliveryAction, DeliveryReport
from kopukm_core.messaging.kinds import MessagePurpose
from kopukm_core.messaging.return_path import ReturnedMail, returned_mail
from kopukm_core.messaging.stopping import StopWord, stop_word

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

MAIL = operator("surel")
"""In whose name it is recorded: whoever may pipe a mail into this machine's command is its operator."""
_DOOR = "surel"


async def take_returned_mail(platform: Platform, mail: ArrivedMail, recipient: str = "") -> str:
    """Record what a mail at the return address says; what was done, in a sentence.

    `recipient` is the address of the envelope where the mail server tells it. Raises BadInputError for what is no
    report and asks for nothing, NotFoundError where the address was not signed by this installation.
    """
    returned = await returned_mail(recipient) or await returned_mail(mail.addresses)
    if returned is None:
        raise NotFoundError(
            "Alamat kembali surel ini bukan dari sistem ini, atau pesannya sudah tidak ada.",
            remedy="Tidak ada yang diubah. Bila sering terjadi, periksa KOPUKM_EMAIL_RETURN dan KOPUKM_KEYS.",
        )
    if mail.report is not None:
        return await _reported(platform, returned, mail.report)
    return await _written(platform, returned, mail)


async def _reported(platform: Platform, returned: ReturnedMail, report: DeliveryReport) -> str:
    number = returned.message.id
    if report.fault is None and report.action is not DeliveryAction.DELIVERED:
        return f"Pesan {number}: {report.words}; belum ada yang berubah."
    given = {
        "message_id": number,
        "contact_point_id": returned.contact_point_id or None,
        "fault": None if report.fault is None else report.fault.value,
        "error": report.words,
    }
    key = f"{number} {returned.contact_point_id} {report.words}"
    await platform.runner.run("core.report_bounce", given, MAIL, key=key, door=_DOOR)
    return f"Pesan {number}: {report.words}."


async def _written(platform: Platform, returned: ReturnedMail, mail: ArrivedMail) -> str:
    """Somebody answered: with a word that stops messages it does so, anything else is for people to read."""
    if not any(stop_word(line) is StopWord.STOP for line in mail.text.splitlines()):
        raise BadInputError(
            "Surel ini bukan laporan pengiriman, dan tidak meminta berhenti.",
            remedy="Tidak ada yang diubah. Balasan orang dibaca di kotak surat pengirim (KOPUKM_EMAIL_FROM).",
        )
    message = returned.message
    given: dict[str, object] = {"party_id": message.party_id}
    if message.purpose is MessagePurpose.SERVICE:
        await platform.runner.run("core.stop_messages", {**given, "channel": "email"}, MAIL, door=_DOOR)
        return f"Pesan {message.id}: penerimanya tidak dikirimi surel lagi."
    given["purpose"] = message.purpose.value
    await platform.runner.run("core.withdraw_consent", given, MAIL, door=_DOOR)
    return f"Pesan {message.id}: penerimanya tidak dikirimi {message.purpose.label.lower()} lagi."
