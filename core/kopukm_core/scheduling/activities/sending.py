"""The job that writes the invitations, thousands at once."""

from __future__ import annotations

from kopukm_core.identity.actor import operator
from kopukm_core.jobs import JobContext, task
from kopukm_core.messaging import MessageFault, send_messages
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.activities.answering import answer_values
from kopukm_core.scheduling.activities.attachments import ACTIVITY_CALENDAR
from kopukm_core.scheduling.activities.choices import ActivityState, TargetState
from kopukm_core.scheduling.activities.message_templates import INVITATION
from kopukm_core.scheduling.activities.models import Activity, ActivityRule
from kopukm_core.scheduling.activities.notices import about, facts
from kopukm_core.scheduling.activities.registration_models import ActivityTarget
from kopukm_core.scheduling.activities.targets import INVITE

SENDER = operator("kegiatan")
"""In whose name files that go out with messages are stored."""
REASON = "Bapak/Ibu termasuk yang kami harapkan hadir."
"""Said to who was put on the list by hand without a reason."""
_AT_ONCE = 1_000


@task(INVITE)
async def send_invitations(job: JobContext, activity_id: int) -> None:
    """Menulis undangan kepada sasaran yang diundang dan belum dikirimi, dengan berkas kalender."""
    activity = await Activity.get(id=activity_id)
    rule = await ActivityRule.get(id=activity.rule_id)
    some_left = True
    while some_left:
        # A transaction for each thousand: nobody else's writing waits for ten thousand invitations.
        async with job.chunk():
            waiting = await _not_invited(activity_id)
            some_left = bool(waiting)
            if some_left:
                await _invite(activity, rule, waiting)
    async with job.transaction():
        pass


async def _not_invited(activity_id: int) -> list[ActivityTarget]:
    """The next targets to whom nothing was written; none of an activity that is not open (any more)."""
    return await (
        ActivityTarget.filter(
            activity_id=activity_id,
            activity__state=ActivityState.OPEN,
            state=TargetState.INVITED,
            is_reachable__isnull=True,
        )
        .order_by("id")
        .limit(_AT_ONCE)
    )


async def _invite(activity: Activity, rule: ActivityRule, targets: list[ActivityTarget]) -> None:
    names = dict(await Party.filter(id__in=[one.party_id for one in targets]).values_list("id", "name"))
    key = f"activity:{activity.id}:invitation"
    await send_messages(
        [one.party_id for one in targets],
        INVITATION.name,
        {**await facts(activity), "persons": rule.persons_per_party},
        each={
            one.party_id: {
                "party": str(names[one.party_id]),
                "reason": one.reason or REASON,
                **answer_values(one.answer_code),
            }
            for one in targets
        },
        about=about(activity),
        deduplicate=key,
        attachments=[ACTIVITY_CALENDAR.of(activity.id)],
        useless_from=activity.ends_at,
    )
    keys = {f"{key}:{one.party_id}": one.id for one in targets}
    written = await OutboundMessage.filter(deduplication_key__in=list(keys)).values_list(
        "deduplication_key", "fault"
    )
    nowhere = {MessageFault.UNREACHABLE, MessageFault.OPTED_OUT, MessageFault.NO_CONSENT}
    reached = [keys[str(name)] for name, fault in written if fault not in nowhere]
    await ActivityTarget.filter(id__in=reached).update(is_reachable=True)
    missed = [one.id for one in targets if one.id not in set(reached)]
    await ActivityTarget.filter(id__in=missed).update(is_reachable=False)
