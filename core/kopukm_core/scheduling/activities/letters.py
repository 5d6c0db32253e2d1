"""Printed invitations for who is reached by no channel: numbered letters with a code that anyone can check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from kopukm_core import clock
from kopukm_core.commands import CommandContext, audit_many
from kopukm_core.messaging.registry import messaging_in_use
from kopukm_core.messaging.template import shown_value
from kopukm_core.papers import (
    LETTER,
    Letter,
    Letterhead,
    NewPaper,
    Particulars,
    QrCode,
    Signatory,
    checking_path,
    issue_papers,
    letters_pdf,
    office_letterhead,
    office_signatory,
    public_address,
    shown_code,
)
from kopukm_core.papers.models import IssuedPaper
from kopukm_core.programmes import Paper
from kopukm_core.scheduling.activities.models import Activity, ActivityRule, ActivitySession
from kopukm_core.scheduling.activities.notices import where
from kopukm_core.scheduling.activities.registration_models import ActivityTarget
from kopukm_core.scheduling.activities.sending import REASON
from kopukm_core.settings import Settings
from kopukm_core.values import DateType

REPLACED = "Diganti surat baru: waktu atau judul kegiatannya berubah."


def letter_of(target: ActivityTarget) -> str:
    """How an issued letter names its target."""
    return f"core.ActivityTarget:{target.id}"


async def number_letters(
    context: CommandContext, activity: Activity, targets: Sequence[ActivityTarget]
) -> None:
    """Give each target's letter a number, in the command's transaction; one that says the same has it already.

    A letter of another time or title is withdrawn, since its number stands for what it said.
    """
    subject = subject_of(activity, context.settings.time_zone)
    known = await living_letters(targets)
    old = [paper.id for paper in known.values() if paper.subject != subject]
    if old:
        await IssuedPaper.filter(id__in=old).update(withdrawn_at=clock.now(), withdrawal_reason=REPLACED)
        await audit_many(context, "withdraw", IssuedPaper, old)
    fresh = [
        NewPaper(subject, target.party.name, letter_of(target))
        for target in targets
        if letter_of(target) not in known or known[letter_of(target)].id in old
    ]
    await issue_papers(context, LETTER, fresh, region_code=activity.region_id)


async def living_letters(targets: Sequence[ActivityTarget]) -> dict[str, IssuedPaper]:
    """The letters of the targets that were not withdrawn, by what they are about."""
    found = await IssuedPaper.filter(
        kind=LETTER, withdrawn_at=None, about__in=[letter_of(one) for one in targets]
    )
    return {paper.about: paper for paper in found}


async def invitation_letters(settings: Settings, activity: Activity, target_ids: Sequence[int]) -> bytes:
    """All the letters in one file, in the order of the addresses. Raises TypesettingError."""
    targets = await (
        ActivityTarget.filter(id__in=list(target_ids))
        .select_related("party", "party__region")
        .order_by("party__region_id", "party__sort_key", "id")
    )
    papers = await living_letters(targets)
    rule = await ActivityRule.get(id=activity.rule_id)
    sessions = await ActivitySession.filter(activity_id=activity.id, dropped_at=None).order_by(
        "starts_at", "id"
    )
    facts = _facts(activity, sessions, settings.time_zone)
    office = {
        day: (await office_letterhead(day), await office_signatory(day, Paper.LETTER))
        for day in {paper.issued_on for paper in papers.values()}
    }
    written = [
        _letter(settings, target, paper, activity, facts, rule.persons_per_party, *office[paper.issued_on])
        for target in targets
        if (paper := papers.get(letter_of(target))) is not None
    ]
    return await letters_pdf(written)


def _letter(
    settings: Settings,
    target: ActivityTarget,
    paper: IssuedPaper,
    activity: Activity,
    facts: Particulars,
    persons: int,
    head: Letterhead,
    signatory: Signatory,
) -> Letter:
    office = head.office or "Dinas Koperasi dan UKM"
    contact = f"telepon {head.phone}" if head.phone else "kantor kami"
    region = target.party.region
    return Letter(
        number=paper.number,
        day=paper.issued_on,
        subject=f"Undangan {activity.kind.label.lower()}",
        recipient=["Pengurus atau pemilik", target.party.name],
        recipient_place=region.name if region is not None else "",
        body=[
            "Dengan hormat,",
            f"{office} mengundang Bapak/Ibu untuk hadir pada kegiatan berikut.",
            facts,
            target.reason or REASON,
            f"Mohon memberi tahu kami lewat {contact} siapa yang akan datang, paling banyak {persons} orang, atau "
            f"bila Bapak/Ibu tidak dapat hadir. Sebutkan kode undangan {shown_code(target.answer_code)}.",
            "Atas perhatian dan kehadiran Bapak/Ibu, kami mengucapkan terima kasih.",
        ],
        signatory=signatory,
        letterhead=head,
        printed_at=clock.now(),
        code=QrCode(public_address(settings, checking_path(paper.code)), "Periksa keaslian surat ini"),
        time_zone=settings.time_zone,
    )


def subject_of(activity: Activity, zone: ZoneInfo) -> str:
    """What the letter's number stands for: another day or title is another letter."""
    day = DateType().format(activity.starts_at.astimezone(zone).date())
    return f"Undangan {activity.kind.label.lower()}: {activity.title}, {day}, {_clock(activity.starts_at, zone)}"[
        :300
    ]


def _facts(activity: Activity, sessions: Sequence[ActivitySession], zone: ZoneInfo) -> Particulars:
    lines = [("Acara", f"{activity.title} ({activity.kind.label})")]
    context = messaging_in_use().context()
    for number, session in enumerate(sessions, start=1):
        name = "Waktu" if len(sessions) == 1 else f"Sesi {number}"
        ends = f"sampai {_clock(session.ends_at, zone)}"
        lines.append((name, f"{shown_value(session.starts_at, context)} {ends}"))
        lines.append(("Tempat", where(session)))
    return Particulars(tuple(lines))


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H.%M}"
