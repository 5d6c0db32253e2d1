"""The papers of certificates: set one by one, stored and told of fifty at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from kopukm_core import clock
from kopukm_core.db import Parameters, copy_rows, dialect, execute, reserve_ids
from kopukm_core.errors import NotFoundError
from kopukm_core.files.contents import WrittenContent, write_content
from kopukm_core.files.models import StoredFile
from kopukm_core.files.storing import file_row
from kopukm_core.jobs import JobContext, task
from kopukm_core.messaging import MessageTo, send_each
from kopukm_core.papers import (
    Certificate,
    Letterhead,
    QrCode,
    Signatory,
    certificate_pdf,
    certificates_pdf,
    checking_path,
    office_letterhead,
    office_signatory,
    public_address,
)
from kopukm_core.papers.models import IssuedPaper
from kopukm_core.programmes import Paper
from kopukm_core.scheduling.activities.certificates import MAKE, certificate_of
from kopukm_core.scheduling.activities.message_templates import CERTIFICATE_GIVEN
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.notices import about
from kopukm_core.scheduling.activities.purposes import CERTIFICATE
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.sending import SENDER
from kopukm_core.settings import Settings

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

_TIME_LIMIT = 1800.0
_AT_ONCE = 50
"""Certificates for each transaction: a killed job sets so many again at the most."""


@task(MAKE, time_limit=_TIME_LIMIT)
async def make_certificates(job: JobContext, activity_id: int) -> None:
    """Mencetak sertifikat yang sudah bernomor, dan memberikannya kepada pesertanya."""
    activity = await Activity.get(id=activity_id)
    bare = Registration.filter(activity_id=activity_id, certificate_id=None).exclude(certificate_number="")
    after = 0
    while some := await bare.filter(id__gt=after).order_by("id").limit(_AT_ONCE).select_related("party"):
        after = some[-1].id
        await _make(job, activity, some)
    async with job.transaction():
        pass


async def _make(job: JobContext, activity: Activity, registrations: Sequence[Registration]) -> None:
    """Set the papers of some, then store and tell of them in one transaction."""
    platform = cast("Platform", job.platform)
    papers = await living_certificates([one.id for one in registrations])
    held = [
        (one, papers[certificate_of(one.id)]) for one in registrations if certificate_of(one.id) in papers
    ]
    written: dict[int, WrittenContent] = {}
    for (one, _), paper in zip(held, await certificates(job.settings, activity, held), strict=True):
        written[one.id] = await write_content(platform, await certificate_pdf(paper))
    async with job.chunk():
        keys = dict(zip(written, await reserve_ids(StoredFile, len(written)), strict=True))
        chosen = [one for one, _ in held]
        files = [{"id": keys[one.id], **_file(activity, one, written[one.id])} for one in chosen]
        if files:
            await copy_rows(StoredFile, tuple(files[0]), [tuple(file.values()) for file in files])
        await _refer(keys)
        await send_each(
            [
                MessageTo(
                    one.party_id,
                    {
                        "person": one.person_name.whole(),
                        "kind": activity.kind.label,
                        "title": activity.title,
                        "number": one.certificate_number,
                    },
                    deduplicate=f"registration:{one.id}:certificate",
                    attachments=[keys[one.id]],
                )
                for one in chosen
            ],
            CERTIFICATE_GIVEN.name,
            about=about(activity),
        )


def _file(activity: Activity, registration: Registration, written: WrittenContent) -> dict[str, Any]:
    return file_row(
        written,
        name=f"sertifikat-{registration.certificate_number.replace('/', '-')}.pdf",
        purpose=CERTIFICATE,
        actor=SENDER,
        region_code=activity.region_id,
        kept=True,
        party_id=registration.party_id,
    )


async def _refer(files: Mapping[int, int]) -> None:
    """Let each registration have its file, by one statement."""
    if not files:
        return
    given = Parameters(dialect())
    cases = " ".join(
        f"WHEN CAST({given.add(key)} AS BIGINT) THEN CAST({given.add(file)} AS BIGINT)"
        for key, file in files.items()
    )
    await execute(
        f"UPDATE registration SET certificate_id = CASE id {cases} END WHERE id IN ({given.add_all(files)})",
        given,
    )


async def living_certificates(registration_ids: Sequence[int]) -> dict[str, IssuedPaper]:
    """The certificates of the registrations that were not withdrawn, by what they are about."""
    named = [certificate_of(key) for key in registration_ids]
    return {paper.about: paper for paper in await IssuedPaper.filter(about__in=named, withdrawn_at=None)}


async def certificates(
    settings: Settings, activity: Activity, numbered: Sequence[tuple[Registration, IssuedPaper]]
) -> list[Certificate]:
    """The certificates of registrations, whose parties are there, under the numbers of their papers."""
    found, office = [], dict[date, tuple[Signatory, Letterhead]]()
    for registration, paper in numbered:
        day = paper.issued_on
        if day not in office:
            office[day] = await office_signatory(day, Paper.CERTIFICATE), await office_letterhead(day)
        found.append(_certificate(settings, activity, registration, paper, *office[day]))
    return found


def _certificate(
    settings: Settings,
    activity: Activity,
    registration: Registration,
    paper: IssuedPaper,
    signatory: Signatory,
    letterhead: Letterhead,
) -> Certificate:
    zone = settings.time_zone
    name, party = registration.person_name.whole(), registration.party
    return Certificate(
        number=paper.number,
        name=name,
        activity=_named(activity),
        first_day=activity.starts_at.astimezone(zone).date(),
        last_day=activity.ends_at.astimezone(zone).date(),
        issued_on=paper.issued_on,
        signatory=signatory,
        letterhead=letterhead,
        printed_at=clock.now(),
        institution="" if party.name == name else party.name,
        code=QrCode(public_address(settings, checking_path(paper.code)), "Periksa keasliannya"),
    )


async def all_certificates(settings: Settings, activity: Activity) -> bytes:
    """Every certificate of the activity that holds, in one file by number, for the office's printer."""
    numbered = await (
        Registration.filter(activity_id=activity.id).exclude(certificate_number="").select_related("party")
    )
    papers = await living_certificates([one.id for one in numbered])
    held = [(one, papers[certificate_of(one.id)]) for one in numbered if certificate_of(one.id) in papers]
    if not held:
        raise NotFoundError("Semua sertifikat kegiatan ini sudah ditarik.", remedy="Terbitkan yang baru.")
    held.sort(key=lambda pair: (pair[1].year, pair[1].sequence))
    return await certificates_pdf(await certificates(settings, activity, held))


def _named(activity: Activity) -> str:
    """The title with the kind before it, unless it begins with that already."""
    kind, title = activity.kind.label, activity.title
    return title if title.casefold().startswith(kind.casefold()) else f"{kind} {title}"
