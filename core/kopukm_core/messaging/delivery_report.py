"""Reading reports of mail servers on a mail that they were given (RFC 3464), and short replies to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from enum import StrEnum

from kopukm_core.errors import BadInputError
from kopukm_core.messaging.kinds import MessageFault

LARGEST = 10_000_000
"""Bytes of a mail that is read: a report holds at the most the mail that came back."""
_MOST_PARTS = 200
_MOST_LEVELS = 50
"""Parts within parts: the parser looks for the end of each of them in every line."""
_REPORT_REMEDY = "Alirkan hanya surel yang datang ke alamat kembali (KOPUKM_EMAIL_RETURN)."
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_SMTP_CODE = re.compile(r"\b(5[0-9]{2})\b")
_ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


class DeliveryAction(StrEnum):
    """What a server did with the mail, in the words of RFC 3464."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What was done with the mail; `status` is the enhanced code (5.1.1), "" where the server told none."""

    action: DeliveryAction
    status: str = ""
    smtp_code: int | None = None

    @property
    def fault(self) -> MessageFault | None:
        """Why it failed: the box is gone, or something else that does not pass; None where it did not fail."""
        if self.action is not DeliveryAction.FAILED:
            return None
        if self.status.startswith("5.1.") or self.status == "5.2.1":
            return MessageFault.CONTACT_STOPPED
        unsaid = self.status in ("", "5.0.0")
        if unsaid and self.smtp_code in (550, 551, 553):
            return MessageFault.CONTACT_STOPPED
        return MessageFault.PERMANENT

    @property
    def words(self) -> str:
        """For an operator, without anything personal: `failed 5.1.1`."""
        return " ".join(
            part for part in (self.action.value, self.status or str(self.smtp_code or "")) if part
        )


@dataclass(frozen=True, slots=True)
class ArrivedMail:
    """A mail at the return address: whom it is for, and a server's report or what a person wrote."""

    addresses: str
    report: DeliveryReport | None = None
    text: str = ""
    """Subject and first words, where it is no report."""


def read_mail(content: bytes) -> ArrivedMail:
    """Read it. Raises BadInputError for what is too large, broken, or holds nothing that can be understood."""
    if len(content) > LARGEST:
        raise BadInputError(
            f"Surel ini lebih besar dari {LARGEST // 1_000_000} MB dan tidak dibaca.", remedy=_REPORT_REMEDY
        )
    try:
        if content.lower().count(b"boundary=") > _MOST_LEVELS:
            raise ValueError("too many levels")
        mail = BytesParser(policy=policy.compat32).parsebytes(content)
        addresses = " ".join(str(value) for name in _ADDRESSED for value in mail.get_all(name, ()))
        report = _report_in(mail)
        text = "" if report is not None else _written_in(mail)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise BadInputError(
            f"Surel ini rusak dan tidak dapat dibaca ({type(error).__name__}).", remedy=_REPORT_REMEDY
        ) from None
    if not addresses:
        raise BadInputError("Ini bukan surel: tidak ada penerimanya.", remedy=_REPORT_REMEDY)
    return ArrivedMail(addresses, report, text)


def _parts(mail: Message) -> Iterable[Message]:
    for number, part in enumerate(mail.walk()):
        if number > _MOST_PARTS:
            raise ValueError("too many parts")
        yield part


def _report_in(mail: Message) -> DeliveryReport | None:
    """The report on the one recipient; of several (the box forwards to others) that it arrived at one counts."""
    if mail.get_content_type() != "multipart/report":
        return None
    found: list[DeliveryReport] = []
    for part in _parts(mail):
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            found += [
                report
                for block in (blocks if isinstance(blocks, list) else ())
                if isinstance(block, Message) and (report := _of_recipient(block)) is not None
            ]
    if not found:
        return None
    order = (DeliveryAction.DELIVERED, DeliveryAction.RELAYED, DeliveryAction.EXPANDED, DeliveryAction.FAILED)
    return min(found, key=lambda one: order.index(one.action) if one.action in order else len(order))


def _of_recipient(block: Message) -> DeliveryReport | None:
    word = str(block.get("Action", "")).strip().lower()
    if word not in set(DeliveryAction):
        return None
    diagnosis = str(block.get("Diagnostic-Code", ""))
    status = _STATUS.search(str(block.get("Status", "")))
    exact = _STATUS.search(diagnosis) if status is None or status[0] == "5.0.0" else status
    code = _SMTP_CODE.search(diagnosis)
    known = exact or status
    return DeliveryReport(
        DeliveryAction(word), "" if known is None else known[0], int(code[1]) if code else None
    )


def _written_in(mail: Message) -> str:
    """What a person may have written instead: the subject, and the first line of the text."""
    lines = [str(mail.get("Subject", ""))[:200]]
    for part in _parts(mail):
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            words = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            lines += [line.strip()[:200] for line in words.strip().splitlines()[:1]]
            break
    return "\n".join(lines)
