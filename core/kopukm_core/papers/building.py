"""One way to build a report: asked, allowed, built once, and the same tables for every form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.errors import NotAllowedError, Problem, ProblemsError
from kopukm_core.identity import Actor
from kopukm_core.papers.cells import moment_text, period_text
from kopukm_core.papers.office import office_letterhead, office_signatory
from kopukm_core.papers.report import Report, ReportRequest
from kopukm_core.papers.tables import TablesPaper
from kopukm_core.programmes import Paper
from kopukm_core.regions.codes import is_within
from kopukm_core.regions.models import Region
from kopukm_core.regions.tree import region_of
from kopukm_core.values import short_date

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


def usable_reports(platform: Platform, actor: Actor) -> list[Report]:
    """The reports that the actor may ask for somewhere, by name."""
    return sorted((one for one in platform.reports if actor.may(one.permission)), key=lambda one: one.name)


async def allowed_request(
    platform: Platform, actor: Actor, report: Report, request: ReportRequest
) -> ReportRequest:
    """The request as the report is given it: the whole district has the code "".

    Raises ProblemsError for what does not fit together, NotAllowedError where the actor may not ask for the place.
    """
    problems: list[Problem] = []
    if request.first_day > request.last_day:
        problems.append(Problem("last_day", "BEFORE_FIRST_DAY", "Hari terakhir sebelum hari pertama."))
    problems += _of_another_day(report, request, clock.today(platform.settings.time_zone))
    if request.known_at is not None and request.known_at > clock.now():
        problems.append(Problem("known_at", "IN_THE_FUTURE", "Yang tercatat sesudah sekarang belum ada."))
    office = platform.settings.region_code
    place = request.region_code or office
    if not is_within(place, office) or await region_of(place) is None:
        problems.append(Problem("region_code", "NO_SUCH_REGION", f"Wilayah {place} tidak ada di {office}."))
    if problems:
        raise ProblemsError(problems)
    if not actor.may(report.permission, place):
        held = actor.regions(report.permission)
        raise NotAllowedError(
            f"Anda tidak berwenang atas laporan {report.name} untuk wilayah {place}.",
            remedy=f"Wilayah Anda: {', '.join(held)}."
            if held
            else f"Minta izin {report.permission} kepada pengelola akun.",
        )
    return replace(request, region_code="" if place == office else place)


def _of_another_day(report: Report, request: ReportRequest, today: date) -> list[Problem]:
    """A day that the report cannot speak of. Yesterday is still today for a job that midnight overtook."""
    if report.uses_period:
        return []
    if request.last_day > today:
        return [
            Problem(
                "last_day", "IN_THE_FUTURE", "Hari itu belum tiba: laporan ini memuat keadaan yang sudah ada."
            )
        ]
    if report.is_of_today and request.last_day < today - timedelta(days=1):
        message = (
            "Laporan ini memuat catatan seperti adanya hari ini; keadaan hari lain ada di laporan angka."
        )
        return [Problem("last_day", "ONLY_TODAY", message)]
    return []


async def build_report(platform: Platform, actor: Actor, name: str, request: ReportRequest) -> TablesPaper:
    """The report with its tables, for any form. Nothing is kept: what it shows is what the actor may see now.

    Raises NotFoundError for a name that no report bears, and what `allowed_request` raises.
    """
    report = platform.reports[name]
    request = await allowed_request(platform, actor, report, request)
    content = tuple(await report.build(platform, actor, request))
    zone = platform.settings.time_zone
    printed_at = clock.now()
    today = printed_at.astimezone(zone).date()
    place = await region_of(request.region_code or platform.settings.region_code)
    asked = (
        ("Periode", period_text(request.first_day, request.last_day))
        if report.uses_period
        else ("Keadaan per", short_date(request.last_day))
    )
    known = (
        () if request.known_at is None else (("Menurut catatan sampai", moment_text(request.known_at, zone)),)
    )
    return TablesPaper(
        title=report.title,
        content=content,
        printed_at=printed_at,
        particulars=(
            asked,
            ("Wilayah", _named(place) if place else request.region_code),
            *known,
        ),
        letterhead=await office_letterhead(today),
        signatory=await office_signatory(today, Paper.REPORT),
        time_zone=zone,
    )


def _named(place: Region) -> str:
    """`Kecamatan Cibinong`; names of regencies and cities say by themselves what they are."""
    label = place.kind.label
    return place.name if place.name.startswith(f"{label} ") else f"{label} {place.name}"
