"""Certificates: who earned one, and their numbers, given to all of an activity at once."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.db import Parameters, dialect, execute, rows
from kopukm_core.jobs import enqueue
from kopukm_core.papers import CERTIFICATE, NewPaper, issue_papers
from kopukm_core.papers.models import IssuedPaper
from kopukm_core.scheduling.activities.choices import RegistrationState
from kopukm_core.scheduling.activities.models import Activity, ActivityRule, ActivitySession
from kopukm_core.scheduling.activities.registration_models import Registration

MAKE = "core.make_certificates"
"""The task that sets the papers and gives them to the parties."""


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
    """Number a certificate for everybody who earned one and has none; the papers follow by a job. How many.

    The activity's row is held, so that of two at once the second finds everybody numbered; some ten statements,
    however many took part.
    """
    await Activity.select_for_update().get(id=activity.id)
    deserving = set(await earned(activity))
    bare = await Registration.filter(activity_id=activity.id, certificate_number="").order_by("id")
    fresh = [one for one in bare if one.id in deserving]
    papers = [NewPaper(activity.title, one.person_name.whole(), certificate_of(one.id)) for one in fresh]
    issued = await issue_papers(context, CERTIFICATE, papers, region_code=activity.region_id)
    if issued:
        await _write_numbers(activity, issued)
        await enqueue(
            MAKE,
            {"activity_id": activity.id},
            unique_key=f"{MAKE} {activity.id}",
            caused_by=context.record_id,
        )
    await context.audit("certify", activity, {"certificates": (None, len(issued))})
    return len(issued)


async def _write_numbers(activity: Activity, issued: Sequence[IssuedPaper]) -> None:
    """Let each registration bear the number of its paper, which its subject names; one statement."""
    given = Parameters(dialect())
    first, last = given.add(issued[0].id), given.add(issued[-1].id)
    own = f"FROM issued_paper p WHERE p.id BETWEEN {first} AND {last} AND p.about = {_SUBJECT}"
    await execute(
        f"UPDATE registration SET certificate_number = (SELECT p.number {own}),"
        f" changed_at = {given.add(clock.now())}"
        f" WHERE activity_id = {given.add(activity.id)} AND certificate_number = '' AND EXISTS (SELECT 1 {own})",
        given,
    )


def certificate_of(registration_id: int) -> str:
    """How an issued certificate names its registration."""
    return f"{_NAMED}{registration_id}"


_NAMED = "core.Registration:"
_SUBJECT = f"'{_NAMED}' || registration.id"
