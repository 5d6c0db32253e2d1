"""Certificates: who earned one, its number, and the paper that the party is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.files.contents import write_content
from kopukm_core.files.storing import save_row
from kopukm_core.jobs import JobContext, enqueue, task
from kopukm_core.messaging import send_message
from kopukm_core.papers import Certificate, QrCode, certificate_pdf
from kopukm_core.papers.issuing import checking_path, issue_paper, public_address
from kopukm_core.papers.models import IssuedPaper
from kopukm_core.papers.numbering import CERTIFICATE as CERTIFICATE_KIND
from kopukm_core.papers.office import office_letterhead, office_signatory
from kopukm_core.scheduling.activities.choices import RegistrationState
from kopukm_core.scheduling.activities.message_templates import CERTIFICATE_GIVEN
from kopukm_core.scheduling.activities.models import Activity, ActivityRule, ActivitySession
from kopukm_core.scheduling.activities.notices import about
from kopukm_core.scheduling.activities.purposes import CERTIFICATE
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.sending import SENDER

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

MAKE = "core.make_certificates"
_TIME_LIMIT = 1800.0


async def earned(activity: Activity) -> list[int]:
    """The registrations that attended the share of the sessions that the activity's rule asks for, in their order."""
    rule = await ActivityRule.get(id=activity.rule_id)
    sessions = await ActivitySession.filter(activity_id=activity.id, dropped_at=None).count()
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT r.id FROM registration r JOIN attendance a ON a.registration_id = r.id AND a.is_withdrawn = FALSE"
        " JOIN activity_session s ON s.id = a.session_id AND s.dropped_at IS NULL"
        f" WHERE r.activity_id = {parameters.add(activity.id)}"
        f" AND r.state = {parameters.add(RegistrationState.ATTENDED)}"
        f" GROUP BY r.id HAVING COUNT(*) * 100 >= {parameters.add(sessions * rule.certificate_percent)}"
        " ORDER BY r.id",
        parameters,
    )
    return [int(row["id"]) for row in found]


async def issue_certificates(context: CommandContext, activity: Activity) -> int:
    """Number a certificate for everybody who earned one and has none; the papers follow by a job. How many."""
    issued = 0
    for key in await earned(activity):
        registration = await Registration.get(id=key)
        if registration.certificate_number:
            continue
        paper = await issue_paper(
            context,
            CERTIFICATE_KIND,
            subject=activity.title,
            name=registration.person_name.whole(),
            region_code=activity.region_id,
            about=_subject(registration),
        )
        # Of two at once one finds the number there, and gives its own back with its transaction.
        stored = await Registration.filter(id=key, certificate_number="").update(
            certificate_number=paper.number, changed_at=clock.now()
        )
        if not stored:
            context.refuse(
                "activity_id", "CERTIFICATES_ISSUED", "Sertifikatnya sedang diterbitkan: muat ulang."
            )
        issued += 1
    if issued:
        await enqueue(
            MAKE,
            {"activity_id": activity.id},
            unique_key=f"{MAKE} {activity.id}",
            caused_by=context.record_id,
        )
    await context.audit("certify", activity, {"certificates": (None, issued)})
    return issued


@task(MAKE, time_limit=_TIME_LIMIT)
async def make_certificates(job: JobContext, activity_id: int) -> None:
    """Mencetak sertifikat yang sudah bernomor, dan memberikannya kepada pesertanya."""
    activity = await Activity.get(id=activity_id)
    while True:
        registration = await (
            Registration.filter(activity_id=activity_id, certificate_id=None)
            .exclude(certificate_number="")
            .order_by("id")
            .first()
            .select_related("party")
        )
        if registration is None:
            break
        await _make(job, activity, registration)
    async with job.transaction():
        pass


async def _make(job: JobContext, activity: Activity, registration: Registration) -> None:
    platform = cast("Platform", job.platform)
    paper = await IssuedPaper.get(about=_subject(registration))
    zone = job.settings.time_zone
    first, last = activity.starts_at.astimezone(zone).date(), activity.ends_at.astimezone(zone).date()
    name = registration.person_name.whole()
    party = registration.party
    address = public_address(job.settings, checking_path(paper.code))
    content = await certificate_pdf(
        Certificate(
            number=paper.number,
            name=name,
            activity=_named(activity),
            first_day=first,
            last_day=last,
            issued_on=paper.issued_on,
            signatory=await office_signatory(paper.issued_on),
            letterhead=await office_letterhead(paper.issued_on),
            printed_at=clock.now(),
            institution="" if party.name == name else party.name,
            code=QrCode(address, "Periksa keasliannya"),
        )
    )
    written = await write_content(platform, content)
    async with job.chunk():
        stored = await save_row(
            written,
            name=f"sertifikat-{paper.number.replace('/', '-')}.pdf",
            purpose=CERTIFICATE,
            actor=SENDER,
            region_code=activity.region_id,
            kept=True,
            party_id=registration.party_id,
        )
        await Registration.filter(id=registration.id).update(certificate_id=stored.id)
        await send_message(
            registration.party_id,
            CERTIFICATE_GIVEN.name,
            {"person": name, "kind": activity.kind.label, "title": activity.title, "number": paper.number},
            about=about(activity),
            deduplicate=f"registration:{registration.id}:certificate",
            attachments=[stored.id],
        )


def _subject(registration: Registration) -> str:
    return f"core.Registration:{registration.id}"


def _named(activity: Activity) -> str:
    """The title with the kind before it, unless it begins with that already."""
    kind = activity.kind.label
    return (
        activity.title
        if activity.title.casefold().startswith(kind.casefold())
        else f"{kind} {activity.title}"
    )
