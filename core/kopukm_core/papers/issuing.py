"""Papers that bear a number and a code: issued inside a command, checked by anyone, withdrawn with a reason."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kopukm_core import clock
from kopukm_core.commands import CommandContext, audit_many
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_core.papers.models import IssuedPaper
from kopukm_core.papers.numbering import next_numbers
from kopukm_core.privacy import mask_name
from kopukm_core.settings import Settings
from kopukm_core.variables import declare_variables

declare_variables("KOPUKM_PUBLIC_URL")

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O, U, which people mistake."""
_LENGTH = 16
_COLUMNS = (
    "id", "kind", "kind_title", "year", "sequence", "number", "code", "issued_on", "shown_name", "subject", "about",
    "region_code", "issued_by", "issued_at", "withdrawal_reason",
)  # fmt: skip
_MISTAKEN = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """What anyone who holds a paper's code learns of it."""

    code: str
    number: str
    kind: str
    issued_on: date
    name: str
    subject: str
    withdrawn_at: datetime | None

    @property
    def is_valid(self) -> bool:
        """Whether the office stands by it."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper to number: `name` is the whole one on it, of which the masked one is kept.

    `about` is what it belongs to ("core.Registration:12").
    """

    subject: str
    name: str = ""
    about: str = ""


async def issue_paper(
    context: CommandContext,
    kind: str,
    *,
    subject: str,
    name: str = "",
    issued_on: date | None = None,
    region_code: str | None = None,
    about: str = "",
) -> IssuedPaper:
    """Give a paper its number and its code, in the command's transaction. Number at the end of long commands.

    `kind` is "letter", "certificate" or one that a plugin prepared. Raises NotFoundError for an unknown kind.
    """
    papers = [NewPaper(subject, name, about)]
    (paper,) = await issue_papers(context, kind, papers, issued_on=issued_on, region_code=region_code)
    return paper


async def issue_papers(
    context: CommandContext,
    kind: str,
    papers: Sequence[NewPaper],
    *,
    issued_on: date | None = None,
    region_code: str | None = None,
) -> list[IssuedPaper]:
    """The same for many at once, numbered in their order: five statements for any number of them."""
    if not papers:
        return []
    day, moment = issued_on or clock.today(context.settings.time_zone), clock.now()
    numbers = await next_numbers(kind, day, len(papers))
    keys = await reserve_ids(IssuedPaper, len(papers))
    issued = [
        IssuedPaper(
            id=key,
            kind=kind,
            kind_title=given.kind_title,
            year=given.year,
            sequence=given.sequence,
            number=given.text,
            code="".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)),
            issued_on=day,
            shown_name=mask_name(new.name)[:200] if new.name else "",
            subject=new.subject[:300],
            about=new.about,
            region_code=region_code or context.settings.region_code,
            issued_by=context.actor.key,
            issued_at=moment,
            withdrawal_reason="",
        )
        for key, given, new in zip(keys, numbers, papers, strict=True)
    ]
    await copy_rows(IssuedPaper, _COLUMNS, [[getattr(one, name) for name in _COLUMNS] for one in issued])
    await audit_many(context, "create", IssuedPaper, keys)
    return issued


async def check_paper(code: str) -> CheckedPaper | None:
    """The paper of this code as anyone may see it; None where there is none.

    Case, hyphens and O for 0 do not matter.
    """
    plain = re.sub(r"[^0-9A-Z]", "", code[:100].upper()).translate(_MISTAKEN)
    paper = await IssuedPaper.get_or_none(code=plain) if len(plain) == _LENGTH else None
    if paper is None:
        return None
    return CheckedPaper(
        code=shown_code(paper.code),
        number=paper.number,
        kind=paper.kind_title,
        issued_on=paper.issued_on,
        name=paper.shown_name,
        subject=paper.subject,
        withdrawn_at=paper.withdrawn_at,
    )


def shown_code(code: str) -> str:
    """In fours, as it stands on paper: 7K2M-…"""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def checking_path(code: str) -> str:
    """Where a paper is checked, below the office's address."""
    return f"/periksa/{shown_code(code)}"


def public_address(settings: Settings, path: str) -> str:
    """The whole address of a path for people outside, by `KOPUKM_PUBLIC_URL`; the path alone where that is not set."""
    return f"{settings.variables.get('KOPUKM_PUBLIC_URL', '').rstrip('/')}{path}"
